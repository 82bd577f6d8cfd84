import { Button, Group, Modal, Radio, SegmentedControl, SimpleGrid, Stack, Textarea, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import type { BreakGlassGrant, BreakGlassReasonKind, PatientNaming } from "../../../../contract/index.ts";
import { isOfField } from "../../../app/api.ts";
import { announce } from "../../../ui/announce.ts";
import { ErrorNotice } from "../../../ui/ErrorNotice.tsx";
import { PageWait } from "../../../ui/PageWait.tsx";
import { typedDate } from "../../../ui/typed-date.ts";
import { useFocusBack } from "../../../ui/use-focus-back.ts";
import { useBreakGlass, useBreakGlassReasons } from "./break-glass-calls.ts";
import classes from "./BreakGlassDialog.module.css";
import { say } from "./words/index.ts";
import { reasonWords } from "./reason-words.ts";

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
    announce(say("openFor", { minutes: Math.round(grant.secondsLeft / 60) }));
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
        patientId === undefined && by === byIdentifier && value.trim().length < 3 ? say("giveWholeNumber") : null,
      family: (value, { by }) =>
        patientId === undefined && by === byPerson && value.trim() === "" ? say("giveWholeFamily") : null,
      given: (value, { by }) =>
        patientId === undefined && by === byPerson && value.trim() === "" ? say("giveWholeGiven") : null,
      birthDate: (value, { by }) =>
        patientId === undefined && by === byPerson && typedDate(value) === undefined ? say("giveBirth") : null,
      kind: (value) => (value === "" ? say("sayWhy") : null),
      words: (value) => (value.trim().length < fewest ? say("atLeast", { fewest }) : null),
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
    <Modal opened onClose={close} title={say("openTitle")} closeButtonProps={{ "aria-label": say("close") }} size="lg">
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
                {say.rich("opensFor", {
                  length: hoursText(reasons.data.minutes),
                  b: (inside) => <b key="length">{inside}</b>,
                })}
              </li>
              <li>{say("officerTold")}</li>
              <li>{say("patientSees")}</li>
            </ul>
            {open.error !== null && !isOfField(open.error, form.values) && <ErrorNotice error={open.error} />}
            {patientId === undefined && (
              <>
                <SegmentedControl
                  aria-label={say("howYouName")}
                  data={[
                    { value: byIdentifier, label: say("number") },
                    { value: byPerson, label: say("nameAndBirth") },
                  ]}
                  {...form.getInputProps("by")}
                />
                {form.values.by === byIdentifier ? (
                  <TextInput
                    label={say("number")}
                    description={say("numberWhole")}
                    data-autofocus
                    autoComplete="off"
                    spellCheck={false}
                    {...form.getInputProps("value")}
                  />
                ) : (
                  <SimpleGrid cols={{ base: 1, xs: 3 }} spacing="md">
                    <TextInput
                      label={say("familyName")}
                      data-autofocus
                      autoComplete="off"
                      {...form.getInputProps("family")}
                    />
                    <TextInput label={say("givenName")} autoComplete="off" {...form.getInputProps("given")} />
                    <TextInput
                      label={say("birthDate")}
                      placeholder={say("birthExample")}
                      autoComplete="off"
                      {...form.getInputProps("birthDate")}
                    />
                  </SimpleGrid>
                )}
              </>
            )}
            <Radio.Group label={say("why")} errorProps={{ mt: 6 }} {...form.getInputProps("kind")}>
              <Stack gap="xs" mt={4}>
                {reasons.data.reasons.map(({ kind }) => (
                  <Radio key={kind} value={kind} label={reasonWords[kind]} />
                ))}
              </Stack>
            </Radio.Group>
            <Textarea
              label={say("ownWords")}
              description={say("whatHappened")}
              minRows={3}
              autosize
              maxLength={2000}
              {...form.getInputProps("words")}
            />
            <Group>
              <Button type="submit" color="red" loading={open.isPending}>
                {say("openRecord")}
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
  return Number.isInteger(hours) ? say("hours", { count: hours }) : say("minutes", { count: minutes });
}
