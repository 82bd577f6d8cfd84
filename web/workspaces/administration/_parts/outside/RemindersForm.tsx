import { Checkbox, Group, Stack, TextInput } from "@mantine/core";
import type { ReminderSettings } from "../../../../../contract/index.ts";
import { useSession } from "../../../../app/session/use-session.ts";
import { BoundedNumber } from "../../../../ui/BoundedNumber.tsx";
import { SaveRow } from "../../../../ui/SaveRow.tsx";
import { Section } from "../../../../ui/Section.tsx";
import { useSettingsForm } from "../../../../ui/use-settings-form.ts";
import { useSaveReminderSettings } from "./outside-calls.ts";

/** Mails about appointments. */
export function RemindersForm({ settings }: { readonly settings: ReminderSettings }) {
  const save = useSaveReminderSettings();
  const { form, submit } = useSettingsForm<ReminderSettings>(save, { initialValues: settings });
  const { organisation } = useSession();
  return (
    <form onSubmit={submit}>
      <Section
        title="Reminders by e-mail"
        words="To patients who agreed, with a calendar file. A mail says when, where and with which clinic: not who, with whom, or what for. When a time that they were told of changes or is cancelled, they hear of it too."
      >
        <Stack gap="md">
          <Checkbox
            label="Send reminders"
            description={
              settings.mailIsSetUp === false
                ? "This server has no mail set up: nothing is sent until it has."
                : undefined
            }
            {...form.getInputProps("on", { type: "checkbox" })}
          />
          <Group gap="lg" align="start">
            <BoundedNumber
              label="Before the appointment"
              unit="hours"
              bounds={[2, 168]}
              {...form.getInputProps("hoursBefore")}
              onChange={(value) => form.setFieldValue("hoursBefore", value)}
            />
            <TextInput
              label="Mails call you"
              description="Something plainer, where your name tells what is wrong with people"
              placeholder={organisation.name}
              maxLength={80}
              w="26rem"
              maw="100%"
              {...form.getInputProps("calledAs")}
            />
          </Group>
          <Checkbox label="Name the branch" {...form.getInputProps("namesBranch", { type: "checkbox" })} />
        </Stack>
      </Section>
      <SaveRow save={save} changed={form.isDirty()} undo={() => form.reset()} />
    </form>
  );
}
