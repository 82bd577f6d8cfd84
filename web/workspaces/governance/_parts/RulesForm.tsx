import { Checkbox, Group, Radio, Stack } from "@mantine/core";
import type { GovernanceSettings } from "../../../../contract/index.ts";
import { BoundedNumber } from "../../../ui/BoundedNumber.tsx";
import { SaveRow } from "../../../ui/SaveRow.tsx";
import { Section } from "../../../ui/Section.tsx";
import { useSettingsForm } from "../../../ui/use-settings-form.ts";
import { useSaveRules } from "./rules-calls.ts";
import { say } from "../words/index.ts";

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
        remindDays: (value, { accessReview }) => (value > accessReview.days ? say("reminderBefore") : null),
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
      <Section title={say("emergencies")} words={say("emergencyRule")}>
        <Group gap="lg" align="start">
          {number("breakGlass.minutes", say("staysOpenFor"), say("minutesUnit"), [5, 720])}
          {number("breakGlass.reviewHours", say("reviewedWithin"), say("hoursUnit"), [1, 336])}
          {number("breakGlass.mostAskings", say("attemptsHour"), say("attempts"), [1, 100])}
        </Group>
      </Section>
      <Section title={say("vendors")} words={say("vendorsRule")}>
        {number("vendorAccess.mostDays", say("lastsMost"), say("days"), [1, 30])}
      </Section>
      <Section title={say("accessReviews")} words={say("reviewsRule")}>
        <Stack gap="md">
          <Checkbox
            label={say("startQuarter")}
            {...form.getInputProps("accessReview.quarterly", { type: "checkbox" })}
          />
          <Group gap="lg" align="start">
            {number("accessReview.days", say("reviewersHave"), say("days"), [1, 90])}
            {number("accessReview.remindDays", say("reminded"), say("days"), [1, 30])}
          </Group>
          <Radio.Group label={say("nobodyDecided")} {...form.getInputProps("accessReview.unreviewed")}>
            <Stack gap="xs" mt={4}>
              <Radio value="flag" label={say("isFlagged")} description={say("flaggedMeans")} />
              <Radio value="withdraw" label={say("isWithdrawn")} description={say("withdrawnMeans")} />
            </Stack>
          </Radio.Group>
        </Stack>
      </Section>
      <SaveRow save={save} changed={form.isDirty()} undo={() => form.reset()} />
    </form>
  );
}
