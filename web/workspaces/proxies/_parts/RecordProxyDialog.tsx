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
import { say } from "../words/index.ts";

const newAccount = "new";
const notCovered = "not-covered";
const day = (value: string) => (typedDate(value) === undefined ? say("dayAs2026") : null);
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
      title={say("recordWhoActs")}
      closeButtonProps={{ "aria-label": say("close") }}
      size="lg"
    >
      {made?.temporaryPassword === undefined ? (
        <ProxyForm
          close={close}
          onRecorded={(recorded) => {
            announce(say("recordedWaits"));
            if (recorded.temporaryPassword === undefined) close();
            else setMade(recorded);
          }}
        />
      ) : (
        <Stack gap="md">
          <Text>{say("handPassword", { name: made.proxy.words?.personName ?? "" })}</Text>
          <Group>
            <Text ff="monospace" fw={600}>
              {made.temporaryPassword}
            </Text>
            <CopyButton text={made.temporaryPassword} what={say("temporaryPassword")} />
          </Group>
          <div>
            <Button onClick={close}>{say("done")}</Button>
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
      patientId: said(say("findPatient")),
      given: (value, { account }) => (account === newAccount ? said(say("sayGiven"))(value) : null),
      family: (value, { account }) => (account === newAccount ? said(say("sayFamily"))(value) : null),
      username: (value, { account }) => (account === newAccount ? said(say("chooseUsername"))(value) : null),
      relationship: said(say("sayRelationship")),
      jurisdiction: (value, { authority }) =>
        authority === "parental-responsibility" && value === "" ? say("sayWhoseLaw") : null,
      proof: { reference: said(say("sayReference")), seenOn: day },
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
            label={say("whoActsField")}
            searchable
            allowDeselect={false}
            data={[
              { value: newAccount, label: say("somebodyNew") },
              ...(choices.data?.accounts ?? []).map(({ id, name, username }) => ({
                value: id,
                label: `${name} (${username})`,
              })),
            ]}
            {...form.getInputProps("account")}
          />
          <TextInput
            label={say("toPatientAre")}
            autoComplete="off"
            maxLength={100}
            {...form.getInputProps("relationship")}
          />
          {isNew && (
            <>
              <TextInput label={say("givenName")} autoComplete="off" maxLength={80} {...form.getInputProps("given")} />
              <TextInput
                label={say("familyName")}
                autoComplete="off"
                maxLength={80}
                {...form.getInputProps("family")}
              />
              <TextInput
                label={say("userName")}
                autoComplete="off"
                maxLength={64}
                {...form.getInputProps("username")}
              />
            </>
          )}
          <Select
            label={say("byWhatRight")}
            allowDeselect={false}
            data={optionsOf(authorityWords)}
            {...form.getInputProps("authority")}
          />
          <Select
            label={say("theySee")}
            allowDeselect={false}
            data={optionsOf(extentWords)}
            {...form.getInputProps("extent")}
          />
          <Select
            label={say("proofSaw")}
            allowDeselect={false}
            data={optionsOf(proofWords)}
            {...form.getInputProps("proof.kind")}
          />
          <TextInput
            label={say("itsNumber")}
            autoComplete="off"
            maxLength={200}
            {...form.getInputProps("proof.reference")}
          />
          <TextInput label={say("seenOn")} autoComplete="off" {...form.getInputProps("proof.seenOn")} />
          {isParent && (
            <Select
              label={say("comesOfAge")}
              description={
                form.values.jurisdiction === notCovered
                  ? say("notCoveredDay")
                  : law && say("ageIs", { age: law.age, section: law.source.section })
              }
              data={[
                ...jurisdictions.map(({ id, label }) => ({ value: id, label })),
                { value: notCovered, label: say("anotherCountry") },
              ]}
              {...form.getInputProps("jurisdiction")}
            />
          )}
          <TextInput label={say("firstDay")} autoComplete="off" {...form.getInputProps("startsOn")} />
          <TextInput label={say("lastDay")} autoComplete="off" {...form.getInputProps("endsOn")} />
        </SimpleGrid>
        <Text size="sm" c="dimmed">
          {form.values.authority === "own-wish" ? say("onceConfirmedBoth") : say("onceConfirmed")}
        </Text>
        <Group>
          <Button type="submit" loading={record.isPending}>
            {say("record")}
          </Button>
          <Button variant="subtle" onClick={close}>
            {say("cancel")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
