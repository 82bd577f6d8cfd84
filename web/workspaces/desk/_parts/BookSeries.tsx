import { Button, Checkbox, Chip, Group, NumberInput, Select, SimpleGrid, Stack, Text, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useState } from "react";
import type { FreeTime, SeriesPreview, WeekdayName } from "../../../../contract/index.ts";
import { announce } from "../../../ui/announce.ts";
import { asSentence } from "../../../ui/as-sentence.ts";
import { weekdayText } from "../../../ui/dates.ts";
import { ErrorNotice } from "../../../ui/ErrorNotice.tsx";
import { typedDate } from "../../../ui/typed-date.ts";
import { AgainstIt } from "./AgainstIt.tsx";
import type { BookProps } from "./BookDialog.tsx";
import classes from "./BookSeries.module.css";
import { kindsAt, roomsAt, therapistsAt } from "./choices.ts";
import { PatientOfDraft } from "./PatientOfDraft.tsx";
import { SavedLine, savedState } from "./SavedLine.tsx";
import { refusalOf, useBookSeries, usePreviewSeries } from "./scheduling-calls.ts";
import { typedTime, whenFaults } from "./when.ts";
import { clockText, minuteAt } from "./zoned.ts";

const weekdays: readonly { readonly value: WeekdayName; readonly label: string }[] = [
  { value: "mon", label: "Mon" },
  { value: "tue", label: "Tue" },
  { value: "wed", label: "Wed" },
  { value: "thu", label: "Thu" },
  { value: "fri", label: "Fri" },
  { value: "sat", label: "Sat" },
  { value: "sun", label: "Sun" },
];

/** "21 sessions, weekdays at ten": looked at first, then booked, all of what is ticked or none. */
export function BookSeries({ places, draft, change, forget, isRefused, isKept, close, booked }: BookProps) {
  const { branchId, requestId } = draft;
  const preview = usePreviewSeries();
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
      patientId: (value) => (value === "" ? "Find the patient." : null),
      weekdays: (value) => (value.length === 0 ? "Choose a day of the week." : null),
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
      <Chosen
        zone={places.timeZone}
        preview={preview.data}
        requestId={requestId}
        series={{ patientId: wished.patientId, kindId: wished.kindId, branchId }}
        place={{
          ...(wished.therapistId === undefined ? {} : { therapistId: wished.therapistId }),
          ...(wished.roomId === undefined ? {} : { roomId: wished.roomId }),
        }}
        back={preview.reset}
        booked={(at) => {
          forget();
          booked(at);
          close();
        }}
      />
    );
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="md">
        <PatientOfDraft draft={draft} change={change} input={form.getInputProps("patientId")} />
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
            data={therapistsAt(places, branchId, values.kindId, values.therapistId)}
            value={values.therapistId === "" ? null : values.therapistId}
            onChange={(value) => form.setFieldValue("therapistId", value ?? "")}
          />
          <TextInput label="From" autoComplete="off" {...form.getInputProps("day")} />
          <TextInput label="Time" autoComplete="off" placeholder="09:30" {...form.getInputProps("time")} />
          <NumberInput label="Sessions" min={1} max={60} allowDecimal={false} {...form.getInputProps("sessions")} />
          <Select
            label="Room"
            clearable
            placeholder="None"
            data={roomsAt(places, branchId)}
            value={values.roomId === "" ? null : values.roomId}
            onChange={(value) => form.setFieldValue("roomId", value ?? "")}
          />
        </SimpleGrid>
        <fieldset className={classes.days}>
          <legend>On</legend>
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
        <Group>
          <Button type="submit" loading={preview.isPending}>
            Look for times
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
          <SavedLine isRefused={isRefused} isKept={isKept} state={savedState(preview, form.isDirty())} />
        </Group>
      </Stack>
    </form>
  );
}

type ChosenProps = {
  readonly requestId: string;
  readonly zone: string;
  readonly preview: SeriesPreview;
  readonly series: { readonly patientId: string; readonly kindId: string; readonly branchId: string };
  readonly place: { readonly therapistId?: string; readonly roomId?: string };
  readonly back: () => void;
  readonly booked: (at: string) => void;
};

/** A time that is free, or another near it, or none. */
type Choice = "as-wished" | "left-out" | FreeTime;

function Chosen({ zone, requestId, preview, series, place, back, booked }: ChosenProps) {
  const book = useBookSeries();
  const [reason, setReason] = useState("");
  const [choices, setChoices] = useState<readonly Choice[]>(() =>
    preview.sessions.map(({ warnings, alternatives }) =>
      warnings.length === 0 ? "as-wished" : (alternatives[0] ?? "left-out"),
    ),
  );
  const refusal = refusalOf(book.error);
  const sessions = preview.sessions.flatMap(({ start }, index) => {
    const choice = choices[index] ?? "left-out";
    if (choice === "left-out") return [];
    if (choice === "as-wished") return [{ start, ...place }];
    return [
      {
        start: choice.start,
        therapistId: choice.therapistId,
        ...(choice.roomId === undefined ? {} : { roomId: choice.roomId }),
      },
    ];
  });
  const choose = (index: number, choice: Choice) =>
    setChoices(choices.map((one, other) => (other === index ? choice : one)));
  const moved = choices.filter((choice) => typeof choice === "object").length;
  return (
    <Stack gap="md">
      <Text>
        {sessions.length} of {preview.sessions.length} sessions
        {moved === 0 ? "." : `, ${moved} of them at another time than wished.`}
      </Text>
      <ol className={classes.sessions}>
        {preview.sessions.map(({ start, warnings, alternatives }, index) => {
          const choice = choices[index] ?? "left-out";
          const words = `${weekdayText(start, zone)} ${clockText(minuteAt(start, zone))}`;
          return (
            <li key={start} className={classes.session} data-out={choice === "left-out" || undefined}>
              <Checkbox
                checked={choice !== "left-out"}
                onChange={({ currentTarget: { checked } }) =>
                  choose(
                    index,
                    checked ? (warnings.length === 0 ? "as-wished" : (alternatives[0] ?? "as-wished")) : "left-out",
                  )
                }
                label={words}
              />
              {warnings.length > 0 && (
                <div className={classes.against}>
                  <span>{warnings.map(({ message }) => asSentence(message)).join(" ")}</span>
                  {alternatives.length > 0 && (
                    <span className={classes.others}>
                      {alternatives.slice(0, 4).map((free) => (
                        <button
                          key={`${free.start}${free.therapistId}`}
                          type="button"
                          className={classes.other}
                          aria-pressed={choice === free}
                          onClick={() => choose(index, free)}
                        >
                          {weekdayText(free.start, zone).slice(0, 3)} {clockText(minuteAt(free.start, zone))}
                        </button>
                      ))}
                    </span>
                  )}
                </div>
              )}
            </li>
          );
        })}
      </ol>
      {refusal === undefined && book.error !== null && <ErrorNotice error={book.error} />}
      {refusal !== undefined && (
        <AgainstIt
          refusal={refusal}
          reason={{ value: reason, onChange: ({ currentTarget: { value } }) => setReason(value) }}
        />
      )}
      <Group>
        <Button
          loading={book.isPending}
          disabled={sessions.length === 0}
          onClick={() =>
            book.mutate(
              {
                requestId,
                ...series,
                sessions,
                ...(refusal?.code === "scheduling/needs-reason" && reason.trim() !== ""
                  ? { override: { reason: reason.trim() } }
                  : {}),
              },
              {
                onSuccess: ({ appointments }) => {
                  announce(`${appointments.length} sessions booked`);
                  booked(appointments[0]?.start ?? sessions[0]?.start ?? "");
                },
              },
            )
          }
        >
          Book {sessions.length === 1 ? "1 session" : `${sessions.length} sessions`}
        </Button>
        <Button variant="subtle" onClick={back}>
          Change what was wished
        </Button>
      </Group>
    </Stack>
  );
}
