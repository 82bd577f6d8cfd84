import { Button, Group, Select, SimpleGrid, Stack, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useEffect, useRef } from "react";
import type { FreeTime } from "../../../../contract/index.ts";
import { announce } from "../../../ui/announce.ts";
import { ErrorNotice } from "../../../ui/ErrorNotice.tsx";
import { typedDate } from "../../../ui/typed-date.ts";
import { AgainstIt } from "./AgainstIt.tsx";
import type { BookProps } from "./BookDialog.tsx";
import { kindsAt, roomsAt, therapistsAt } from "./choices.ts";
import { FreeTimes } from "./FreeTimes.tsx";
import { PatientOfDraft } from "./PatientOfDraft.tsx";
import { SavedLine, savedState } from "./SavedLine.tsx";
import { refusalOf, useBook } from "./scheduling-calls.ts";
import { isUnanswered, useResend } from "./use-resend.ts";
import { instantOf, whenFaults, whenOf } from "./when.ts";

/** Who, what, with whom and when; free times beside it. */
export function BookOne({
  places,
  draft,
  change,
  forget,
  isRefused,
  isKept,
  isAgain = false,
  close,
  booked,
}: BookProps) {
  const { branchId, requestId } = draft;
  const zone = places.timeZone;
  const book = useBook({
    done: ({ appointment: { start = "" } }, wished) => {
      forget();
      announce(start === wished ? "Booked" : "Booked before, at another time");
      booked(start);
      close();
    },
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
      patientId: (value) => (value === "" ? "Find the patient." : null),
      kindId: (value) => (value === "" ? "Choose what it is." : null),
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
  // An earlier window sent it and never heard.
  const wasSent = useRef(draft.isSent);
  useEffect(() => {
    if (!wasSent.current) return;
    wasSent.current = false;
    send();
  });
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
        <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="md">
          <Select
            label="What"
            data={kindsAt(places, branchId)}
            allowDeselect={false}
            {...form.getInputProps("kindId")}
          />
          <Select
            label="With"
            searchable
            clearable
            placeholder="Anybody"
            data={therapistsAt(places, branchId, kindId, therapistId)}
            {...form.getInputProps("therapistId")}
            value={therapistId === "" ? null : therapistId}
            onChange={(value) => form.setFieldValue("therapistId", value ?? "")}
          />
          <TextInput label="Day" autoComplete="off" {...form.getInputProps("day")} />
          <TextInput label="Time" autoComplete="off" placeholder="09:30" {...form.getInputProps("time")} />
          <Select
            label="Room"
            clearable
            placeholder="None"
            data={roomsAt(places, branchId)}
            value={roomId === "" ? null : roomId}
            onChange={(value) => form.setFieldValue("roomId", value ?? "")}
          />
        </SimpleGrid>
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
        <Group>
          <Button
            ref={bookButton}
            type="submit"
            {...(isAgain ? { "data-autofocus": true } : {})}
            loading={book.isPending}
            disabled={needsReason && reason.trim() === ""}
          >
            {needsReason ? "Book all the same" : "Book"}
          </Button>
          <Button
            variant="subtle"
            onClick={() => {
              forget();
              close();
            }}
          >
            Cancel
          </Button>
          <SavedLine isRefused={isRefused} isKept={isKept} state={savedState(book, form.isDirty())} />
        </Group>
      </Stack>
    </form>
  );
}
