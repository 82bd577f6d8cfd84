import { Button, Group, NumberInput, Radio, Stack, Text } from "@mantine/core";
import { useForm } from "@mantine/form";
import type { IdentitySettings, PasswordProfiles } from "../../../contract/index.ts";
import { announce } from "../../ui/announce.ts";
import { ErrorNotice } from "../../ui/ErrorNotice.tsx";
import { PageHeader } from "../../ui/PageHeader.tsx";
import { PageWait } from "../../ui/PageWait.tsx";
import { usePasswordProfiles } from "./_parts/account-calls.ts";
import { useIdentitySettings, useSaveIdentitySettings } from "./_parts/organisation-calls.ts";
import { FederationSection } from "./_parts/FederationSection.tsx";
import { ProfilesView } from "./_parts/ProfilesView.tsx";
import { Section } from "../../ui/Section.tsx";

/** How everybody of the organisation signs in: the password profile, the sessions' limits, the waiting times after a loss. */
export function OrganisationSignInPage() {
  const settings = useIdentitySettings();
  const profiles = usePasswordProfiles();
  return (
    <>
      <PageHeader
        title="Sign-in and sessions"
        summary="For everybody in the organisation. Changes are witnessed in the ledger and apply within a second."
      />
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
  const form = useForm<IdentitySettings>({ initialValues: settings });
  const changed = form.isDirty();
  const submit = form.onSubmit((values) =>
    save.mutate(values, {
      onSuccess: (saved) => {
        form.setInitialValues(saved);
        form.setValues(saved);
        announce("Kept");
      },
    }),
  );
  const number = (
    key: Exclude<keyof IdentitySettings, "passwordProfile">,
    label: string,
    unit: string,
    least: number,
    most: number,
  ) => (
    <NumberInput
      label={label}
      description={`${least} to ${most} ${unit}`}
      suffix={` ${unit}`}
      min={least}
      max={most}
      allowDecimal={false}
      allowNegative={false}
      clampBehavior="blur"
      maw="16rem"
      {...form.getInputProps(key)}
      onChange={(value) => {
        if (typeof value === "number") form.setFieldValue(key, value);
      }}
    />
  );
  return (
    <form onSubmit={submit}>
      <Section
        title="Passwords"
        words="For those who sign in with a password and a code. Passkeys need no password, and people who have one aren’t asked for any."
      >
        <Radio.Group aria-label="Password profile" {...form.getInputProps("passwordProfile")}>
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
      <Section title="Sessions" words="The screen locks at either limit. Nothing that was typed is lost.">
        <Group gap="lg" align="start">
          {number("idleMinutes", "Locks without activity after", "minutes", 5, 60)}
          {number("absoluteHours", "Ends in any case after", "hours", 1, 24)}
        </Group>
      </Section>
      <Section
        title="After a loss"
        words="Whoever lost their way in is let back by two people, or by a recovery code, a link in a mail and a wait in which the owner can stop it."
      >
        <Group gap="lg" align="start">
          {number("recoveryWaitHours", "Wait after the mail’s link was opened", "hours", 1, 168)}
          {number("recoveryLinkHours", "A link is good for", "hours", 1, 72)}
        </Group>
      </Section>
      {save.error !== null && <ErrorNotice error={save.error} />}
      <Group mt="sm">
        <Button type="submit" loading={save.isPending} disabled={!changed}>
          Save
        </Button>
        {changed && (
          <Button variant="subtle" onClick={() => form.reset()}>
            Undo
          </Button>
        )}
        {!changed && save.isSuccess && (
          <Text size="sm" c="dimmed">
            Kept.
          </Text>
        )}
      </Group>
    </form>
  );
}
