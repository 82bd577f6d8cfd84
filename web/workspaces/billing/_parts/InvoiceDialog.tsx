import { ActionIcon, Anchor, Button, Group, Modal, Select, Stack, Text, TextInput } from "@mantine/core";
import { IconX } from "@tabler/icons-react";
import { useState } from "react";
import { z } from "zod";
import type { BillingSettings, Invoice, Price } from "../../../../contract/index.ts";
import { announce } from "../../../ui/announce.ts";
import { ErrorNotice } from "../../../ui/ErrorNotice.tsx";
import { useFocusBack } from "../../../ui/use-focus-back.ts";
import { useFocusKept } from "../../../ui/use-focus-kept.ts";
import { isUnanswered } from "../../desk/_parts/use-resend.ts";
import { useSentOnce } from "../../people/_parts/use-sent-once.ts";
import { useMakeInvoice } from "./billing-calls.ts";
import { discountFault, discountOf, isBeyondLimit, sumOfLines } from "./invoice-sums.ts";
import { KeptLine } from "./KeptLine.tsx";
import { moneyText } from "./money.ts";
import classes from "./Money.module.css";
import { say } from "../words/index.ts";

type Props = {
  readonly patientId: string;
  readonly branchId: string;
  readonly prices: readonly Price[];
  readonly settings: BillingSettings;
  /** What it was done at. */
  readonly appointmentId?: string | undefined;
  readonly close: () => void;
  readonly made: (invoice: Invoice) => void;
};

const lineOf = z.object({ priceId: z.string(), quantity: z.string(), discount: z.string() });
const draftOf = z.object({ requestId: z.string(), lines: z.array(lineOf).min(1), isSent: z.boolean() });
type Draft = z.infer<typeof draftOf>;
type Line = z.infer<typeof lineOf>;
const emptyLine: Line = { priceId: "", quantity: "1", discount: "" };

/** An invoice of what the price list has; its total while one types, and what of it needs somebody else's word. */
export function InvoiceDialog({ patientId, branchId, prices, settings, appointmentId, close, made }: Props) {
  useFocusBack();
  const make = useMakeInvoice();
  const form = useSentOnce({
    name: `invoice:${patientId}`,
    schema: draftOf,
    begin: (): Draft => ({ requestId: crypto.randomUUID(), lines: [emptyLine], isSent: false }),
    mutation: make,
    send: ({ requestId, lines }, done) =>
      make.mutate(
        {
          requestId,
          patientId,
          branchId,
          lines: lines.map((line) => {
            const discount = discountOf(line, settings);
            return {
              priceId: line.priceId,
              quantity: Number(line.quantity),
              ...(discount === undefined ? {} : { discount }),
              ...(appointmentId === undefined ? {} : { appointmentId }),
            };
          }),
        },
        {
          onSuccess: (invoice) =>
            done(() => {
              announce(
                invoice.state === "draft"
                  ? say("waitsForApproval")
                  : say("invoiceIssued", { number: invoice.number ?? "" }),
              );
              made(invoice);
            }),
        },
      ),
  });
  useFocusKept(make.isPending);
  const { draft, change } = form;
  const [isAsked, setAsked] = useState(false);
  const changeLine = (at: number, part: Partial<Line>) =>
    change({ lines: draft.lines.map((one, index) => (index === at ? { ...one, ...part } : one)) });
  const { currency } = settings;
  const offered = prices.filter(({ active }) => active);
  const sums = sumOfLines(draft.lines, prices, settings);
  const needsApproval = draft.lines.some((line) => isBeyondLimit(line, prices, settings));
  const send = () => {
    setAsked(true);
    if (draft.lines.some((line) => line.priceId === "" || discountFault(line, settings) !== undefined)) return;
    form.submit();
  };
  return (
    <Modal
      opened
      onClose={close}
      title={say("makeInvoice")}
      size="lg"
      closeOnClickOutside={false}
      closeButtonProps={{ "aria-label": say("close") }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          send();
        }}
        noValidate
      >
        <Stack gap="md">
          {draft.lines.map((line, at) => (
            <div key={at} className={classes.line}>
              <Select
                label={at === 0 ? say("what") : say("whatLine", { line: at + 1 })}
                searchable
                selectFirstOptionOnChange
                {...(at === 0 ? { "data-autofocus": true } : {})}
                data={offered.map(({ id, name, amount }) => ({
                  value: id,
                  label: say("textAmount", { text: name, amount: moneyText(amount, currency) }),
                }))}
                nothingFoundMessage={say("notInList")}
                error={isAsked && line.priceId === "" ? say("chooseFor") : undefined}
                value={line.priceId === "" ? null : line.priceId}
                onChange={(value) => changeLine(at, { priceId: value ?? "" })}
              />
              <TextInput
                label={at === 0 ? say("howMany") : say("howManyLine", { line: at + 1 })}
                inputMode="numeric"
                autoComplete="off"
                className={classes.amount}
                value={line.quantity}
                error={/^[1-9]\d{0,2}$/.test(line.quantity) ? undefined : say("oneTo999")}
                onChange={(event) => changeLine(at, { quantity: event.currentTarget.value.trim() })}
              />
              <TextInput
                label={at === 0 ? say("discount") : say("discountLine", { line: at + 1 })}
                placeholder={say("discountExample")}
                autoComplete="off"
                className={classes.amount}
                value={line.discount}
                error={isAsked ? discountFault(line, settings) : undefined}
                onChange={(event) => changeLine(at, { discount: event.currentTarget.value })}
              />
              {draft.lines.length > 1 && (
                <ActionIcon
                  aria-label={say("leaveOutLine", { line: at + 1 })}
                  onClick={() => change({ lines: draft.lines.filter((_, index) => index !== at) })}
                >
                  <IconX size={16} aria-hidden />
                </ActionIcon>
              )}
            </div>
          ))}
          <Group justify="space-between">
            <Anchor
              component="button"
              type="button"
              size="sm"
              onClick={() => change({ lines: [...draft.lines, emptyLine] })}
            >
              {say("anotherLine")}
            </Anchor>
            <Text className={classes.figures} role="status">
              {sums === undefined
                ? ""
                : sums.tax === undefined
                  ? say("amountInAll", { amount: moneyText(sums.total, currency) })
                  : say("taxAndAll", { tax: moneyText(sums.tax, currency), amount: moneyText(sums.total, currency) })}
            </Text>
          </Group>
          {needsApproval && <Text size="sm">{say("needsApproval", { percent: settings.discountLimitPercent })}</Text>}
          {make.error !== null && !isUnanswered(make.error) && <ErrorNotice error={make.error} />}
          <Group>
            <Button type="submit" loading={make.isPending}>
              {say(needsApproval ? "askApproval" : "issue")}
            </Button>
            <Button
              variant="subtle"
              onClick={() => {
                form.kept.forget();
                close();
              }}
            >
              {say("cancel")}
            </Button>
            <KeptLine mutation={make} isTyped={form.isTyped} kept={form.kept} />
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
