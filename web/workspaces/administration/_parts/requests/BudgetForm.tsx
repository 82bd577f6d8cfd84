import { NumberInput, Progress, Stack, Text } from "@mantine/core";
import type { UseMutationResult } from "@tanstack/react-query";
import { type RequestBudgetList, budgetedRoutes } from "../../../../../contract/index.ts";
import { SaveRow } from "../../../../ui/SaveRow.tsx";
import { useSettingsForm } from "../../../../ui/use-settings-form.ts";
import { type BudgetFields, boundsText, faultOf, fieldsOf, routesWords, usedText } from "./budget-fields.ts";
import classes from "./BudgetForm.module.css";
import { say } from "../words/index.ts";

type Props = {
  /** In force and used now; what is typed stays when it is loaded anew. */
  readonly list: RequestBudgetList;
  readonly save: UseMutationResult<BudgetFields, Error, BudgetFields>;
};

/** How many requests a minute, by kind, beside how many there are. */
export function BudgetForm({ list, save }: Props) {
  const { form, submit } = useSettingsForm<BudgetFields>(save, {
    initialValues: fieldsOf(list),
    validate: {
      fhir: (value) => faultOf(value, list.fhir),
      api: (value) => faultOf(value, list.api),
      transfer: (value) => faultOf(value, list.transfer),
    },
  });
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="lg">
        {budgetedRoutes.map((routes) => {
          const { label, means } = routesWords[routes];
          const { used = 0, limit } = list[routes];
          return (
            <div key={routes} className={classes.budget}>
              <NumberInput
                label={label}
                description={
                  <>
                    {means}. {boundsText(list[routes])}.
                  </>
                }
                placeholder={say("asUsual")}
                thousandSeparator=","
                allowDecimal={false}
                allowNegative={false}
                clampBehavior="none"
                hideControls
                {...form.getInputProps(routes)}
                classNames={{ input: classes.number ?? "" }}
              />
              <Progress value={(used / limit) * 100} size="sm" mt="xs" mb={4} aria-hidden />
              <Text size="sm" c="dimmed">
                {usedText(list[routes])}
              </Text>
            </div>
          );
        })}
      </Stack>
      <SaveRow save={save} changed={form.isDirty()} undo={() => form.reset()} />
    </form>
  );
}
