import { Button, Group, Modal, Stack, Text, Textarea, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { RequestFailure } from "../../../app/api.ts";
import { useSession } from "../../../app/session/use-session.ts";
import { announce } from "../../../ui/announce.ts";
import { ErrorNotice } from "../../../ui/ErrorNotice.tsx";
import { isoDay } from "../../../ui/dates.ts";
import { typedDate } from "../../../ui/typed-date.ts";
import { useFocusBack } from "../../../ui/use-focus-back.ts";
import { PatientField } from "../../people/_parts/PatientField.tsx";
import type { Enquiry, EnquiryStep } from "./enquiry.ts";
import { useStep } from "./enquiry-calls.ts";

export type StepKind = "follow-up" | "hold" | "known" | "reject" | "mistake";

const words: Readonly<Record<StepKind, { readonly title: string; readonly act: string; readonly done: string }>> = {
  "follow-up": { title: "Follow up", act: "Write it down", done: "Written down" },
  hold: { title: "Waits for an answer", act: "Put on hold", done: "On hold" },
  known: { title: "Is registered already", act: "Close with this record", done: "Closed" },
  reject: { title: "Came to nothing", act: "Close the enquiry", done: "Closed" },
  mistake: { title: "Written down by mistake", act: "Mark as a mistake", done: "Marked as a mistake" },
};

type Values = { readonly note: string; readonly nextDay: string; readonly why: string; readonly patientId: string };

function faultsOf(kind: StepKind, values: Values, today: string): Partial<Record<keyof Values, string>> {
  const day = typedDate(values.nextDay);
  const wantsDay = kind === "follow-up" || kind === "hold";
  return {
    ...(kind === "follow-up" && values.note.trim() === "" ? { note: "Say what was done." } : {}),
    ...(wantsDay && values.nextDay.trim() !== "" && day === undefined
      ? { nextDay: "A day such as 07-Mar-2026, or nothing." }
      : {}),
    ...(wantsDay && day !== undefined && day < today ? { nextDay: "This day is over." } : {}),
    ...(kind === "reject" && values.why.trim() === "" ? { why: "Say why." } : {}),
    ...(kind === "known" && values.patientId === "" ? { patientId: "Find the patient." } : {}),
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
    <Modal opened onClose={close} title={`${title}: ${enquiry.name}`} closeButtonProps={{ "aria-label": "Close" }}>
      <form onSubmit={submit} noValidate>
        <Stack gap="md">
          {(kind === "follow-up" || kind === "hold") && (
            <>
              <Textarea
                label={kind === "hold" ? "What is waited for" : "What was said or done"}
                description="Nothing clinical"
                data-autofocus
                autosize
                minRows={2}
                maxLength={1000}
                {...form.getInputProps("note")}
              />
              <TextInput
                label="Get back to them on"
                description="Day first, such as 12/03/2026; empty: no day"
                autoComplete="off"
                {...form.getInputProps("nextDay")}
              />
            </>
          )}
          {kind === "known" && (
            <PatientField label="Whose record it is" data-autofocus {...form.getInputProps("patientId")} />
          )}
          {kind === "reject" && (
            <Textarea
              label="Why it came to nothing"
              data-autofocus
              autosize
              minRows={2}
              maxLength={500}
              {...form.getInputProps("why")}
            />
          )}
          {kind === "mistake" && (
            <Text>It goes from the list for good, and stays in the record as a mistake. This can’t be undone.</Text>
          )}
          {step.error !== null && (
            <ErrorNotice error={step.error}>
              {isChangedMeanwhile(step.error) && "Somebody else changed it meanwhile. Leave it, and look again."}
            </ErrorNotice>
          )}
          <Group>
            <Button type="submit" loading={step.isPending} color={kind === "mistake" ? "red" : undefined}>
              {act}
            </Button>
            <Button variant="subtle" onClick={close}>
              Leave it
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
