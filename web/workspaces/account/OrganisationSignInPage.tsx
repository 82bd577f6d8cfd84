import { Box, Group, Radio, Stack } from "@mantine/core";
import type { IdentitySettings, PasswordProfiles } from "../../../contract/index.ts";
import { BoundedNumber } from "../../ui/BoundedNumber.tsx";
import { ErrorNotice } from "../../ui/ErrorNotice.tsx";
import { PageHeader } from "../../ui/PageHeader.tsx";
import { PageWait } from "../../ui/PageWait.tsx";
import { SaveRow } from "../../ui/SaveRow.tsx";
import { Section } from "../../ui/Section.tsx";
import { useSettingsForm } from "../../ui/use-settings-form.ts";
import { usePasswordProfiles } from "./_parts/account-calls.ts";
import { useIdentitySettings, useSaveIdentitySettings } from "./_parts/organisation-calls.ts";
import { FederationSection } from "./_parts/FederationSection.tsx";
import { ProfilesView } from "./_parts/ProfilesView.tsx";
import { say } from "./words/index.ts";

/** How everybody of the organisation signs in: the password profile, the sessions' limits, the waiting times after a loss. */
export function OrganisationSignInPage() {
  const settings = useIdentitySettings();
  const profiles = usePasswordProfiles();
  return (
    <>
      <PageHeader title={say("signInAndSessions")} summary={say("organisationSummary")} />
      {settings.error !== null && <ErrorNotice error={settings.error} again={() => void settings.refetch()} />}
      {profiles.error !== null && <ErrorNotice error={profiles.error} again={() => void profiles.refetch()} />}
      {settings.data === undefined || profiles.data === undefined ? (
        settings.error === null && profiles.error === null && <PageWait />
      ) : (
        <>
          <SettingsForm settings={settings.data} profiles={profiles.data} />
          <FederationSection />
        </>
      )}
    </>
  );
}

type FormProps = { readonly settings: IdentitySettings; readonly profiles: PasswordProfiles };

function SettingsForm({ settings, profiles }: FormProps) {
  const save = useSaveIdentitySettings();
  const { form, submit } = useSettingsForm<IdentitySettings>(save, { initialValues: settings });
  const number = (
    key: Exclude<keyof IdentitySettings, "passwordProfile">,
    label: string,
    unit: string,
    bounds: readonly [number, number],
  ) => (
    <BoundedNumber
      label={label}
      unit={unit}
      bounds={bounds}
      {...form.getInputProps(key)}
      onChange={(value) => form.setFieldValue(key, value)}
    />
  );
  return (
    <Box component="form" onSubmit={submit} mb="xl">
      <Section title={say("passwords")} words={say("passwordsWhy")}>
        <Radio.Group aria-label={say("passwordProfile")} {...form.getInputProps("passwordProfile")}>
          <Stack gap="sm">
            {profiles.profiles.map((profile) => (
              <Radio
                key={profile.name}
                value={profile.name}
                label={profile.title}
                description={profile.rules.find(({ id }) => id === "length")?.sentence}
              />
            ))}
          </Stack>
        </Radio.Group>
        <ProfilesView profiles={profiles} shown={form.values.passwordProfile} />
      </Section>
      <Section title={say("sessions")} words={say("sessionsWhy")}>
        <Group gap="lg" align="start">
          {number("idleMinutes", say("locksAfter"), say("minutes"), [5, 60])}
          {number("absoluteHours", say("endsAfter"), say("hours"), [1, 24])}
        </Group>
      </Section>
      <Section title={say("afterLoss")} words={say("afterLossWhy")}>
        <Group gap="lg" align="start">
          {number("recoveryWaitHours", say("waitAfterLink"), say("hours"), [1, 168])}
          {number("recoveryLinkHours", say("linkGoodFor"), say("hours"), [1, 72])}
        </Group>
      </Section>
      <SaveRow save={save} changed={form.isDirty()} undo={() => form.reset()} />
    </Box>
  );
}
