import { Button, Chip, Group, NumberInput, Stack, Text, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import type { NewSeries, WeekdayName } from "../../../../contract/index.ts";
import { announce } from "../../../ui/announce.ts";
import { ErrorNotice } from "../../../ui/ErrorNotice.tsx";
import { typedDate } from "../../../ui/typed-date.ts";
import type { BookProps } from "./BookDialog.tsx";
import classes from "./BookSeries.module.css";
import { ChosenSessions } from "./ChosenSessions.tsx";
import { PatientOfDraft } from "./PatientOfDraft.tsx";
import { savedState } from "./SavedLine.tsx";
import { useBookSeries, usePreviewSeries } from "./scheduling-calls.ts";
import { isUnanswered, useResend, useSentBefore } from "./use-resend.ts";
import { typedTime, whenFaults } from "./when.ts";
import { dayAfter } from "./zoned.ts";
import { RoomField, WishFields, WishFoot } from "./WishFields.tsx";
import { weekdayName } from "../../../ui/dates.ts";
import { say } from "../words/index.ts";

const monday = "2026-06-08";
const names: readonly WeekdayName[] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
const weekdays = names.map((value, index) => ({ value, label: weekdayName(dayAfter(monday, index)) }));

/** "21 sessions, weekdays at ten": looked at first, then booked, all of what is ticked or none. */
export function BookSeries({ places, draft, change, forget, isRefused, isKept, close, booked }: BookProps) {
  const { branchId, requestId } = draft;
  const preview = usePreviewSeries();
  const book = useBookSeries({
    done: ({ appointments }) => {
      forget();
      announce(say("sessionsBooked", { count: appointments.length }));
      booked(appointments[0]?.start ?? "");
      close();
    },
    failed: (error) => {
      if (!isUnanswered(error)) change({ isSent: false });
    },
  });
  const send = (series: NewSeries) => {
    change({ isSent: true, sent: series });
    book.mutate(series);
  };
  // The same sessions under the same number: what was booked meanwhile isn't booked again.
  const sendAgain = () => {
    if (draft.sent !== undefined) book.mutate(draft.sent);
  };
  useResend(book.error, book.isPending, sendAgain);
  useSentBefore(draft.isSent, sendAgain);
  const form = useForm({
    initialValues: {
      patientId: draft.patientId,
      kindId: draft.kindId,
      therapistId: draft.therapistId,
      roomId: draft.roomId,
      day: draft.day,
      time: draft.time,
      weekdays: draft.weekdays,
      sessions: draft.sessions,
    },
    onValuesChange: change,
    validate: {
      patientId: (value) => (value === "" ? say("findPatient") : null),
      weekdays: (value) => (value.length === 0 ? say("chooseWeekday") : null),
      ...whenFaults,
    },
  });
  const { values } = form;
  const submit = form.onSubmit(({ patientId, kindId, therapistId, roomId, sessions, ...typed }) =>
    preview.mutate({
      patientId,
      kindId,
      branchId,
      ...(therapistId === "" ? {} : { therapistId }),
      ...(roomId === "" ? {} : { roomId }),
      from: typedDate(typed.day) ?? "",
      time: typedTime(typed.time) ?? "09:00",
      weekdays: weekdays.map(({ value }) => value).filter((value) => typed.weekdays.includes(value)),
      sessions,
    }),
  );
  const wished = preview.variables;
  if (preview.data !== undefined && wished !== undefined)
    return (
      <ChosenSessions
        zone={places.timeZone}
        preview={preview.data}
        place={{
          ...(wished.therapistId === undefined ? {} : { therapistId: wished.therapistId }),
          ...(wished.roomId === undefined ? {} : { roomId: wished.roomId }),
        }}
        error={book.error}
        isPending={book.isPending}
        saved={savedState(book, false)}
        isRefused={isRefused}
        isKept={isKept}
        back={preview.reset}
        send={(chosen) => send({ requestId, patientId: wished.patientId, kindId: wished.kindId, branchId, ...chosen })}
      />
    );
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="md">
        <PatientOfDraft draft={draft} change={change} input={form.getInputProps("patientId")} />
        <WishFields
          places={places}
          branch={branchId}
          kindId={values.kindId}
          kind={form.getInputProps("kindId")}
          therapist={{ value: values.therapistId, choose: (value) => form.setFieldValue("therapistId", value) }}
        >
          <TextInput label={say("from")} autoComplete="off" {...form.getInputProps("day")} />
          <TextInput label={say("time")} autoComplete="off" placeholder="09:30" {...form.getInputProps("time")} />
          <NumberInput
            label={say("sessions")}
            min={1}
            max={60}
            allowDecimal={false}
            {...form.getInputProps("sessions")}
          />
          <RoomField
            places={places}
            branch={branchId}
            value={values.roomId}
            choose={(value) => form.setFieldValue("roomId", value)}
          />
        </WishFields>
        <fieldset className={classes.days}>
          <legend>{say("on")}</legend>
          <Chip.Group
            multiple
            value={values.weekdays}
            onChange={(value) =>
              form.setFieldValue(
                "weekdays",
                weekdays.map((one) => one.value).filter((one) => value.includes(one)),
              )
            }
          >
            <Group gap={6}>
              {weekdays.map(({ value, label }) => (
                <Chip key={value} value={value} size="sm">
                  {label}
                </Chip>
              ))}
            </Group>
          </Chip.Group>
          {form.errors["weekdays"] !== undefined && (
            <Text size="sm" c="red" role="alert">
              {form.errors["weekdays"]}
            </Text>
          )}
        </fieldset>
        {preview.error !== null && <ErrorNotice error={preview.error} />}
        {book.error !== null && !isUnanswered(book.error) && <ErrorNotice error={book.error} />}
        <WishFoot
          cancel={() => {
            forget();
            close();
          }}
          saved={savedState(book.isIdle ? preview : book, form.isDirty())}
          isRefused={isRefused}
          isKept={isKept}
        >
          <Button type="submit" loading={preview.isPending || book.isPending}>
            {say("lookForTimes")}
          </Button>
        </WishFoot>
      </Stack>
    </form>
  );
}
