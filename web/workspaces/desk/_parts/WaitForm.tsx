import { Button, Stack, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { announce } from "../../../ui/announce.ts";
import { exampleDay } from "../../../ui/dates.ts";
import { ErrorNotice } from "../../../ui/ErrorNotice.tsx";
import { typedDate } from "../../../ui/typed-date.ts";
import type { BookProps } from "./BookDialog.tsx";
import { PatientOfDraft } from "./PatientOfDraft.tsx";
import { savedState } from "./SavedLine.tsx";
import { useWait } from "./scheduling-calls.ts";
import { isUnanswered, useResend, useSentBefore } from "./use-resend.ts";
import { WishFields, WishFoot } from "./WishFields.tsx";
import { say } from "../words/index.ts";

const dayOrNone = (value: string) =>
  value.trim() === "" || typedDate(value) !== undefined ? null : say("dayOrNothing", { day: exampleDay });

/** For whom no time fits yet. */
export function WaitForm({ places, draft, change, forget, forgetThen, isRefused, isKept, close }: BookProps) {
  const { branchId, requestId } = draft;
  const wait = useWait({
    done: () =>
      forgetThen(() => {
        announce(say("onWaitingList"));
        close();
      }),
    failed: (error) => {
      if (!isUnanswered(error)) change({ isSent: false });
    },
  });
  const form = useForm({
    initialValues: {
      patientId: draft.patientId,
      kindId: draft.kindId,
      therapistId: draft.therapistId,
      from: draft.from,
      until: draft.until,
    },
    onValuesChange: change,
    validate: {
      patientId: (value) => (value === "" ? say("findPatient") : null),
      from: dayOrNone,
      until: dayOrNone,
    },
  });
  const send = () => {
    const { patientId, kindId, therapistId, ...typed } = form.values;
    const [from, until] = [typedDate(typed.from), typedDate(typed.until)];
    change({ isSent: true });
    wait.mutate({
      requestId,
      patientId,
      kindId,
      branchId,
      ...(therapistId === "" ? {} : { therapistId }),
      ...(from === undefined ? {} : { from }),
      ...(until === undefined ? {} : { until }),
    });
  };
  useResend(wait.error, wait.isPending, send);
  useSentBefore(draft.isSent, send);
  return (
    <form onSubmit={form.onSubmit(send)} noValidate>
      <Stack gap="md">
        <PatientOfDraft draft={draft} change={change} input={form.getInputProps("patientId")} />
        <WishFields
          places={places}
          branch={branchId}
          kindId={form.values.kindId}
          kind={form.getInputProps("kindId")}
          therapist={{
            value: form.values.therapistId,
            choose: (value) => form.setFieldValue("therapistId", value),
          }}
        >
          <TextInput label={say("notBefore")} autoComplete="off" {...form.getInputProps("from")} />
          <TextInput label={say("notAfter")} autoComplete="off" {...form.getInputProps("until")} />
        </WishFields>
        {wait.error !== null && !isUnanswered(wait.error) && <ErrorNotice error={wait.error} />}
        <WishFoot
          cancel={() => {
            forget();
            close();
          }}
          saved={savedState(wait, form.isDirty())}
          isRefused={isRefused}
          isKept={isKept}
        >
          <Button type="submit" loading={wait.isPending}>
            {say("putOnList")}
          </Button>
        </WishFoot>
      </Stack>
    </form>
  );
}
