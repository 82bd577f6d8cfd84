import { ActionIcon, Button, Group, SimpleGrid, TextInput } from "@mantine/core";
import { IconX } from "@tabler/icons-react";
import type { BillingSettings, ClinicPlaces } from "../../../../contract/index.ts";
import { SaveRow } from "../../../ui/SaveRow.tsx";
import { useSettingsForm } from "../../../ui/use-settings-form.ts";
import { useChangeSettings } from "./billing-calls.ts";
import classes from "./Money.module.css";
import { say } from "../words/index.ts";

type Props = { readonly settings: BillingSettings; readonly branches: ClinicPlaces["branches"] };

/** Currency, taxes, beginnings of numbers, and what the desk may do by itself. */
export function SettingsForm({ settings, branches }: Props) {
  const save = useChangeSettings();
  const { form, submit } = useSettingsForm<BillingSettings>(save, {
    initialValues: settings,
    validate: {
      currency: (value) => (/^[A-Z]{3}$/.test(value) ? null : say("currencyFault")),
      discountLimitPercent: (value) => (isPercent(value) ? null : say("zeroTo100")),
      duesLimit: (value) => (value === null || /^\d{1,12}(\.\d{1,4})?$/.test(value) ? null : say("amountOrNothing")),
      taxes: {
        code: (value: string) => (/^[A-Za-z0-9-]{1,20}$/.test(value) ? null : say("lettersDigits")),
        name: (value: string) => (value.trim() === "" ? say("itsName") : null),
        percent: (value: string) => (isPercent(value) ? null : say("zeroTo100")),
      },
    },
  });
  const { taxes, prefixes, duesLimit } = form.values;
  const prefixOf = (branchId: string) => prefixes.find((one) => one.branchId === branchId)?.prefix ?? "";
  return (
    <form onSubmit={submit} noValidate>
      <SimpleGrid cols={{ base: 1, xs: 3 }} maw="44rem">
        <TextInput label={say("currency")} maxLength={3} autoComplete="off" {...form.getInputProps("currency")} />
        <TextInput
          label={say("discountNobody")}
          inputMode="decimal"
          autoComplete="off"
          {...form.getInputProps("discountLimitPercent")}
        />
        <TextInput
          label={say("duesReason")}
          placeholder={say("never")}
          inputMode="decimal"
          autoComplete="off"
          error={form.errors["duesLimit"]}
          value={duesLimit ?? ""}
          onChange={({ currentTarget: { value } }) =>
            form.setFieldValue("duesLimit", value.trim() === "" ? null : value.trim())
          }
        />
      </SimpleGrid>
      <fieldset className={classes.fieldset}>
        <legend>{say("taxes")}</legend>
        {taxes.map((_, at) => (
          <div key={at} className={classes.line}>
            <TextInput label={say("name")} autoComplete="off" {...form.getInputProps(`taxes.${at}.name`)} />
            <TextInput
              label={say("percent")}
              inputMode="decimal"
              autoComplete="off"
              {...form.getInputProps(`taxes.${at}.percent`)}
            />
            <TextInput label={say("code")} autoComplete="off" {...form.getInputProps(`taxes.${at}.code`)} />
            <ActionIcon
              aria-label={say("leaveOutTax", { number: at + 1 })}
              onClick={() => form.removeListItem("taxes", at)}
            >
              <IconX size={16} aria-hidden />
            </ActionIcon>
          </div>
        ))}
        <Group mt="xs">
          <Button
            size="compact-sm"
            variant="default"
            onClick={() => form.insertListItem("taxes", { code: "", name: "", percent: "" })}
          >
            {say("addTax")}
          </Button>
        </Group>
      </fieldset>
      {branches.length > 0 && (
        <fieldset className={classes.fieldset}>
          <legend>{say("numbersBegin")}</legend>
          <SimpleGrid cols={{ base: 1, xs: 3 }}>
            {branches.map(({ id, name }) => (
              <TextInput
                key={id}
                label={name}
                placeholder="MAIN"
                maxLength={8}
                autoComplete="off"
                value={prefixOf(id)}
                onChange={({ currentTarget: { value } }) => {
                  const others = prefixes.filter((one) => one.branchId !== id);
                  const prefix = value.toUpperCase().replaceAll(/[^A-Z0-9]/g, "");
                  form.setFieldValue("prefixes", prefix === "" ? others : [...others, { branchId: id, prefix }]);
                }}
              />
            ))}
          </SimpleGrid>
        </fieldset>
      )}
      <SaveRow save={save} changed={form.isDirty()} undo={form.reset} />
    </form>
  );
}

function isPercent(text: string): boolean {
  return /^\d{1,3}(?:\.\d{1,4})?$/.test(text) && Number(text) <= 100;
}
