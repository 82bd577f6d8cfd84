import { Button, Group, Modal, Select, SimpleGrid, Stack, Text, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useState } from "react";
import type { NewProxy, ProxyAuthority, RecordedProxy } from "../../../../contract/index.ts";
import { isOfField } from "../../../app/api.ts";
import { announce } from "../../../ui/announce.ts";
import { CopyButton } from "../../../ui/CopyButton.tsx";
import { isoDay } from "../../../ui/dates.ts";
import { ErrorNotice } from "../../../ui/ErrorNotice.tsx";
import { typedDate } from "../../../ui/typed-date.ts";
import { useFocusBack } from "../../../ui/use-focus-back.ts";
import { PatientField } from "./PatientField.tsx";
import { useProxyChoices, useRecordProxy } from "./proxy-calls.ts";
import { authorityWords, extentWords, proofWords } from "./proxy-words.ts";

const newAccount = "new";
const notCovered = "not-covered";
const day = (value: string) => (typedDate(value) === undefined ? "Write the day as 2026-03-31 or 31/03/2026." : null);
const said = (words: string) => (value: string) => (value.trim() === "" ? words : null);
const optionsOf = (words: Readonly<Record<string, string>>) =>
  Object.entries(words).map(([value, label]) => ({ value, label }));

/** Writes down that somebody acts for a patient. */
export function RecordProxyDialog({ close }: { readonly close: () => void }) {
  useFocusBack();
  const [made, setMade] = useState<RecordedProxy | undefined>();
  return (
    <Modal
      opened
      onClose={close}
      title="Record who acts for a patient"
      closeButtonProps={{ "aria-label": "Close" }}
      size="lg"
    >
      {made?.temporaryPassword === undefined ? (
        <ProxyForm
          close={close}
          onRecorded={(recorded) => {
            announce("Recorded: it waits to be confirmed");
            if (recorded.temporaryPassword === undefined) close();
            else setMade(recorded);
          }}
        />
      ) : (
        <Stack gap="md">
          <Text>
            Hand this password to {made.proxy.words?.personName}. It is shown once, and replaced at the first sign-in.
          </Text>
          <Group>
            <Text ff="monospace" fw={600}>
              {made.temporaryPassword}
            </Text>
            <CopyButton text={made.temporaryPassword} what="Temporary password" />
          </Group>
          <div>
            <Button onClick={close}>Done</Button>
          </div>
        </Stack>
      )}
    </Modal>
  );
}

function ProxyForm({
  close,
  onRecorded,
}: {
  readonly close: () => void;
  readonly onRecorded: (recorded: RecordedProxy) => void;
}) {
  const record = useRecordProxy();
  const choices = useProxyChoices();
  const today = isoDay(new Date());
  const form = useForm({
    initialValues: {
      patientId: "",
      account: newAccount,
      given: "",
      family: "",
      username: "",
      authority: "parental-responsibility",
      relationship: "",
      extent: "ordinary",
      proof: { kind: "birth-certificate", reference: "", seenOn: today },
      jurisdiction: "",
      startsOn: today,
      endsOn: "",
    },
    validate: {
      patientId: said("Find the patient."),
      given: (value, { account }) => (account === newAccount ? said("Say their given name.")(value) : null),
      family: (value, { account }) => (account === newAccount ? said("Say their family name.")(value) : null),
      username: (value, { account }) => (account === newAccount ? said("Choose a user name.")(value) : null),
      relationship: said("Say what they are to the patient: mother, brother, friend."),
      jurisdiction: (value, { authority }) =>
        authority === "parental-responsibility" && value === "" ? "Say whose law counts." : null,
      proof: { reference: said("Say its number, or where a copy lies."), seenOn: day },
      startsOn: day,
      endsOn: day,
    },
  });
  const isParent = form.values.authority === "parental-responsibility";
  const isNew = form.values.account === newAccount;
  const submit = form.onSubmit(({ account, given, family, username, jurisdiction, proof, ...values }) => {
    const recording: NewProxy = {
      patientId: values.patientId,
      account:
        account === newAccount
          ? { kind: "new", given: given.trim(), family: family.trim(), username: username.trim() }
          : { kind: "existing", personId: account },
      authority: values.authority as ProxyAuthority,
      relationship: values.relationship.trim(),
      extent: values.extent as keyof typeof extentWords,
      proof: {
        kind: proof.kind as keyof typeof proofWords,
        reference: proof.reference.trim(),
        seenOn: typedDate(proof.seenOn) ?? proof.seenOn,
      },
      startsOn: typedDate(values.startsOn) ?? values.startsOn,
      endsOn: typedDate(values.endsOn) ?? values.endsOn,
      ...(isParent ? { jurisdiction } : {}),
    };
    record.mutate(recording, {
      onSuccess: onRecorded,
      onError: (error) => {
        if (isOfField(error, form.values)) form.setFieldError(error.path, error.message);
      },
    });
  });
  const jurisdictions = choices.data?.jurisdictions ?? [];
  const law = jurisdictions.find(({ id }) => id === form.values.jurisdiction);
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="md">
        {record.error !== null && !isOfField(record.error, form.values) && <ErrorNotice error={record.error} />}
        {choices.error !== null && <ErrorNotice error={choices.error} again={() => void choices.refetch()} />}
        <PatientField {...form.getInputProps("patientId")} />
        <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="md">
          <Select
            label="Who acts"
            searchable
            allowDeselect={false}
            data={[
              { value: newAccount, label: "Somebody new" },
              ...(choices.data?.accounts ?? []).map(({ id, name, username }) => ({
                value: id,
                label: `${name} (${username})`,
              })),
            ]}
            {...form.getInputProps("account")}
          />
          <TextInput
            label="To the patient they are"
            autoComplete="off"
            maxLength={100}
            {...form.getInputProps("relationship")}
          />
          {isNew && (
            <>
              <TextInput label="Given name" autoComplete="off" maxLength={80} {...form.getInputProps("given")} />
              <TextInput label="Family name" autoComplete="off" maxLength={80} {...form.getInputProps("family")} />
              <TextInput label="User name" autoComplete="off" maxLength={64} {...form.getInputProps("username")} />
            </>
          )}
          <Select
            label="By what right"
            allowDeselect={false}
            data={optionsOf(authorityWords)}
            {...form.getInputProps("authority")}
          />
          <Select
            label="They see"
            allowDeselect={false}
            data={optionsOf(extentWords)}
            {...form.getInputProps("extent")}
          />
          <Select
            label="Proof that you saw"
            allowDeselect={false}
            data={optionsOf(proofWords)}
            {...form.getInputProps("proof.kind")}
          />
          <TextInput
            label="Its number, or where a copy lies"
            autoComplete="off"
            maxLength={200}
            {...form.getInputProps("proof.reference")}
          />
          <TextInput label="Seen on" autoComplete="off" {...form.getInputProps("proof.seenOn")} />
          {isParent && (
            <Select
              label="The child comes of age under the law of"
              description={
                form.values.jurisdiction === notCovered
                  ? "Not covered: the last day is yours to state."
                  : law && `${law.age} years: ${law.source.section}`
              }
              data={[
                ...jurisdictions.map(({ id, label }) => ({ value: id, label })),
                { value: notCovered, label: "Another country" },
              ]}
              {...form.getInputProps("jurisdiction")}
            />
          )}
          <TextInput label="First day" autoComplete="off" {...form.getInputProps("startsOn")} />
          <TextInput label="Last day" autoComplete="off" {...form.getInputProps("endsOn")} />
        </SimpleGrid>
        <Text size="sm" c="dimmed">
          {form.values.authority === "own-wish"
            ? "In force once the patient has confirmed it in their account, or a second person has."
            : "In force once a second person has confirmed it."}
        </Text>
        <Group>
          <Button type="submit" loading={record.isPending}>
            Record
          </Button>
          <Button variant="subtle" onClick={close}>
            Cancel
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
