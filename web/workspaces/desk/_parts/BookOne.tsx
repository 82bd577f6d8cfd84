import { Button, Stack, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useRef } from "react";
import type { FreeTime } from "../../../../contract/index.ts";
import { announce } from "../../../ui/announce.ts";
import { ErrorNotice } from "../../../ui/ErrorNotice.tsx";
import { ReminderLine } from "../../public/_parts/ReminderLine.tsx";
import { typedDate } from "../../../ui/typed-date.ts";
import { AgainstIt } from "./AgainstIt.tsx";
import type { BookProps } from "./BookDialog.tsx";
import { FreeTimes } from "./FreeTimes.tsx";
import { PatientOfDraft } from "./PatientOfDraft.tsx";
import { savedState } from "./SavedLine.tsx";
import { refusalOf, useBook } from "./scheduling-calls.ts";
import { isUnanswered, useResend, useSentBefore } from "./use-resend.ts";
import { instantOf, whenFaults, whenOf } from "./when.ts";
import { RoomField, WishFields, WishFoot } from "./WishFields.tsx";
import { say } from "../words/index.ts";

/** Who, what, with whom and when; free times beside it. */
export function BookOne({
  places,
  draft,
  change,
  forget,
  forgetThen,
  isRefused,
  isKept,
  isAgain = false,
  close,
  booked,
}: BookProps) {
  const { branchId, requestId } = draft;
  const zone = places.timeZone;
  const book = useBook({
    done: ({ appointment: { start = "" } }, wished) =>
      forgetThen(() => {
        announce(say(start === wished ? "bookedAnnounced" : "bookedBefore"));
        booked(start);
        close();
      }),
    failed: (error) => {
      if (!isUnanswered(error)) change({ isSent: false });
    },
  });
  const bookButton = useRef<HTMLButtonElement>(null);
  const form = useForm({
    initialValues: {
      patientId: draft.patientId,
      kindId: draft.kindId,
      therapistId: draft.therapistId,
      roomId: draft.roomId,
      day: draft.day,
      time: draft.time,
      reason: draft.reason,
    },
    onValuesChange: change,
    validate: {
      patientId: (value) => (value === "" ? say("findPatient") : null),
      kindId: (value) => (value === "" ? say("chooseKind") : null),
      ...whenFaults,
    },
  });
  const { kindId, therapistId, roomId, reason } = form.values;
  const day = typedDate(form.values.day);
  const refusal = refusalOf(book.error);
  const needsReason = refusal?.code === "scheduling/needs-reason";
  const send = () => {
    const { values } = form;
    const start = instantOf(values, zone);
    if (start === undefined) return;
    change({ isSent: true });
    book.mutate({
      requestId,
      patientId: values.patientId,
      kindId: values.kindId,
      branchId,
      start,
      ...(values.therapistId === "" ? {} : { therapistId: values.therapistId }),
      ...(values.roomId === "" ? {} : { roomId: values.roomId }),
      ...(values.reason.trim() === "" ? {} : { override: { reason: values.reason.trim() } }),
    });
  };
  useResend(book.error, book.isPending, send);
  useSentBefore(draft.isSent, send);
  const choose = (free: FreeTime) =>
    form.setValues({
      ...whenOf(free.start, "", zone),
      // The reason was for another time.
      reason: "",
      therapistId: free.therapistId,
      ...(free.roomId === undefined ? {} : { roomId: free.roomId }),
    });
  return (
    <form onSubmit={form.onSubmit(send)} noValidate>
      <Stack gap="md">
        <PatientOfDraft draft={draft} change={change} input={form.getInputProps("patientId")} isFirst={!isAgain} />
        <ReminderLine patientId={form.values.patientId} />
        <WishFields
          places={places}
          branch={branchId}
          kindId={kindId}
          kind={form.getInputProps("kindId")}
          therapist={{ value: therapistId, choose: (value) => form.setFieldValue("therapistId", value) }}
        >
          <TextInput label={say("day")} autoComplete="off" {...form.getInputProps("day")} />
          <TextInput label={say("time")} autoComplete="off" placeholder="09:30" {...form.getInputProps("time")} />
          <RoomField
            places={places}
            branch={branchId}
            value={roomId}
            choose={(value) => form.setFieldValue("roomId", value)}
          />
        </WishFields>
        <FreeTimes
          places={places}
          wish={
            kindId === "" || day === undefined
              ? undefined
              : {
                  kind: kindId,
                  from: day,
                  days: 7,
                  branch: branchId,
                  therapist: therapistId === "" ? undefined : therapistId,
                }
          }
          chosen={instantOf(form.values, zone)}
          choose={choose}
          first={
            isAgain && form.values.time === ""
              ? (free) => {
                  choose(free);
                  bookButton.current?.focus();
                }
              : undefined
          }
        />
        {refusal === undefined && book.error !== null && !isUnanswered(book.error) && (
          <ErrorNotice error={book.error} />
        )}
        {refusal !== undefined && <AgainstIt refusal={refusal} reason={form.getInputProps("reason")} />}
        <WishFoot
          cancel={() => {
            forget();
            close();
          }}
          saved={savedState(book, form.isDirty())}
          isRefused={isRefused}
          isKept={isKept}
        >
          <Button
            ref={bookButton}
            type="submit"
            {...(isAgain ? { "data-autofocus": true } : {})}
            loading={book.isPending}
            disabled={needsReason && reason.trim() === ""}
          >
            {say(needsReason ? "bookAllTheSame" : "book")}
          </Button>
        </WishFoot>
      </Stack>
    </form>
  );
}
