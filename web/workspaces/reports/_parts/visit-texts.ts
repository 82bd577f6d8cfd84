import type { Report } from "../../../../contract/index.ts";
import { dateText } from "../../../ui/dates.ts";
import type { FigureText } from "./figure-table.ts";
import {
  type Figure,
  againstBefore,
  cancelWord,
  countText,
  minutesText,
  rowName,
  several,
  shareText,
  weekdays,
} from "./words.ts";
import { say } from "../words/index.ts";

type Visits = NonNullable<Report["visits"]>;
type Part = Visits["now"];

const noBranch = say("noBranch");

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
      : ` ${say("fullest", { day: weekdays[full.weekday] ?? "", hour: hour(full.hour), share: Math.round(full.share * 100) })}`;
  const earlier = before.utilisation;
  return {
    id: "utilisation",
    title: say("useOfHours"),
    sentence:
      working === 0
        ? say("noHours")
        : `${say("hoursSentence", { share: shareText(booked, working), before: shareText(earlier.booked, earlier.working) })}${fullest}`,
    meaning: say("hoursMeaning"),
    tables: [
      {
        title: say("byWeekday"),
        heads: [say("weekday"), say("hour"), say("workingMinutes"), say("bookedMinutes"), say("booked")],
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
        title: say("byTherapist"),
        heads: [say("therapist"), say("workingMinutes"), say("bookedMinutes"), say("booked")],
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
    title: say("missedAndCancelled"),
    sentence: say("attendanceSentence", {
      count: countText(due),
      due: several(due),
      missed: countText(missed),
      gone: several(missed),
      missedShare: shareText(missed, due),
      cancelled: countText(cancelled),
      cancelledShare: shareText(cancelled, due),
      against: againstBefore(all(missed, cancelled), all(earlier.missed, earlier.cancelled)),
    }),
    meaning: say("attendanceMeaning"),
    tables: [
      {
        title: say("overTime"),
        heads: [say("from"), say("came"), say("missed"), say("cancelled")],
        rows: steps.map((one) => [dateText(one.from), one.came, one.missed, one.cancelled]),
      },
      {
        title: say("byBranch"),
        heads: [say("branch"), say("came"), say("missed"), say("cancelled"), say("stillOpen")],
        rows: branches.map((one) => [rowName(one, noBranch), one.came, one.missed, one.cancelled, one.open]),
      },
      {
        title: say("whoCancelled"),
        heads: [say("whoCancelled"), say("appointments")],
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
    title: say("waitingTime"),
    sentence:
      median === null
        ? count === 0
          ? say("nobodyWaited")
          : say("tooFewWaited")
        : last === null
          ? say("waitingSentence", { median: minutesText(median), ninety: minutesText(ninety) })
          : say("waitingBefore", {
              median: minutesText(median),
              ninety: minutesText(ninety),
              before: minutesText(last),
            }),
    meaning: say("waitingMeaning"),
    tables: [
      {
        title: say("howLong"),
        heads: [say("waited"), say("patientVisits")],
        rows: lengths.map(({ from, until, count: of }) => [
          until === null ? say("minutesOrMore", { from }) : say("minutesFromTo", { from, until }),
          of,
        ]),
      },
      {
        title: say("byBranch"),
        heads: [say("branch"), say("visits"), say("medianMinutes"), say("nineInTen")],
        rows: branches.map((one) => [rowName(one, noBranch), one.count, one.median ?? "–", one.ninety ?? "–"]),
      },
    ],
  };
}

export function patientsText({ now, before }: Visits): FigureText {
  const { seen, fresh, returning, steps }: Part["patients"] = now.patients;
  return {
    id: "patients",
    title: say("newAndReturning"),
    sentence: say("patientsSentence", {
      count: countText(seen),
      seen: several(seen),
      fresh: countText(fresh),
      share: shareText(fresh, seen),
      against: againstBefore(seen, before.patients.seen),
    }),
    meaning: say("patientsMeaning"),
    tables: [
      {
        title: say("overTime"),
        heads: [say("from"), say("new"), say("returning")],
        rows: steps.map((one) => [dateText(one.from), one.fresh, one.returning]),
      },
      { title: say("inAll"), heads: [say("new"), say("returning"), say("all")], rows: [[fresh, returning, seen]] },
    ],
  };
}
