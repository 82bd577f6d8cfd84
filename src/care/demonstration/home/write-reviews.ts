import { type Day, yearOf } from "../calendar.ts";
import { canHappen } from "../chart/chart.ts";
import { fileNote } from "../chart/documents.ts";
import { type Measured, measure } from "../chart/observations.ts";
import { residentReview } from "../notes/resident-review.ts";
import { providersOf } from "../staff.ts";
import type { Arc } from "./arc.ts";
import type { ResidentChart } from "./resident.ts";

const months = [
  "January",
  "February",
  "March",
  "April",
  "May",
  "June",
  "July",
  "August",
  "September",
  "October",
  "November",
  "December",
];

/** The monthly measurements, the nurse's review of each month, and the weekly weights of the last two months. */
export function writeReviews(resident: ResidentChart, arcs: readonly Arc[]): void {
  const { chart, start, measuredUntil: end } = resident;
  const nurses = providersOf("care-home-nurse");
  let weightBefore: number | undefined;
  let number = 0;
  for (let day = start + 1; day <= end; day += 30) {
    const moment = { day, minute: 9 * 60 + chart.random.integer(0, 100) };
    const written = { day, minute: 16 * 60 + chart.random.integer(0, 80) };
    if (!canHappen(chart, written)) break;
    const nurse = chart.random.pick(nurses);
    const full = number % 4 === 0 || end - day < 35;
    const what: readonly Measured[] = full
      ? ["bloodPressure", "heartRate", "weight", "temperature", "respiratoryRate", "oxygen"]
      : ["bloodPressure", "weight"];
    const sitting = measure(chart, { moment, by: nurse }, what, number % 6 === 0);
    const weight = sitting.values.weight ?? chart.trajectory.measure("weight", day);
    const during = arcs.filter((arc) => arc.from > day - 30 && arc.from <= day);
    const text = residentReview(
      {
        month: monthName(day),
        weight,
        weightBefore,
        systolic: sitting.systolic ?? 0,
        diastolic: sitting.diastolic ?? 0,
        falls: during.filter((arc) => arc.fall).length,
        events: during.filter((arc) => !arc.fall).map((arc) => arc.summary),
      },
      chart.words,
      chart.deck,
      chart.random,
    );
    fileNote(chart, { written, title: `Monthly review, ${monthName(day)}`, text, kind: "progress", author: nurse });
    weightBefore = weight;
    number += 1;
  }
  // Those whose weight or breathing is watched are weighed weekly.
  if (
    !resident.profile.needs.includes("nutrition") &&
    !resident.profile.needs.includes("breathing") &&
    !arcs.some((arc) => arc.need === "nutrition")
  )
    return;
  for (let day = Math.max(start + 3, end - 52); day < end; day += 7) {
    const moment = { day, minute: 7 * 60 + chart.random.integer(10, 70) };
    if (canHappen(chart, moment))
      measure(chart, { moment, by: chart.random.pick(nurses) }, ["weight", "bloodPressure", "oxygen"]);
  }
}

function monthName(day: Day): string {
  return `${months[new Date(day * 86_400_000).getUTCMonth()] ?? ""} ${yearOf(day)}`;
}
