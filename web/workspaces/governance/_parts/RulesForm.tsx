import { Checkbox, Group, Radio, Stack } from "@mantine/core";
import type { GovernanceSettings } from "../../../../contract/index.ts";
import { BoundedNumber } from "../../../ui/BoundedNumber.tsx";
import { SaveRow } from "../../../ui/SaveRow.tsx";
import { Section } from "../../../ui/Section.tsx";
import { useSettingsForm } from "../../../ui/use-settings-form.ts";
import { useSaveRules } from "./rules-calls.ts";

type NumberPath =
  | "breakGlass.minutes"
  | "breakGlass.reviewHours"
  | "breakGlass.mostAskings"
  | "vendorAccess.mostDays"
  | "accessReview.days"
  | "accessReview.remindDays";

/** Length, deadlines and limits of what is out of the ordinary. */
export function RulesForm({ rules }: { readonly rules: GovernanceSettings }) {
  const save = useSaveRules();
  const { form, submit } = useSettingsForm<GovernanceSettings>(save, {
    initialValues: rules,
    validate: {
      accessReview: {
        remindDays: (value, { accessReview }) =>
          value > accessReview.days ? "The reminder would come before the review begins." : null,
      },
    },
  });
  const number = (path: NumberPath, label: string, unit: string, bounds: readonly [number, number]) => (
    <BoundedNumber
      label={label}
      unit={unit}
      bounds={bounds}
      {...form.getInputProps(path)}
      onChange={(value) => form.setFieldValue(path, value)}
    />
  );
  return (
    <form onSubmit={submit}>
      <Section
        title="Emergencies"
        words="Somebody opens one record that isn’t open to them, gives the reason, and accounts for it afterwards."
      >
        <Group gap="lg" align="start">
          {number("breakGlass.minutes", "The record stays open for", "minutes", [5, 720])}
          {number("breakGlass.reviewHours", "Reviewed within", "hours", [1, 336])}
          {number("breakGlass.mostAskings", "Attempts of one person an hour", "attempts", [1, 100])}
        </Group>
      </Section>
      <Section title="Vendors" words="Asked for by one person, approved by another; it ends by itself.">
        {number("vendorAccess.mostDays", "One approval lasts at most", "days", [1, 30])}
      </Section>
      <Section
        title="Access reviews"
        words="Every grant is looked at by somebody who doesn’t hold it, and kept or withdrawn."
      >
        <Stack gap="md">
          <Checkbox
            label="Start one at the beginning of each quarter"
            {...form.getInputProps("accessReview.quarterly", { type: "checkbox" })}
          />
          <Group gap="lg" align="start">
            {number("accessReview.days", "Reviewers have", "days", [1, 90])}
            {number("accessReview.remindDays", "They are reminded before the deadline by", "days", [1, 30])}
          </Group>
          <Radio.Group label="What nobody decided by the deadline" {...form.getInputProps("accessReview.unreviewed")}>
            <Stack gap="xs" mt={4}>
              <Radio
                value="flag"
                label="is flagged"
                description="It stays, and is shown as overdue until somebody decides."
              />
              <Radio
                value="withdraw"
                label="is withdrawn"
                description="It ends by itself. Stricter: people may find themselves without access."
              />
            </Stack>
          </Radio.Group>
        </Stack>
      </Section>
      <SaveRow save={save} changed={form.isDirty()} undo={() => form.reset()} />
    </form>
  );
}
