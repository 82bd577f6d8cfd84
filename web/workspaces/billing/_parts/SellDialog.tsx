import { Button, Group, Modal, NumberInput, Select, SimpleGrid, Stack, Text, TextInput } from "@mantine/core";
import { type ChangeEvent, useState } from "react";
import { z } from "zod";
import { type BillingSettings, type Price, type SoldPackage, packageKind } from "../../../../contract/index.ts";
import { announce } from "../../../ui/announce.ts";
import { ErrorNotice } from "../../../ui/ErrorNotice.tsx";
import { typedDate } from "../../../ui/typed-date.ts";
import { useFocusBack } from "../../../ui/use-focus-back.ts";
import { useFocusKept } from "../../../ui/use-focus-kept.ts";
import { isUnanswered } from "../../desk/_parts/use-resend.ts";
import { useSentOnce } from "../../people/_parts/use-sent-once.ts";
import { useSellPackage } from "./billing-calls.ts";
import { discountFault, discountOf, sumOfLines } from "./invoice-sums.ts";
import { KeptLine } from "./KeptLine.tsx";
import { moneyText } from "./money.ts";
import { say } from "../words/index.ts";
import { dateText } from "../../../ui/dates.ts";

type Props = {
  readonly patientId: string;
  readonly branchId: string;
  readonly prices: readonly Price[];
  readonly settings: BillingSettings;
  readonly close: () => void;
  readonly sold: (sold: SoldPackage) => void;
};

const kinds = [
  { value: "package", label: say("bundle") },
  { value: "advance", label: say("paidAtOnce") },
  { value: "daily", label: say("paidOneByOne") },
];

const draftOf = z.object({
  requestId: z.string(),
  priceId: z.string(),
  name: z.string(),
  kind: packageKind,
  sessions: z.number(),
  quantity: z.string(),
  discount: z.string(),
  until: z.string(),
  isSent: z.boolean(),
});
type Draft = z.infer<typeof draftOf>;

function faultsOf({ priceId, name, until, discount, quantity }: Draft, settings: BillingSettings) {
  return {
    priceId: priceId === "" ? say("chooseCost") : undefined,
    name: name.trim() === "" ? say("sayCalled") : undefined,
    until:
      until === "" || typedDate(until) !== undefined ? undefined : say("dayFault", { day: dateText("2026-12-31") }),
    discount: discountFault({ priceId, quantity: "1", discount }, settings),
    quantity: /^[1-9]\d{0,2}$/.test(quantity) ? undefined : say("oneTo999"),
  };
}

/** Sessions that are sold together, with their invoice. */
export function SellDialog({ patientId, branchId, prices, settings, close, sold }: Props) {
  useFocusBack();
  const sell = useSellPackage();
  const { currency } = settings;
  const form = useSentOnce({
    name: `package:${patientId}`,
    schema: draftOf,
    begin: (): Draft => ({
      requestId: crypto.randomUUID(),
      priceId: "",
      name: "",
      kind: "package",
      sessions: 6,
      quantity: "1",
      discount: "",
      until: "",
      isSent: false,
    }),
    mutation: sell,
    send: ({ requestId, priceId, name, kind, sessions, quantity, ...typed }, done) => {
      const until = typedDate(typed.until);
      const discount = discountOf({ priceId, quantity, ...typed }, settings);
      sell.mutate(
        {
          requestId,
          patientId,
          branchId,
          kind,
          name: name.trim(),
          sessions,
          line: { priceId, quantity: Number(quantity), ...(discount === undefined ? {} : { discount }) },
          ...(until === undefined ? {} : { until }),
        },
        {
          onSuccess: (answer) =>
            done(() => {
              announce(say("sold", { name: answer.package.name }));
              sold(answer);
            }),
        },
      );
    },
  });
  useFocusKept(sell.isPending);
  const [isAsked, setAsked] = useState(false);
  const { draft, change } = form;
  const faults = faultsOf(draft, settings);
  const sums = sumOfLines([draft], prices, settings);
  const field = (name: "name" | "quantity" | "discount" | "until") => ({
    autoComplete: "off",
    value: draft[name],
    readOnly: draft.isSent,
    error: isAsked ? faults[name] : undefined,
    onChange: ({ currentTarget: { value } }: ChangeEvent<HTMLInputElement>) => change({ [name]: value }),
  });
  return (
    <Modal
      opened
      onClose={close}
      title={say("sellPackage")}
      size="lg"
      closeOnClickOutside={false}
      closeButtonProps={{ "aria-label": say("close") }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          setAsked(true);
          if (Object.values(faults).every((fault) => fault === undefined)) form.submit();
        }}
        noValidate
      >
        <Stack gap="md">
          <Select
            label={say("atWhichPrice")}
            searchable
            selectFirstOptionOnChange
            data-autofocus
            data={prices
              .filter(({ active }) => active)
              .map(({ id, name, amount }) => ({
                value: id,
                label: say("textAmount", { text: name, amount: moneyText(amount, currency) }),
              }))}
            value={draft.priceId === "" ? null : draft.priceId}
            readOnly={draft.isSent}
            error={isAsked ? faults.priceId : undefined}
            onChange={(value) => {
              const price = prices.find(({ id }) => id === value);
              change({
                priceId: value ?? "",
                ...(price === undefined || draft.name !== "" ? {} : { name: price.name }),
              });
            }}
          />
          <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="md">
            <TextInput label={say("whatItIsCalled")} {...field("name")} />
            <Select
              label={say("kind")}
              data={kinds}
              allowDeselect={false}
              value={draft.kind}
              readOnly={draft.isSent}
              onChange={(value) => change({ kind: packageKind.safeParse(value).data ?? draft.kind })}
            />
            <NumberInput
              label={say("sessions")}
              min={1}
              max={500}
              allowDecimal={false}
              allowNegative={false}
              value={draft.sessions}
              readOnly={draft.isSent}
              onChange={(value) => typeof value === "number" && change({ sessions: value })}
            />
            <TextInput
              label={say("timesPrice")}
              description={say("timesPriceWords")}
              inputWrapperOrder={["label", "input", "description", "error"]}
              inputMode="numeric"
              {...field("quantity")}
            />
            <TextInput label={say("discount")} placeholder={say("discountExample")} {...field("discount")} />
            <TextInput label={say("lastDay")} placeholder={say("noEnd")} {...field("until")} />
          </SimpleGrid>
          {sums !== undefined && (
            <Text role="status">
              {say("forSessions", { amount: moneyText(sums.total, currency), count: draft.sessions })}
            </Text>
          )}
          {sell.error !== null && !isUnanswered(sell.error) && <ErrorNotice error={sell.error} />}
          <Group>
            <Button type="submit" loading={sell.isPending}>
              {say("sell")}
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
            <KeptLine mutation={sell} isTyped={form.isTyped} kept={form.kept} />
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
