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

/** Sessions that are sold together, with their invoice. */
export function SellDialog({ patientId, branchId, prices, settings, close, sold }: Props) {
  useFocusBack();
  const sell = useSellPackage();
  const [requestId] = useState(() => crypto.randomUUID());
  const { currency } = settings;
  const form = useForm({
    initialValues: { priceId: "", name: "", kind: "package", sessions: 6, quantity: "1", discount: "", until: "" },
    validate: {
      priceId: (value) => (value === "" ? say("chooseCost") : null),
      name: (value) => (value.trim() === "" ? say("sayCalled") : null),
      until: (value) =>
        value === "" || typedDate(value) !== undefined ? null : say("dayFault", { day: dateText("2026-12-31") }),
      discount: (value) => discountFault({ priceId: "", quantity: "1", discount: value }, settings) ?? null,
      quantity: (value) => (/^[1-9]\d{0,2}$/.test(value) ? null : say("oneTo999")),
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
          announce(say("sold", { name: answer.package.name }));
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
      title={say("sellPackage")}
      size="lg"
      closeOnClickOutside={false}
      closeButtonProps={{ "aria-label": say("close") }}
    >
      <form onSubmit={form.onSubmit(send)} noValidate>
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
            {...form.getInputProps("priceId")}
            onChange={(value) => {
              form.setFieldValue("priceId", value ?? "");
              const price = prices.find(({ id }) => id === value);
              if (price !== undefined && form.values.name === "") form.setFieldValue("name", price.name);
            }}
          />
          <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="md">
            <TextInput label={say("whatItIsCalled")} autoComplete="off" {...form.getInputProps("name")} />
            <Select label={say("kind")} data={kinds} allowDeselect={false} {...form.getInputProps("kind")} />
            <NumberInput
              label={say("sessions")}
              min={1}
              max={500}
              allowDecimal={false}
              allowNegative={false}
              value={values.sessions}
              onChange={(value) => typeof value === "number" && form.setFieldValue("sessions", value)}
            />
            <TextInput
              label={say("timesPrice")}
              description={say("timesPriceWords")}
              inputWrapperOrder={["label", "input", "description", "error"]}
              inputMode="numeric"
              autoComplete="off"
              {...form.getInputProps("quantity")}
            />
            <TextInput
              label={say("discount")}
              placeholder={say("discountExample")}
              autoComplete="off"
              {...form.getInputProps("discount")}
            />
            <TextInput
              label={say("lastDay")}
              placeholder={say("noEnd")}
              autoComplete="off"
              {...form.getInputProps("until")}
            />
          </SimpleGrid>
          {sums !== undefined && (
            <Text role="status">
              {say("forSessions", { amount: moneyText(sums.total, currency), count: values.sessions })}
            </Text>
          )}
          {sell.error !== null && !isUnanswered(sell.error) && <ErrorNotice error={sell.error} />}
          <Group>
            <Button type="submit" loading={sell.isPending}>
              {say("sell")}
            </Button>
            <Button variant="subtle" onClick={close}>
              {say("cancel")}
            </Button>
            {isUnanswered(sell.error) && (
              <Text size="sm" fw={600} role="status">
                {say("notDoneUnanswered")}
              </Text>
            )}
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
