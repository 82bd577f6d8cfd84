import { ActionIcon, Button, Group, SimpleGrid, TextInput } from "@mantine/core";
import { IconX } from "@tabler/icons-react";
import type { ExpenseSettings } from "../../../../../contract/index.ts";
import { SaveRow } from "../../../../ui/SaveRow.tsx";
import { useSettingsForm } from "../../../../ui/use-settings-form.ts";
import classes from "../../_parts/Money.module.css";
import { useChangeExpenseSettings } from "./expense-calls.ts";
import { say } from "../words/index.ts";

type Props = {
  readonly settings: ExpenseSettings;
  readonly branches: readonly { readonly id: string; readonly name: string }[];
};

const amount = /^\d{1,12}(?:\.\d{1,4})?$/;

/** What each branch may spend by itself, and what expenses are sorted by. */
export function BudgetForm({ settings, branches }: Props) {
  const save = useChangeExpenseSettings();
  const { form, submit } = useSettingsForm<ExpenseSettings>(save, {
    initialValues: settings,
    validate: {
      categories: {
        code: (value: string) => (/^[a-z0-9][a-z0-9-]{0,39}$/.test(value) ? null : say("smallLetters")),
        name: (value: string) => (value.trim() === "" ? say("itsName") : null),
      },
      budgets: {
        day: (value: string) => (amount.test(value) ? null : say("anAmount")),
        month: (value: string | null) => (value === null || amount.test(value) ? null : say("amountOrNothing")),
      },
    },
  });
  const { budgets, categories } = form.values;
  const at = (branchId: string) => budgets.findIndex((one) => one.branchId === branchId);
  const put = (branchId: string, part: Partial<ExpenseSettings["budgets"][number]>) => {
    const found = budgets[at(branchId)] ?? { branchId, day: "0", month: null };
    form.setFieldValue("budgets", [...budgets.filter((one) => one.branchId !== branchId), { ...found, ...part }]);
  };
  return (
    <form onSubmit={submit} noValidate>
      {branches.map(({ id, name }) => (
        <fieldset key={id} className={classes.fieldset}>
          <legend>{name}</legend>
          <SimpleGrid cols={{ base: 1, xs: 2 }}>
            <TextInput
              label={say("dayLimit")}
              inputMode="decimal"
              autoComplete="off"
              value={budgets[at(id)]?.day ?? "0"}
              error={form.errors[`budgets.${at(id)}.day`]}
              onChange={({ currentTarget: { value } }) => put(id, { day: value.trim() })}
            />
            <TextInput
              label={say("monthLimit")}
              placeholder={say("dayLimitsEnough")}
              inputMode="decimal"
              autoComplete="off"
              value={budgets[at(id)]?.month ?? ""}
              error={form.errors[`budgets.${at(id)}.month`]}
              onChange={({ currentTarget: { value } }) => put(id, { month: value.trim() === "" ? null : value.trim() })}
            />
          </SimpleGrid>
        </fieldset>
      ))}
      <fieldset className={classes.fieldset}>
        <legend>{say("categories")}</legend>
        {categories.map((_, index) => (
          <div key={index} className={classes.check}>
            <TextInput label={say("name")} autoComplete="off" {...form.getInputProps(`categories.${index}.name`)} />
            <TextInput label={say("code")} autoComplete="off" {...form.getInputProps(`categories.${index}.code`)} />
            <ActionIcon
              aria-label={say("leaveOutCategory", { number: index + 1 })}
              mb={4}
              disabled={categories.length === 1}
              onClick={() => form.removeListItem("categories", index)}
            >
              <IconX size={16} aria-hidden />
            </ActionIcon>
          </div>
        ))}
        <Group mt="xs">
          <Button
            size="compact-sm"
            variant="default"
            onClick={() => form.insertListItem("categories", { code: "", name: "" })}
          >
            {say("addCategory")}
          </Button>
        </Group>
      </fieldset>
      <SaveRow save={save} changed={form.isDirty()} undo={form.reset} />
    </form>
  );
}
