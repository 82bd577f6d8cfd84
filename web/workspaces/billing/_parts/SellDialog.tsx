import { Button, Group, Modal, NumberInput, Select, SimpleGrid, Stack, Text, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useState } from "react";
import { type BillingSettings, type Price, type SoldPackage, packageKind } from "../../../../contract/index.ts";
import { announce } from "../../../ui/announce.ts";
import { ErrorNotice } from "../../../ui/ErrorNotice.tsx";
import { typedDate } from "../../../ui/typed-date.ts";
import { useFocusBack } from "../../../ui/use-focus-back.ts";
import { isUnanswered, useResend } from "../../desk/_parts/use-resend.ts";
import { useSellPackage } from "./billing-calls.ts";
import { discountFault, discountOf, sumOfLines } from "./invoice-sums.ts";
import { moneyText } from "./money.ts";

type Props = {
  readonly patientId: string;
  readonly branchId: string;
  readonly prices: readonly Price[];
  readonly settings: BillingSettings;
  readonly close: () => void;
  readonly sold: (sold: SoldPackage) => void;
};

const kinds = [
  { value: "package", label: "Bundle at a rate of its own" },
  { value: "advance", label: "Paid for at once" },
  { value: "daily", label: "Paid for one by one" },
];

/** Sessions that are sold together, with their invoice. */
export function SellDialog({ patientId, branchId, prices, settings, close, sold }: Props) {
  useFocusBack();
  const sell = useSellPackage();
  const [requestId] = useState(() => crypto.randomUUID());
  const { currency } = settings;
  const form = useForm({
    initialValues: { priceId: "", name: "", kind: "package", sessions: 6, quantity: "1", discount: "", until: "" },
    validate: {
      priceId: (value) => (value === "" ? "Choose what it costs." : null),
      name: (value) => (value.trim() === "" ? "Say what it is called." : null),
      until: (value) => (value === "" || typedDate(value) !== undefined ? null : "A day such as 31-Dec-2026."),
      discount: (value) => discountFault({ priceId: "", quantity: "1", discount: value }, settings) ?? null,
      quantity: (value) => (/^[1-9]\d{0,2}$/.test(value) ? null : "1 to 999"),
    },
  });
  const { values } = form;
  const sums = sumOfLines([values], prices, settings);
  const send = () => {
    const until = typedDate(form.values.until);
    const discount = discountOf(form.values, settings);
    sell.mutate(
      {
        requestId,
        patientId,
        branchId,
        kind: packageKind.parse(form.values.kind),
        name: form.values.name.trim(),
        sessions: form.values.sessions,
        line: {
          priceId: form.values.priceId,
          quantity: Number(form.values.quantity),
          ...(discount === undefined ? {} : { discount }),
        },
        ...(until === undefined ? {} : { until }),
      },
      {
        onSuccess(answer) {
          announce(`${answer.package.name} sold`);
          sold(answer);
        },
      },
    );
  };
  useResend(sell.error, sell.isPending, send);
  return (
    <Modal
      opened
      onClose={close}
      title="Sell a package"
      size="lg"
      closeOnClickOutside={false}
      closeButtonProps={{ "aria-label": "Close" }}
    >
      <form onSubmit={form.onSubmit(send)} noValidate>
        <Stack gap="md">
          <Select
            label="At which price"
            searchable
            selectFirstOptionOnChange
            data-autofocus
            data={prices
              .filter(({ active }) => active)
              .map(({ id, name, amount }) => ({ value: id, label: `${name}, ${moneyText(amount, currency)}` }))}
            {...form.getInputProps("priceId")}
            onChange={(value) => {
              form.setFieldValue("priceId", value ?? "");
              const price = prices.find(({ id }) => id === value);
              if (price !== undefined && form.values.name === "") form.setFieldValue("name", price.name);
            }}
          />
          <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="md">
            <TextInput label="What it is called" autoComplete="off" {...form.getInputProps("name")} />
            <Select label="Kind" data={kinds} allowDeselect={false} {...form.getInputProps("kind")} />
            <NumberInput
              label="Sessions"
              min={1}
              max={500}
              allowDecimal={false}
              allowNegative={false}
              value={values.sessions}
              onChange={(value) => typeof value === "number" && form.setFieldValue("sessions", value)}
            />
            <TextInput
              label="Times the price"
              description="6 where the price is that of one session"
              inputWrapperOrder={["label", "input", "description", "error"]}
              inputMode="numeric"
              autoComplete="off"
              {...form.getInputProps("quantity")}
            />
            <TextInput
              label="Discount"
              placeholder="10 % or 5.00"
              autoComplete="off"
              {...form.getInputProps("discount")}
            />
            <TextInput label="Last day" placeholder="No end" autoComplete="off" {...form.getInputProps("until")} />
          </SimpleGrid>
          {sums !== undefined && (
            <Text role="status">
              {moneyText(sums.total, currency)} for {values.sessions} sessions.
            </Text>
          )}
          {sell.error !== null && !isUnanswered(sell.error) && <ErrorNotice error={sell.error} />}
          <Group>
            <Button type="submit" loading={sell.isPending}>
              Sell
            </Button>
            <Button variant="subtle" onClick={close}>
              Cancel
            </Button>
            {isUnanswered(sell.error) && (
              <Text size="sm" fw={600} role="status">
                Not done: the server doesn’t answer. It is sent again by itself, and done once.
              </Text>
            )}
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
