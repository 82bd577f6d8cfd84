import { List, MultiSelect, Stack, Text } from "@mantine/core";
import type { RetentionChoice, RetentionState } from "../../../../contract/index.ts";
import { SaveRow } from "../../../ui/SaveRow.tsx";
import { useSettingsForm } from "../../../ui/use-settings-form.ts";
import { useSaveChoice } from "./retention-calls.ts";
import { inEnglish } from "../../../language/index.ts";
import { say } from "../words/index.ts";

const optionsOf = (list: RetentionState["jurisdictions"]) => list.map(({ id, name }) => ({ value: id, label: name }));

/** Which law says how long records are kept. */
export function ChoiceForm({ state }: { readonly state: RetentionState }) {
  const save = useSaveChoice();
  const { form, submit } = useSettingsForm<RetentionChoice>(save, { initialValues: state.choice });
  return (
    <form onSubmit={submit}>
      <Stack gap="md" maw="34rem">
        <MultiSelect
          label={say("jurisdictions")}
          description={say("noneJurisdictions")}
          data={optionsOf(state.jurisdictions)}
          searchable
          clearable
          clearButtonProps={{ "aria-label": say("takeJurisdictionsOut") }}
          {...form.getInputProps("jurisdictions")}
        />
        <MultiSelect
          label={say("services")}
          description={say("noneServices")}
          data={optionsOf(state.services)}
          clearable
          clearButtonProps={{ "aria-label": say("takeServicesOut") }}
          {...form.getInputProps("services")}
        />
        {state.own.length > 0 && (
          <div>
            <Text size="sm" fw={500}>
              {say("ownPeriods")}
            </Text>
            <List size="sm">
              {state.own.map((words) => (
                <List.Item {...inEnglish} key={words}>
                  {words}
                </List.Item>
              ))}
            </List>
          </div>
        )}
      </Stack>
      <SaveRow save={save} changed={form.isDirty()} undo={() => form.reset()} />
    </form>
  );
}
