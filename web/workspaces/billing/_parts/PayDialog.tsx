import { ActionIcon, Anchor, Button, Group, Modal, Select, Stack, Text, TextInput } from "@mantine/core";
import { IconX } from "@tabler/icons-react";
import { useRef, useState } from "react";
import { z } from "zod";
import { type Invoice, type PaymentMethod, paymentMethod } from "../../../../contract/index.ts";
import { announce } from "../../../ui/announce.ts";
import { dateText } from "../../../ui/dates.ts";
import { ErrorNotice } from "../../../ui/ErrorNotice.tsx";
import { useFocusBack } from "../../../ui/use-focus-back.ts";
import { useFocusKept } from "../../../ui/use-focus-kept.ts";
import { isUnanswered } from "../../desk/_parts/use-resend.ts";
import { useSentOnce } from "../../people/_parts/use-sent-once.ts";
import { useTakePayment } from "./billing-calls.ts";
import { KeptLine } from "./KeptLine.tsx";
import { amountText, isNothing, minorOf, moneyText, typedAmount } from "./money.ts";
import classes from "./Money.module.css";
import { usePrint } from "./print-paper.ts";
import { methodWords, methodsAtDesk } from "./words.ts";
import { say } from "../words/index.ts";

type Props = {
  readonly patientId: string;
  readonly branchId: string;
  readonly currency: string;
  readonly digits: number;
  /** Open invoices, oldest first. */
  readonly open: readonly Invoice[];
  readonly advance: string;
  /** One invoice alone, where it was begun there. */
  readonly only?: string | undefined;
  readonly close: () => void;
};

const draftOf = z.object({
  requestId: z.string(),
  parts: z.array(z.object({ method: paymentMethod, amount: z.string(), reference: z.string() })).min(1),
  /** What goes to which invoice, where somebody has said so. */
  to: z.record(z.string(), z.string()).nullable(),
  isSent: z.boolean(),
});
type Draft = z.infer<typeof draftOf>;
type Part = Draft["parts"][number];

const lastMethod = "wardbook.payment-method";

function methodOfDevice(): PaymentMethod {
  const known = paymentMethod.safeParse(localStorage.getItem(lastMethod)).data;
  return known === undefined || known === "advance" ? "card-terminal" : known;
}

/** Takes a payment: all that is due unless told otherwise, by one method or several, to the oldest dues first. Enter takes and prints it. */
export function PayDialog({ patientId, branchId, currency, digits, open, advance, only, close }: Props) {
  useFocusBack();
  const due = open
    .filter(({ id }) => only === undefined || id === only)
    .reduce((sum, one) => sum + minorOf(one.open), 0n);
  const print = usePrint();
  const take = useTakePayment();
  const isPrinting = useRef(true);
  const form = useSentOnce({
    name: `payment:${patientId}${only ?? ""}`,
    schema: draftOf,
    begin: (): Draft => ({
      requestId: crypto.randomUUID(),
      parts: [{ method: methodOfDevice(), amount: due === 0n ? "" : amountText(due, digits), reference: "" }],
      to:
        only === undefined
          ? null
          : Object.fromEntries(open.filter(({ id }) => id === only).map((one) => [one.id, one.open])),
      isSent: false,
    }),
    mutation: take,
    send: ({ requestId, parts, to }, done) =>
      take.mutate(
        {
          requestId,
          patientId,
          branchId,
          parts: parts.map(({ method, amount, reference }) => ({
            method,
            amount: typedAmount(amount, digits) ?? "",
            ...(reference.trim() === "" ? {} : { reference: reference.trim() }),
          })),
          ...(to === null
            ? {}
            : {
                allocations: Object.entries(to).flatMap(([invoiceId, text]) => {
                  const amount = typedAmount(text, digits);
                  return amount === undefined || isNothing(amount) ? [] : [{ invoiceId, amount }];
                }),
              }),
        },
        {
          onSuccess: ({ payment }) =>
            done(() => {
              announce(
                say("takenReceipt", { amount: moneyText(payment.amount, currency), number: payment.number ?? "" }),
              );
              if (isPrinting.current && payment.number !== undefined)
                print.mutate({ kind: "payments", id: payment.id, number: payment.number });
              close();
            }),
        },
      ),
  });
  useFocusKept(take.isPending);
  const { draft } = form;
  const [fault, setFault] = useState("");
  const change = (part: Partial<Draft>) => {
    setFault("");
    form.change(part);
  };
  const changePart = (at: number, part: Partial<Part>) =>
    change({ parts: draft.parts.map((one, index) => (index === at ? { ...one, ...part } : one)) });
  const amounts = draft.parts.map(({ amount }) => typedAmount(amount, digits));
  const total = amounts.reduce((sum, one) => sum + (one === undefined ? 0n : minorOf(one)), 0n);
  const send = () => {
    const faulty = amounts.findIndex((one) => one === undefined || isNothing(one));
    if (faulty !== -1) {
      setFault(say("amountFault", { amount: amountText(due === 0n ? 10n ** BigInt(digits) : due, digits) }));
      return;
    }
    const [first] = draft.parts;
    if (first !== undefined && first.method !== "advance") localStorage.setItem(lastMethod, first.method);
    form.submit();
  };
  const bound =
    draft.to === null
      ? undefined
      : Object.values(draft.to).reduce((sum, text) => sum + minorOf(typedAmount(text, digits) ?? "0"), 0n);
  return (
    <Modal
      opened
      onClose={close}
      title={say("takePayment")}
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
          <Text>
            {due === 0n
              ? say("nothingDueAdvance")
              : say("isDue", { amount: moneyText(amountText(due, digits), currency) })}
            {isNothing(advance) ? "" : ` ${say("paidInAdvance", { amount: moneyText(advance, currency) })}`}
          </Text>
          {draft.parts.map((part, at) => (
            <div key={at} className={classes.part}>
              <Select
                label={at === 0 ? say("how") : say("howPart", { part: at + 1 })}
                data={[
                  ...methodsAtDesk.map((value) => ({ value, label: methodWords[value] })),
                  ...(isNothing(advance) ? [] : [{ value: "advance", label: methodWords.advance }]),
                ]}
                allowDeselect={false}
                value={part.method}
                onChange={(value) => {
                  const method = paymentMethod.safeParse(value).data;
                  if (method !== undefined) changePart(at, { method });
                }}
              />
              <TextInput
                label={at === 0 ? say("amount") : say("amountPart", { part: at + 1 })}
                inputMode="decimal"
                autoComplete="off"
                className={classes.amount}
                {...(at === 0 ? { "data-autofocus": true } : {})}
                error={fault !== "" && (amounts[at] === undefined || isNothing(amounts[at] ?? "")) ? fault : undefined}
                value={part.amount}
                onFocus={(event) => event.currentTarget.select()}
                onChange={(event) => changePart(at, { amount: event.currentTarget.value })}
              />
              {part.method !== "cash" && part.method !== "advance" && (
                <TextInput
                  label={at === 0 ? say("itsNumber") : say("itsNumberPart", { part: at + 1 })}
                  description={say("numberWords")}
                  inputWrapperOrder={["label", "input", "description", "error"]}
                  autoComplete="off"
                  value={part.reference}
                  onChange={(event) => changePart(at, { reference: event.currentTarget.value })}
                />
              )}
              {draft.parts.length > 1 && (
                <ActionIcon
                  aria-label={say("leaveOutPart", { part: at + 1 })}
                  onClick={() => change({ parts: draft.parts.filter((_, index) => index !== at) })}
                >
                  <IconX size={16} aria-hidden />
                </ActionIcon>
              )}
            </div>
          ))}
          <Group gap="lg">
            {draft.parts.length < 8 && (
              <Anchor
                component="button"
                type="button"
                size="sm"
                onClick={() => {
                  const left = due - total;
                  const method: PaymentMethod = draft.parts.some((one) => one.method === "cash")
                    ? "card-terminal"
                    : "cash";
                  const amount = left > 0n ? amountText(left, digits) : "";
                  change({ parts: [...draft.parts, { method, amount, reference: "" }] });
                }}
              >
                {say("split")}
              </Anchor>
            )}
            {open.length > 0 && (
              <Anchor
                component="button"
                type="button"
                size="sm"
                onClick={() => change({ to: draft.to === null ? spread(open, total, digits) : null })}
              >
                {draft.to === null ? say("chooseInvoices") : say("toOldest")}
              </Anchor>
            )}
          </Group>
          {draft.to !== null && (
            <fieldset className={classes.allocations}>
              <legend>{say("goesTo")}</legend>
              {open.map((one) => (
                <TextInput
                  key={one.id}
                  label={openText(one)}
                  inputMode="decimal"
                  autoComplete="off"
                  value={draft.to?.[one.id] ?? ""}
                  onChange={(event) => change({ to: { ...draft.to, [one.id]: event.currentTarget.value } })}
                />
              ))}
              <Text size="sm" c="dimmed">
                {bound !== undefined && bound > total
                  ? say("moreThanPaid")
                  : say("staysAdvance", { amount: moneyText(amountText(total - (bound ?? 0n), digits), currency) })}
              </Text>
            </fieldset>
          )}
          {take.error !== null && !isUnanswered(take.error) && <ErrorNotice error={take.error} />}
          <Group>
            <Button type="submit" loading={take.isPending} onClick={() => (isPrinting.current = true)}>
              {total > 0n
                ? say("takeAndPrint", { amount: moneyText(amountText(total, digits), currency) })
                : say("takeNothingAndPrint")}
            </Button>
            <Button
              type="submit"
              variant="default"
              disabled={take.isPending}
              onClick={() => (isPrinting.current = false)}
            >
              {say("takeOnly")}
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
            <KeptLine mutation={take} isTyped={form.isTyped} kept={form.kept} />
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

/** "DUB-2026-000012, 07-Mar-2026: £52.50 open" */
function openText({ number, date, open, currency }: Invoice): string {
  const which = number ?? say("invoice");
  const amount = moneyText(open, currency);
  return date === undefined
    ? say("invoiceOpen", { number: which, amount })
    : say("invoiceOpenOf", { number: which, day: dateText(date), amount });
}

/** As the server would spread it: the oldest dues first. */
function spread(open: readonly Invoice[], total: bigint, digits: number): Record<string, string> {
  let left = total;
  return Object.fromEntries(
    open.map((one) => {
      const due = minorOf(one.open);
      const part = due < left ? due : left;
      left -= part;
      return [one.id, amountText(part, digits)];
    }),
  );
}
