import { Button, Group, Modal, Stack, Text, Textarea, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { RequestFailure } from "../../../app/api.ts";
import { useSession } from "../../../app/session/use-session.ts";
import { announce } from "../../../ui/announce.ts";
import { ErrorNotice } from "../../../ui/ErrorNotice.tsx";
import { exampleDay, isoDay } from "../../../ui/dates.ts";
import { typedDate } from "../../../ui/typed-date.ts";
import { useFocusBack } from "../../../ui/use-focus-back.ts";
import { PatientField } from "../../people/_parts/PatientField.tsx";
import type { Enquiry, EnquiryStep } from "./enquiry.ts";
import { useStep } from "./enquiry-calls.ts";
import { say } from "../words/index.ts";

export type StepKind = "follow-up" | "hold" | "known" | "reject" | "mistake";

const words: Readonly<Record<StepKind, { readonly title: string; readonly act: string; readonly done: string }>> = {
  "follow-up": { title: say("followUp"), act: say("writeItDown"), done: say("writtenDown") },
  hold: { title: say("hold"), act: say("putOnHold"), done: say("onHold") },
  known: { title: say("known"), act: say("closeWithRecord"), done: say("closed") },
  reject: { title: say("reject"), act: say("closeEnquiry"), done: say("closed") },
  mistake: { title: say("mistake"), act: say("markMistake"), done: say("markedMistake") },
};

type Values = { readonly note: string; readonly nextDay: string; readonly why: string; readonly patientId: string };

function faultsOf(kind: StepKind, values: Values, today: string): Partial<Record<keyof Values, string>> {
  const day = typedDate(values.nextDay);
  const wantsDay = kind === "follow-up" || kind === "hold";
  return {
    ...(kind === "follow-up" && values.note.trim() === "" ? { note: say("sayDone") } : {}),
    ...(wantsDay && values.nextDay.trim() !== "" && day === undefined
      ? { nextDay: say("dayOrNothing", { day: exampleDay }) }
      : {}),
    ...(wantsDay && day !== undefined && day < today ? { nextDay: say("dayIsOver") } : {}),
    ...(kind === "reject" && values.why.trim() === "" ? { why: say("sayWhy") } : {}),
    ...(kind === "known" && values.patientId === "" ? { patientId: say("findPatient") } : {}),
  };
}

function stepOf(kind: StepKind, { note, nextDay, why, patientId }: Values): EnquiryStep {
  switch (kind) {
    case "follow-up":
    case "hold":
      return { kind, note, nextDay: typedDate(nextDay) };
    case "known":
      return { kind: "register", patient: `Patient/${patientId}` };
    case "reject":
      return { kind, why };
    case "mistake":
      return { kind };
  }
}

function isChangedMeanwhile(error: unknown): boolean {
  return error instanceof RequestFailure && error.status === 412;
}

type Props = { readonly enquiry: Enquiry; readonly kind: StepKind; readonly close: () => void };

/** What was done about an enquiry, or how it ended. */
export function StepDialog({ enquiry, kind, close }: Props) {
  useFocusBack();
  const { person } = useSession();
  const step = useStep(person.displayName);
  const form = useForm<Values>({
    initialValues: { note: "", nextDay: "", why: "", patientId: "" },
    validate: (values) => faultsOf(kind, values, isoDay(new Date())),
  });
  const { title, act, done } = words[kind];
  const submit = form.onSubmit((values) =>
    step.mutate(
      { task: enquiry.task, step: stepOf(kind, values) },
      {
        onSuccess: () => {
          announce(done);
          close();
        },
      },
    ),
  );
  return (
    <Modal
      opened
      onClose={close}
      title={say("stepOf", { step: title, name: enquiry.name })}
      closeButtonProps={{ "aria-label": say("close") }}
    >
      <form onSubmit={submit} noValidate>
        <Stack gap="md">
          {(kind === "follow-up" || kind === "hold") && (
            <>
              <Textarea
                label={kind === "hold" ? say("whatIsWaitedFor") : say("whatWasDone")}
                description={say("nothingClinical")}
                data-autofocus
                autosize
                minRows={2}
                maxLength={1000}
                {...form.getInputProps("note")}
              />
              <TextInput
                label={say("getBackOn")}
                description={say("getBackWords")}
                autoComplete="off"
                {...form.getInputProps("nextDay")}
              />
            </>
          )}
          {kind === "known" && (
            <PatientField label={say("whoseRecord")} data-autofocus {...form.getInputProps("patientId")} />
          )}
          {kind === "reject" && (
            <Textarea
              label={say("whyItCameToNothing")}
              data-autofocus
              autosize
              minRows={2}
              maxLength={500}
              {...form.getInputProps("why")}
            />
          )}
          {kind === "mistake" && <Text>{say("mistakeWords")}</Text>}
          {step.error !== null && (
            <ErrorNotice error={step.error}>{isChangedMeanwhile(step.error) && say("changedMeanwhile")}</ErrorNotice>
          )}
          <Group>
            <Button type="submit" loading={step.isPending} color={kind === "mistake" ? "red" : undefined}>
              {act}
            </Button>
            <Button variant="subtle" onClick={close}>
              {say("leaveIt")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
