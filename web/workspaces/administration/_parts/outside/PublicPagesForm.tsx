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
        title="Enquiries"
        words={
          <>
            Anybody can write to the branches that are ticked here, at <Address href={at("/enquire")} />. What they send
            lands among the enquiries; none ticked: there is no such page.
          </>
        }
      >
        <Checkbox.Group aria-label="Branches that take enquiries" {...form.getInputProps("enquiryBranchIds")}>
          <Stack gap="xs">
            {places.branches.map(({ id, name }) => (
              <Checkbox key={id} value={id} label={name} />
            ))}
          </Stack>
        </Checkbox.Group>
        {places.branches.length === 0 && <Text size="sm">There are no branches yet.</Text>}
      </Section>
      <Section
        title="Appointments"
        words={
          <>
            Anybody can ask for a free time of what is ticked here, at <Address href={at("/book")} />. The time is kept
            until somebody confirms or gives it back; nobody is matched with a record by the page.
          </>
        }
      >
        <OffersTable
          places={places}
          offers={form.values.offers}
          onChange={(offers) => form.setFieldValue("offers", offers)}
        />
        <Group gap="lg" align="start" mt="md">
          {number("holdHours", "A time is kept for", "hours", [1, 168])}
          {number("noticeHours", "Nearer than this isn’t offered", "hours", [1, 336])}
          {number("horizonDays", "As far ahead as", "days", [1, 90])}
        </Group>
      </Section>
      <Section title="Your own words" words="On both pages: a telephone number, say, and where your privacy notice is.">
        <Textarea
          aria-label="Your own words"
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
