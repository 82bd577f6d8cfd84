import type { Reference } from "../bundle.ts";
import type { Moment } from "../calendar.ts";
import { canHappen, type Chart } from "../chart/chart.ts";
import { fileNote } from "../chart/documents.ts";
import { addVisit } from "../chart/encounters.ts";
import { reportPanel } from "../chart/laboratory.ts";
import { startCourse } from "../chart/medication.ts";
import { measure, recordValue, type Sitting, sittingText } from "../chart/observations.ts";
import { addProblem } from "../chart/problems.ts";
import { say } from "../grammar.ts";
import { homeBuilding } from "../organisation.ts";
import { type CareProvider, providersOf } from "../staff.ts";
import type { Arc, ArcNote } from "./arc.ts";
import type { ResidentChart } from "./resident.ts";

/** Writes what happened: measurements, notes, a problem where there was one, blood tests and courses. */
export function writeArcs(resident: ResidentChart, arcs: readonly Arc[]): void {
  for (const arc of arcs) writeArc(resident, arc);
}

function writeArc({ chart, doctor }: ResidentChart, arc: Arc): void {
  let about: Reference | undefined;
  if (arc.condition !== undefined)
    about = addProblem(chart, { ...arc.condition, recorded: arc.from, recorder: doctor });
  for (const { choices, from, until } of arc.courses) {
    const condition = arc.condition?.key;
    if (condition === undefined) continue;
    // The kidneys rule out nitrofurantoin; an allergy rules out whatever it does.
    const weakKidneys = chart.problems.has("kidneyDisease");
    const fitting = choices.filter(({ medicine }) => !(weakKidneys && medicine === "nitrofurantoin"));
    fitting.some((prescription) => startCourse(chart, { prescription, condition, from, until, prescriber: doctor }));
  }
  for (const { day, panels } of arc.blood) {
    for (const panel of panels) reportPanel(chart, panel, { day, minute: 10 * 60 + 20 }, doctor);
  }
  for (const note of arc.notes) writeNote(chart, arc, note, doctor, about);
}

function writeNote(chart: Chart, arc: Arc, note: ArcNote, doctor: CareProvider, about: Reference | undefined): void {
  const seen: Moment = { day: note.day, minute: note.minute };
  const written: Moment = { day: note.day, minute: note.minute + 12 };
  if (!canHappen(chart, written)) return;
  const author = note.by === "general-practitioner" ? doctor : chart.random.pick(providersOf(note.by));
  const sitting = sittingFor(chart, arc, note, seen, author);
  const encounter =
    note.by !== "general-practitioner"
      ? undefined
      : addVisit(chart, {
          start: seen,
          minutes: 12,
          provider: author,
          type: "round",
          reason: note.title,
          about,
          location: homeBuilding,
        });
  const text = say(
    note.text,
    { ...chart.words, vitals: sittingText(sitting) || "Observations not repeated" },
    chart.random,
  );
  fileNote(chart, { written, title: note.title, text, kind: "progress", author, encounter });
}

function sittingFor(chart: Chart, arc: Arc, note: ArcNote, moment: Moment, by: CareProvider): Sitting {
  if (!note.text.includes("<vitals>")) return { values: {} };
  if (arc.need === "nutrition" || arc.need === "skin")
    return measure(chart, { moment, by }, ["weight", "bloodPressure"]);
  if (arc.fall) recordValue(chart, { moment, by }, "pain", chart.random.integer(0, 4));
  return arc.fall
    ? measure(chart, { moment, by }, ["bloodPressure", "heartRate", "oxygen"])
    : measure(chart, { moment, by }, ["temperature", "heartRate", "respiratoryRate", "oxygen", "bloodPressure"]);
}
