import { Button, Group, Modal, Radio, SegmentedControl, SimpleGrid, Stack, Textarea, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import type { BreakGlassGrant, BreakGlassReasonKind, PatientNaming } from "../../../../contract/index.ts";
import { isOfField } from "../../../app/api.ts";
import { announce } from "../../../ui/announce.ts";
import { asSentence } from "../../../ui/as-sentence.ts";
import { ErrorNotice } from "../../../ui/ErrorNotice.tsx";
import { PageWait } from "../../../ui/PageWait.tsx";
import { typedDate } from "../../../ui/typed-date.ts";
import { useFocusBack } from "../../../ui/use-focus-back.ts";
import { useBreakGlass, useBreakGlassReasons } from "./break-glass-calls.ts";
import classes from "./BreakGlassDialog.module.css";

type Props = {
  /** Known already where a chart of this address was asked for. */
  readonly patientId?: string | undefined;
  readonly close: () => void;
  readonly onOpened: (grant: BreakGlassGrant) => void;
};

const byIdentifier = "identifier";
const byPerson = "person";

/** Opens one patient's record in an emergency: who, why, and what it sets going, before anything is shown. */
export function BreakGlassDialog({ patientId, close, onOpened }: Props) {
  useFocusBack();
  const reasons = useBreakGlassReasons();
  const open = useBreakGlass((grant) => {
    announce(`The record is open for ${Math.round(grant.secondsLeft / 60)} minutes`);
    onOpened(grant);
  });
  const fewest = reasons.data?.fewestCharacters ?? 15;
  const form = useForm({
    initialValues: {
      by: byIdentifier as string,
      value: "",
      family: "",
      given: "",
      birthDate: "",
      kind: "" as BreakGlassReasonKind | "",
      words: "",
    },
    validateInputOnBlur: true,
    validate: {
      value: (value, { by }) =>
        patientId === undefined && by === byIdentifier && value.trim().length < 3 ? "Give the whole number." : null,
      family: (value, { by }) =>
        patientId === undefined && by === byPerson && value.trim() === "" ? "Give the whole family name." : null,
      given: (value, { by }) =>
        patientId === undefined && by === byPerson && value.trim() === "" ? "Give a whole given name." : null,
      birthDate: (value, { by }) =>
        patientId === undefined && by === byPerson && typedDate(value) === undefined
          ? "Give the date of birth, such as 7 Mar 1948."
          : null,
      kind: (value) => (value === "" ? "Say why." : null),
      words: (value) =>
        value.trim().length < fewest ? `At least ${fewest} characters: the officer and the patient read this.` : null,
    },
  });
  const submit = form.onSubmit((values) => {
    if (values.kind === "") return;
    open.mutate({
      patient: namingOf(patientId, values),
      reason: { kind: values.kind, words: values.words.trim() },
    });
  });
  return (
    <Modal
      opened
      onClose={close}
      title="Open a record in an emergency"
      closeButtonProps={{ "aria-label": "Close" }}
      size="lg"
    >
      {reasons.data === undefined ? (
        reasons.error === null ? (
          <PageWait />
        ) : (
          <ErrorNotice error={reasons.error} again={() => void reasons.refetch()} />
        )
      ) : (
        <form onSubmit={submit} noValidate>
          <Stack gap="md">
            <ul className={classes.meaning}>
              <li>
                One patient's record opens for you for <b>{hoursText(reasons.data.minutes)}</b>, whatever your role and
                the patient's consents say.
              </li>
              <li>The privacy officer is told at once, and asks about it.</li>
              <li>The patient sees that you looked, and the reason you give here.</li>
            </ul>
            {open.error !== null && !isOfField(open.error, form.values) && <ErrorNotice error={open.error} />}
            {patientId === undefined && (
              <>
                <SegmentedControl
                  aria-label="How you name the patient"
                  data={[
                    { value: byIdentifier, label: "Number" },
                    { value: byPerson, label: "Name and date of birth" },
                  ]}
                  {...form.getInputProps("by")}
                />
                {form.values.by === byIdentifier ? (
                  <TextInput
                    label="Number"
                    description="The record number or the national number, whole, as it stands on the card or wristband."
                    data-autofocus
                    autoComplete="off"
                    spellCheck={false}
                    {...form.getInputProps("value")}
                  />
                ) : (
                  <SimpleGrid cols={{ base: 1, xs: 3 }} spacing="md">
                    <TextInput
                      label="Family name"
                      data-autofocus
                      autoComplete="off"
                      {...form.getInputProps("family")}
                    />
                    <TextInput label="Given name" autoComplete="off" {...form.getInputProps("given")} />
                    <TextInput
                      label="Date of birth"
                      placeholder="7 Mar 1948"
                      autoComplete="off"
                      {...form.getInputProps("birthDate")}
                    />
                  </SimpleGrid>
                )}
              </>
            )}
            <Radio.Group label="Why" errorProps={{ mt: 6 }} {...form.getInputProps("kind")}>
              <Stack gap="xs" mt={4}>
                {reasons.data.reasons.map(({ kind, sentence }) => (
                  <Radio key={kind} value={kind} label={asSentence(sentence).replace(/\.$/, "")} />
                ))}
              </Stack>
            </Radio.Group>
            <Textarea
              label="In your own words"
              description="What happened, and why it can't wait."
              minRows={3}
              autosize
              maxLength={2000}
              {...form.getInputProps("words")}
            />
            <Group>
              <Button type="submit" color="red" loading={open.isPending}>
                Open the record
              </Button>
              <Button variant="subtle" onClick={close}>
                Cancel
              </Button>
            </Group>
          </Stack>
        </form>
      )}
    </Modal>
  );
}

type Values = {
  readonly by: string;
  readonly value: string;
  readonly family: string;
  readonly given: string;
  readonly birthDate: string;
};

function namingOf(patientId: string | undefined, values: Values): PatientNaming {
  if (patientId !== undefined) return { by: "id", id: patientId };
  if (values.by === byIdentifier) return { by: "identifier", value: values.value.trim() };
  return {
    by: "person",
    family: values.family.trim(),
    given: values.given.trim(),
    birthDate: typedDate(values.birthDate) ?? "",
  };
}

function hoursText(minutes: number): string {
  const hours = minutes / 60;
  return Number.isInteger(hours) ? (hours === 1 ? "1 hour" : `${hours} hours`) : `${minutes} minutes`;
}
