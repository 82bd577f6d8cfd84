import { Anchor, Checkbox, Group, Stack, Text, Textarea } from "@mantine/core";
import type { ClinicPlaces, PublicPagesSettings } from "../../../../../contract/index.ts";
import { useSession } from "../../../../app/session/use-session.ts";
import { useInstallation } from "../../../../app/session/use-passkeys.ts";
import { BoundedNumber } from "../../../../ui/BoundedNumber.tsx";
import { SaveRow } from "../../../../ui/SaveRow.tsx";
import { Section } from "../../../../ui/Section.tsx";
import { useSettingsForm } from "../../../../ui/use-settings-form.ts";
import { OffersTable } from "./OffersTable.tsx";
import { useSavePublicPages } from "./outside-calls.ts";
import { say } from "../../words/index.ts";

type Props = { readonly settings: PublicPagesSettings; readonly places: ClinicPlaces };
type NumberPath = "holdHours" | "noticeHours" | "horizonDays";

/** What people see and may ask for who aren't signed in. */
export function PublicPagesForm({ settings, places }: Props) {
  const save = useSavePublicPages();
  const { form, submit } = useSettingsForm<PublicPagesSettings>(save, { initialValues: settings });
  const { organisation } = useSession();
  const several = useInstallation().data?.severalOrganisations === true;
  const at = (path: string) =>
    `${window.location.origin}${path}${several ? `?organisation=${encodeURIComponent(organisation.shortName)}` : ""}`;
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
        title={say("enquiries")}
        words={<>{say.rich("enquiriesWhy", { address: <Address key="address" href={at("/enquire")} /> })}</>}
      >
        <Checkbox.Group aria-label={say("branchesTaking")} {...form.getInputProps("enquiryBranchIds")}>
          <Stack gap="xs">
            {places.branches.map(({ id, name }) => (
              <Checkbox key={id} value={id} label={name} />
            ))}
          </Stack>
        </Checkbox.Group>
        {places.branches.length === 0 && <Text size="sm">{say("noBranches")}</Text>}
      </Section>
      <Section
        title={say("appointments")}
        words={<>{say.rich("appointmentsWhy", { address: <Address key="address" href={at("/book")} /> })}</>}
      >
        <OffersTable
          places={places}
          offers={form.values.offers}
          onChange={(offers) => form.setFieldValue("offers", offers)}
        />
        <Group gap="lg" align="start" mt="md">
          {number("holdHours", say("timeKept"), say("hours"), [1, 168])}
          {number("noticeHours", say("nearerNot"), say("hours"), [1, 336])}
          {number("horizonDays", say("asFar"), say("days"), [1, 90])}
        </Group>
      </Section>
      <Section title={say("ownWords")} words={say("ownWordsWhy")}>
        <Textarea
          aria-label={say("ownWords")}
          autosize
          minRows={2}
          maxLength={400}
          maw="36rem"
          {...form.getInputProps("words")}
        />
      </Section>
      <SaveRow save={save} changed={form.isDirty()} undo={() => form.reset()} />
    </form>
  );
}

function Address({ href }: { readonly href: string }) {
  return (
    <Anchor
      href={href}
      target="_blank"
      rel="noreferrer"
      underline="always"
      inherit
      style={{ overflowWrap: "anywhere" }}
    >
      {href}
    </Anchor>
  );
}
