import { Button, Select, TextInput } from "@mantine/core";
import { type FormEvent, type ReactNode, useRef, useState } from "react";
import { changeSince, type Instrument, instruments, scoreOf } from "../../../../../contract/therapy/index.ts";
import { announce } from "../../../../ui/announce.ts";
import { formatDate } from "../../../../ui/clinical/dates.ts";
import { ErrorNotice } from "../../../../ui/ErrorNotice.tsx";
import { useChart } from "../../_parts/record/use-chart.ts";
import { chooseNotSend } from "../choose-not-send.ts";
import { useObservationFrame, useWriteObservations } from "../use-therapy.ts";
import { whenOf } from "../when.ts";
import { ActivityRows } from "./ActivityRows.tsx";
import { activitiesOf, type MeasureCourse } from "./measure-list.ts";
import { measureObservation } from "./measure-observation.ts";
import { changeText, scoreText, unitText } from "./measure-words.ts";
import { type Fields, type Read, readEntry } from "./read-entry.ts";
import { inEnglish } from "../../../../language/index.ts";
import { exampleDay, inOrder } from "../../../../ui/dates.ts";
import { say } from "../words/index.ts";
import classes from "./RecordMeasure.module.css";

const nothing: Fields = { value: "", activities: [] };
const choices = instruments.map(({ id, name, short }) => ({
  value: id,
  label: name.includes(short) ? name : `${name} (${short})`,
}));

/** Writes one measure down: what, the number, Enter. */
export function RecordMeasure({ courses }: { readonly courses: readonly MeasureCourse[] }) {
  const { patientId } = useChart();
  const frame = useObservationFrame(patientId, "outcome-measure");
  const write = useWriteObservations(patientId);
  const [chosen, setChosen] = useState(courses[0]?.instrument.id ?? "pain-nrs");
  const [fields, setFields] = useState<Fields>(nothing);
  const [day, setDay] = useState("");
  const [note, setNote] = useState("");
  const [tried, setTried] = useState(false);
  const select = useRef<HTMLInputElement>(null);
  const instrument = instruments.find(({ id }) => id === chosen);
  if (instrument === undefined) return null;
  const course = courses.find((one) => one.instrument.id === chosen);
  const rows = rowsOf(instrument, course, fields);
  const read = readEntry(instrument, { ...fields, activities: rows });
  const scored = read.kind === "read" ? scoreOf(instrument, read.entered) : undefined;
  const when = whenOf(day, new Date());
  const fault = tried ? faultOf(read, scored) : undefined;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (read.kind !== "read" || when === undefined || write.isPending) return;
    const { entered, activities } = read;
    const made = measureObservation({ frame: frame(instrument.category, when), instrument, entered, activities, note });
    if (made === undefined) return;
    write.mutate([made], {
      onSuccess: () => {
        announce(say("isRecorded", { name: instrument.name }));
        setFields(nothing);
        setNote("");
        setTried(false);
        select.current?.focus();
      },
    });
  };
  return (
    <form onSubmit={submit} noValidate className={classes.form} aria-label={say("recordMeasure")}>
      <div className={classes.fields}>
        <Select
          ref={select}
          label={say("measure")}
          data={choices}
          value={chosen}
          searchable
          onKeyDown={chooseNotSend}
          selectFirstOptionOnChange
          className={classes.which}
          onChange={(value) => {
            if (value === null) return;
            setChosen(value);
            setFields(nothing);
            setTried(false);
          }}
        />
        {instrument.entry.kind === "activities" ? (
          <ActivityRows rows={rows} fault={fault} onChange={(activities) => setFields({ ...fields, activities })} />
        ) : (
          <TextInput
            label={valueLabel(instrument)}
            description={<bdi {...inEnglish}>{instrument.how}</bdi>}
            inputWrapperOrder={["label", "input", "error", "description"]}
            inputMode={instrument.entry.kind === "items" ? "text" : "decimal"}
            autoComplete="off"
            className={instrument.entry.kind === "items" ? classes.items : classes.value}
            value={fields.value}
            error={fault}
            onChange={(event) => setFields({ ...fields, value: event.currentTarget.value })}
          />
        )}
        <TextInput
          label={say("day")}
          placeholder={say("today")}
          autoComplete="off"
          className={classes.day}
          value={day}
          error={when === undefined ? say("dayFault", { day: inOrder(exampleDay) }) : undefined}
          onChange={(event) => setDay(event.currentTarget.value)}
        />
        <TextInput
          label={say("remark")}
          dir="auto"
          autoComplete="off"
          className={classes.note}
          value={note}
          onChange={(event) => setNote(event.currentTarget.value)}
        />
        <Button type="submit" className={classes.submit} loading={write.isPending}>
          {say("record")}
        </Button>
      </div>
      <p className={classes.preview} aria-live="polite">
        {scored?.kind === "scored" ? previewOf(instrument, course, scored.score) : progressOf(read, scored)}
      </p>
      {write.error !== null && <ErrorNotice error={write.error} />}
    </form>
  );
}

function faultOf(read: Read, scored: ReturnType<typeof scoreOf> | undefined): ReactNode {
  switch (read.kind) {
    case "nothing":
      return say("enterNumber");
    case "wrong":
      return read.why;
    case "read":
      return scored?.kind === "unscored" ? <Why>{scored.why}</Why> : undefined;
  }
}

function progressOf(read: Read, scored: ReturnType<typeof scoreOf> | undefined): ReactNode {
  return read.kind === "read" && scored?.kind === "unscored" ? <Why>{scored.why}</Why> : "";
}

/** Why an instrument gives no score: its rule is told as it was published. */
function Why({ children }: { readonly children: string }) {
  return <bdi {...inEnglish}>{children}</bdi>;
}

function previewOf(instrument: Instrument, course: MeasureCourse | undefined, score: number): string {
  const now = { name: instrument.short, score: scoreText(instrument, score) };
  if (course === undefined) return say("previewFirst", now);
  const change = changeSince(instrument, course.first.value, score);
  return say("previewChange", { ...now, change: changeText(instrument, change, formatDate(course.first.when)) });
}

function valueLabel(instrument: Instrument): string {
  const { entry, bounds } = instrument;
  switch (entry.kind) {
    case "value":
      return say("valueBetween", { least: bounds[0], most: bounds[1], unit: unitText(instrument) });
    case "time":
      return say("timeSeconds");
    case "items":
      return say("itemScores", { count: entry.count, least: entry.bounds[0], most: entry.bounds[1] });
    case "activities":
      return say("activities");
  }
}

/** Until somebody types, what was named the last time stands there without scores. */
function rowsOf({ entry }: Instrument, course: MeasureCourse | undefined, fields: Fields): Fields["activities"] {
  if (entry.kind !== "activities") return [];
  if (fields.activities.length > 0) return fields.activities;
  const named = course === undefined ? [] : activitiesOf(course.last).map(({ name }) => ({ name, score: "" }));
  const empty = Array.from({ length: Math.max(0, 3 - named.length) }, () => ({ name: "", score: "" }));
  return [...named, ...empty].slice(0, entry.most);
}
