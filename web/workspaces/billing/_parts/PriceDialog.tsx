import { Button, Checkbox, Group, Modal, MultiSelect, Select, SimpleGrid, Stack, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import type { BillingSettings, ClinicKind, Price } from "../../../../contract/index.ts";
import { announce } from "../../../ui/announce.ts";
import { ErrorNotice } from "../../../ui/ErrorNotice.tsx";
import { useFocusBack } from "../../../ui/use-focus-back.ts";
import { useKeepPrice } from "./billing-calls.ts";
import { isNothing, typedAmount } from "./money.ts";
import { say } from "../words/index.ts";

type Props = {
  /** Absent: a new one. */
  readonly price: Price | undefined;
  readonly settings: BillingSettings;
  readonly kinds: readonly ClinicKind[];
  readonly close: () => void;
};

/** An entry of the price list. What was invoiced keeps its price. */
export function PriceDialog({ price, settings, kinds, close }: Props) {
  useFocusBack();
  const keep = useKeepPrice();
  const digits = settings.digits ?? 2;
  const form = useForm({
    initialValues: {
      name: price?.name ?? "",
      code: price?.code ?? "",
      amount: price?.amount ?? "",
      taxCodes: [...(price?.taxCodes ?? [])],
      kindId: price?.kindId ?? "",
      active: price?.active ?? true,
    },
    validate: {
      name: (value) => (value.trim() === "" ? say("sayWhatItIs") : null),
      code: (value) => (/^[A-Za-z0-9._-]{1,40}$/.test(value.trim()) ? null : say("codeFault")),
      amount: (value) => (isNothing(typedAmount(value, digits) ?? "") ? say("moreThanNothing") : null),
    },
  });
  return (
    <Modal
      opened
      onClose={close}
      title={price === undefined ? say("addPrice") : say("changePrice", { name: price.name })}
      closeOnClickOutside={false}
      closeButtonProps={{ "aria-label": say("close") }}
    >
      <form
        onSubmit={form.onSubmit(({ name, code, amount, taxCodes, kindId, active }) =>
          keep.mutate(
            {
              name: name.trim(),
              code: code.trim(),
              amount: typedAmount(amount, digits) ?? "",
              taxCodes,
              active,
              ...(kindId === "" ? {} : { kindId }),
              ...(price === undefined ? {} : { id: price.id, version: price.version }),
            },
            {
              onSuccess() {
                announce(say("kept"));
                close();
              },
            },
          ),
        )}
        noValidate
      >
        <Stack gap="md">
          <TextInput label={say("whatItIs")} data-autofocus autoComplete="off" {...form.getInputProps("name")} />
          <SimpleGrid cols={2}>
            <TextInput label={say("code")} autoComplete="off" {...form.getInputProps("code")} />
            <TextInput
              label={say("priceIn", { currency: settings.currency })}
              inputMode="decimal"
              autoComplete="off"
              {...form.getInputProps("amount")}
            />
          </SimpleGrid>
          {settings.taxes.length > 0 && (
            <MultiSelect
              label={say("taxes")}
              data={settings.taxes.map(({ code, name, percent }) => ({
                value: code,
                label: say("percentOf", { name, percent }),
              }))}
              {...form.getInputProps("taxCodes")}
            />
          )}
          <Select
            label={say("forAppointments")}
            description={say("chargedThis")}
            clearable
            placeholder={say("noneKind")}
            data={kinds.map(({ id, name }) => ({ value: id, label: name }))}
            {...form.getInputProps("kindId")}
            value={form.values.kindId === "" ? null : form.values.kindId}
            onChange={(value) => form.setFieldValue("kindId", value ?? "")}
          />
          <Checkbox label={say("isOffered")} {...form.getInputProps("active", { type: "checkbox" })} />
          {keep.error !== null && <ErrorNotice error={keep.error} />}
          <Group>
            <Button type="submit" loading={keep.isPending}>
              {say("keep")}
            </Button>
            <Button variant="subtle" onClick={close}>
              {say("cancel")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
