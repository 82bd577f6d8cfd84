import { Checkbox, Group, Stack, TextInput } from "@mantine/core";
import type { ReminderSettings } from "../../../../../contract/index.ts";
import { useSession } from "../../../../app/session/use-session.ts";
import { BoundedNumber } from "../../../../ui/BoundedNumber.tsx";
import { SaveRow } from "../../../../ui/SaveRow.tsx";
import { Section } from "../../../../ui/Section.tsx";
import { useSettingsForm } from "../../../../ui/use-settings-form.ts";
import { useSaveReminderSettings } from "./outside-calls.ts";
import { say } from "../../words/index.ts";

/** Mails about appointments. */
export function RemindersForm({ settings }: { readonly settings: ReminderSettings }) {
  const save = useSaveReminderSettings();
  const { form, submit } = useSettingsForm<ReminderSettings>(save, { initialValues: settings });
  const { organisation } = useSession();
  return (
    <form onSubmit={submit}>
      <Section title={say("reminders")} words={say("remindersWhy")}>
        <Stack gap="md">
          <Checkbox
            label={say("sendReminders")}
            description={settings.mailIsSetUp === false ? say("noMail") : undefined}
            {...form.getInputProps("on", { type: "checkbox" })}
          />
          <Group gap="lg" align="start">
            <BoundedNumber
              label={say("beforeAppointment")}
              unit={say("hours")}
              bounds={[2, 168]}
              {...form.getInputProps("hoursBefore")}
              onChange={(value) => form.setFieldValue("hoursBefore", value)}
            />
            <TextInput
              label={say("mailsCallYou")}
              description={say("somethingPlainer")}
              placeholder={organisation.name}
              maxLength={80}
              w="26rem"
              maw="100%"
              {...form.getInputProps("calledAs")}
            />
          </Group>
          <Checkbox label={say("nameBranch")} {...form.getInputProps("namesBranch", { type: "checkbox" })} />
        </Stack>
      </Section>
      <SaveRow save={save} changed={form.isDirty()} undo={() => form.reset()} />
    </form>
  );
}
