import { Button, Group, Modal, MultiSelect, Select, SimpleGrid, Stack, Text, Textarea, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { isOfField } from "../../../app/api.ts";
import { announce } from "../../../ui/announce.ts";
import { ErrorNotice } from "../../../ui/ErrorNotice.tsx";
import { PageWait } from "../../../ui/PageWait.tsx";
import { useFocusBack } from "../../../ui/use-focus-back.ts";
import { typeWords } from "../../../ui/record-types/type-words.ts";
import { useAskVendor, useVendorPeople } from "./vendor-calls.ts";
import { lastsText } from "./lasts-text.ts";
import { say } from "../words/index.ts";

/** What a fault of a program shows itself in. Notes, documents, consents and the ledger are no vendor's business. */
const kinds = [
  {
    group: say("house"),
    items: [
      "Organization",
      "Location",
      "Practitioner",
      "PractitionerRole",
      "HealthcareService",
      "Schedule",
      "Slot",
      "Device",
      "Medication",
    ],
  },
  {
    group: say("ofPatients"),
    items: [
      "Patient",
      "Appointment",
      "Encounter",
      "Observation",
      "DiagnosticReport",
      "ServiceRequest",
      "MedicationRequest",
      "Immunization",
      "Coverage",
      "Claim",
      "Invoice",
    ],
  },
] as const;

const hoursOffered = [1, 4, 8, 24, 72, 168] as const;

/** Asks for a vendor's access; somebody else approves it. */
export function AskVendorDialog({ mostDays, close }: { readonly mostDays: number; readonly close: () => void }) {
  useFocusBack();
  const people = useVendorPeople();
  const ask = useAskVendor();
  const form = useForm({
    initialValues: { personId: "", ticket: "", purpose: "", kinds: [] as string[], hours: "4" },
    validateInputOnBlur: true,
    validate: {
      personId: (value) => (value === "" ? say("choosePerson") : null),
      ticket: (value) => (value.trim().length < 2 ? say("giveTicket") : null),
      purpose: (value) => (value.trim().length < 15 ? say("sayWhatDone") : null),
      kinds: (value) => (value.length === 0 ? say("chooseKind") : null),
    },
  });
  const submit = form.onSubmit(({ personId, ticket, purpose, kinds: chosen, hours }) => {
    const from = new Date();
    const until = new Date(from.getTime() + Number(hours) * 3_600_000);
    ask.mutate(
      {
        personId,
        ticket: ticket.trim(),
        purpose: purpose.trim(),
        scopes: chosen.map((kind) => `user/${kind}.rs`),
        from: from.toISOString(),
        until: until.toISOString(),
      },
      {
        onSuccess: () => {
          announce(say("asked"));
          close();
        },
        onError: (error) => {
          if (isOfField(error, form.values)) form.setFieldError(error.path, error.message);
        },
      },
    );
  });
  return (
    <Modal opened onClose={close} title={say("askTitle")} closeButtonProps={{ "aria-label": say("close") }} size="lg">
      {people.error !== null && <ErrorNotice error={people.error} again={() => void people.refetch()} />}
      {people.data === undefined && people.error === null && <PageWait />}
      {people.data !== undefined && (
        <form onSubmit={submit} noValidate>
          <Stack gap="md">
            {people.data.length === 0 && <Text>{say("nobodyVendor")}</Text>}
            {ask.error !== null && !isOfField(ask.error, form.values) && <ErrorNotice error={ask.error} />}
            <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="md">
              <Select
                label={say("person")}
                data-autofocus
                data={people.data.map(({ id, given, family }) => ({ value: id, label: `${given} ${family}` }))}
                {...form.getInputProps("personId")}
              />
              <TextInput label={say("ticket")} autoComplete="off" {...form.getInputProps("ticket")} />
            </SimpleGrid>
            <Textarea label={say("whatFor")} autosize minRows={2} maxLength={1000} {...form.getInputProps("purpose")} />
            <MultiSelect
              label={say("mayReadField")}
              description={say("onlyTheseKinds")}
              data={kinds.map(({ group, items }) => ({
                group,
                items: items.map((kind) => ({ value: kind, label: typeWords(kind) })),
              }))}
              searchable
              {...form.getInputProps("kinds")}
            />
            <Select
              label={say("forField")}
              description={say("countedFrom")}
              data={hoursOffered
                .filter((hours) => hours <= mostDays * 24)
                .map((hours) => ({
                  value: String(hours),
                  label: lastsText(hours * 60),
                }))}
              allowDeselect={false}
              {...form.getInputProps("hours")}
            />
            <Group>
              <Button type="submit" disabled={people.data.length === 0} loading={ask.isPending}>
                {say("ask")}
              </Button>
              <Button variant="subtle" onClick={close}>
                {say("cancel")}
              </Button>
            </Group>
          </Stack>
        </form>
      )}
    </Modal>
  );
}
