import type { Report } from "../../../../contract/index.ts";
import { dateText } from "../../../ui/dates.ts";
import type { FigureText } from "./figure-table.ts";
import {
  type Figure,
  againstBefore,
  cancelWord,
  countText,
  counted,
  minutesText,
  rowName,
  shareText,
  weekdays,
} from "./words.ts";

type Visits = NonNullable<Report["visits"]>;
type Part = Visits["now"];

const noBranch = "No branch";

function all(...figures: readonly Figure[]): Figure {
  return figures.includes(null) ? null : figures.reduce<number>((sum, one) => sum + (one ?? 0), 0);
}

const hour = (of: number) => `${String(of).padStart(2, "0")}:00`;
const percent = (booked: Figure, working: number) =>
  booked === null || working === 0 ? null : Math.round((booked / working) * 100) / 100;

export function utilisationText({ now, before }: Visits): FigureText {
  const { working, booked, cells, therapists } = now.utilisation;
  const full = cells
    .flatMap((cell) =>
      cell.booked === null || cell.working === 0 ? [] : [{ ...cell, share: cell.booked / cell.working }],
    )
    .sort((one, other) => other.share - one.share)[0];
  const fullest =
    full === undefined || full.share === 0
      ? ""
      : ` Fullest: ${weekdays[full.weekday]} at ${hour(full.hour)} (${Math.round(full.share * 100)} %).`;
  const earlier = before.utilisation;
  return {
    id: "utilisation",
    title: "Use of working hours",
    sentence:
      working === 0
        ? "No therapist has working hours in this period."
        : `${shareText(booked, working)} of therapists’ working hours were booked (${shareText(earlier.booked, earlier.working)} in the period before).${fullest}`,
    meaning:
      "Working hours are those of therapists at branches that are open, without leave and closures. An hour with a group is one hour; a missed appointment had its time, a cancelled one had none.",
    tables: [
      {
        title: "By weekday and hour",
        heads: ["Weekday", "Hour", "Working minutes", "Booked minutes", "Booked"],
        formats: [undefined, undefined, "#,##0", "#,##0", "0%"],
        rows: cells.map((cell) => [
          weekdays[cell.weekday] ?? "",
          hour(cell.hour),
          cell.working,
          cell.booked,
          percent(cell.booked, cell.working),
        ]),
      },
      {
        title: "By therapist",
        heads: ["Therapist", "Working minutes", "Booked minutes", "Booked"],
        formats: [undefined, "#,##0", "#,##0", "0%"],
        rows: therapists.map((one) => [one.name, one.working, one.booked, percent(one.booked, one.working)]),
      },
    ],
  };
}

export function attendanceText({ now, before }: Visits): FigureText {
  const { came, missed, cancelled, open, reasons, branches, steps } = now.attendance;
  const due = all(came, missed, cancelled, open);
  const earlier = before.attendance;
  return {
    id: "attendance",
    title: "Missed and cancelled",
    sentence: `Of ${counted(due, "appointment")}, ${countText(missed)} ${missed === 1 ? "was" : "were"} missed (${shareText(missed, due)}) and ${countText(cancelled)} cancelled (${shareText(cancelled, due)})${againstBefore(all(missed, cancelled), all(earlier.missed, earlier.cancelled))}.`,
    meaning:
      "Appointments by the day for which they were made. “Still open” are those of which nobody noted what became. Reasons are those of the list; words beside them aren’t counted.",
    tables: [
      {
        title: "Over time",
        heads: ["From", "Came", "Missed", "Cancelled"],
        rows: steps.map((one) => [dateText(one.from), one.came, one.missed, one.cancelled]),
      },
      {
        title: "By branch",
        heads: ["Branch", "Came", "Missed", "Cancelled", "Still open"],
        rows: branches.map((one) => [rowName(one, noBranch), one.came, one.missed, one.cancelled, one.open]),
      },
      {
        title: "Who cancelled",
        heads: ["Who cancelled", "Appointments"],
        rows: reasons.map(({ id, count }) => [cancelWord(id), count]),
      },
    ],
  };
}

export function waitingText({ now, before }: Visits): FigureText {
  const { count, median, ninety, lengths, branches } = now.waiting;
  const last = before.waiting.median;
  return {
    id: "waiting",
    title: "Waiting time",
    sentence:
      median === null
        ? count === 0
          ? "Nobody’s waiting was noted in this period."
          : "Too few waited to tell how long."
        : `Half waited less than ${minutesText(median)}, nine in ten less than ${minutesText(ninety)}${last === null ? "" : ` (half less than ${minutesText(last)} in the period before)`}.`,
    meaning:
      "From “arrived” to “with the clinician”, of those for whom the desk noted both. Median and ninetieth percentile, nearest rank.",
    tables: [
      {
        title: "How long",
        heads: ["Waited", "Patients’ visits"],
        rows: lengths.map(({ from, until, count: of }) => [
          until === null ? `${from} min or more` : `${from} to ${until} min`,
          of,
        ]),
      },
      {
        title: "By branch",
        heads: ["Branch", "Visits", "Median, min", "Nine in ten, min"],
        rows: branches.map((one) => [rowName(one, noBranch), one.count, one.median ?? "–", one.ninety ?? "–"]),
      },
    ],
  };
}

export function patientsText({ now, before }: Visits): FigureText {
  const { seen, fresh, returning, steps }: Part["patients"] = now.patients;
  return {
    id: "patients",
    title: "New and returning patients",
    sentence: `${counted(seen, "patient")} came, ${countText(fresh)} of them new (${shareText(fresh, seen)})${againstBefore(seen, before.patients.seen)}.`,
    meaning:
      "Each patient counts once, on their first visit in the period. New is who hadn’t come to any branch in the year before it.",
    tables: [
      {
        title: "Over time",
        heads: ["From", "New", "Returning"],
        rows: steps.map((one) => [dateText(one.from), one.fresh, one.returning]),
      },
      { title: "In all", heads: ["New", "Returning", "All"], rows: [[fresh, returning, seen]] },
    ],
  };
}
