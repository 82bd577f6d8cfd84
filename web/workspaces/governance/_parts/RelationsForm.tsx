import { Autocomplete, Group } from "@mantine/core";
import type { PolicySettingsRow } from "../../../../contract/index.ts";
import { BoundedNumber } from "../../../ui/BoundedNumber.tsx";
import { SaveRow } from "../../../ui/SaveRow.tsx";
import { Section } from "../../../ui/Section.tsx";
import { useSettingsForm } from "../../../ui/use-settings-form.ts";
import { useSaveRelationRules } from "./relation-calls.ts";
import { say } from "../words/index.ts";

/** How long an appointment ties somebody to a patient, and by which clock rotas go. */
export function RelationsForm({ rules }: { readonly rules: PolicySettingsRow }) {
  const save = useSaveRelationRules();
  const { form, submit } = useSettingsForm<PolicySettingsRow>(save, { initialValues: rules });
  return (
    <form onSubmit={submit}>
      <Section title={say("whoIsTied")} words={say("whoIsTiedWhy")}>
        <Group gap="lg" align="start">
          <BoundedNumber
            label={say("opensBefore")}
            unit={say("days")}
            bounds={[0, 90]}
            {...form.getInputProps("daysBeforeAppointment")}
            onChange={(value) => form.setFieldValue("daysBeforeAppointment", value)}
          />
          <BoundedNumber
            label={say("andAfter")}
            unit={say("days")}
            bounds={[0, 365]}
            {...form.getInputProps("daysAfterAppointment")}
            onChange={(value) => form.setFieldValue("daysAfterAppointment", value)}
          />
          <Autocomplete
            label={say("rotas")}
            description={say("zoneSuch")}
            data={zones}
            limit={20}
            w="17rem"
            maw="100%"
            {...form.getInputProps("timeZone")}
          />
        </Group>
      </Section>
      <SaveRow save={save} changed={form.isDirty()} undo={() => form.reset()} />
    </form>
  );
}

const zones = ["UTC", ...Intl.supportedValuesOf("timeZone").filter((zone) => zone !== "UTC")];
