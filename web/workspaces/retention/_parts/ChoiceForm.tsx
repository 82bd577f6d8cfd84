import { List, MultiSelect, Stack, Text } from "@mantine/core";
import type { RetentionChoice, RetentionState } from "../../../../contract/index.ts";
import { SaveRow } from "../../../ui/SaveRow.tsx";
import { useSettingsForm } from "../../../ui/use-settings-form.ts";
import { useSaveChoice } from "./retention-calls.ts";

const optionsOf = (list: RetentionState["jurisdictions"]) => list.map(({ id, name }) => ({ value: id, label: name }));

/** Which law says how long records are kept. */
export function ChoiceForm({ state }: { readonly state: RetentionState }) {
  const save = useSaveChoice();
  const { form, submit } = useSettingsForm<RetentionChoice>(save, { initialValues: state.choice });
  return (
    <form onSubmit={submit}>
      <Stack gap="md" maw="34rem">
        <MultiSelect
          label="Jurisdictions"
          description="None: nothing falls due but prescriptions, after seven years"
          data={optionsOf(state.jurisdictions)}
          searchable
          clearable
          clearButtonProps={{ "aria-label": "Take all jurisdictions out" }}
          {...form.getInputProps("jurisdictions")}
        />
        <MultiSelect
          label="Services that you give"
          description="None: the periods of every kind of service hold"
          data={optionsOf(state.services)}
          clearable
          clearButtonProps={{ "aria-label": "Take all services out" }}
          {...form.getInputProps("services")}
        />
        {state.own.length > 0 && (
          <div>
            <Text size="sm" fw={500}>
              Periods of your own
            </Text>
            <List size="sm">
              {state.own.map((words) => (
                <List.Item key={words}>{words}</List.Item>
              ))}
            </List>
          </div>
        )}
      </Stack>
      <SaveRow save={save} changed={form.isDirty()} undo={() => form.reset()} />
    </form>
  );
}
