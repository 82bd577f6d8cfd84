import { canHappen } from "../chart/chart.ts";
import { fileNote } from "../chart/documents.ts";
import { say } from "../grammar.ts";
import { dailyNote } from "../notes/daily-note.ts";
import { lastDaysNotes } from "../notes/last-days.ts";
import { type CareProvider, providerNamed, providersOf } from "../staff.ts";
import type { Arc } from "./arc.ts";
import type { ResidentChart } from "./resident.ts";

const denseDays = 14;

/** The carers' notes: every day of the last two weeks, some nights, and one a fortnight before that. */
export function writeDays(resident: ResidentChart, arcs: readonly Arc[]): void {
  const { chart, start, end } = resident;
  const carers = providersOf("care-assistant");
  const byDay = carers.filter((carer) => carer.username !== "kofi.asante");
  const first = Math.max(start, end - denseDays);
  for (let day = Math.max(start, end - 90); day < first; day += 14) {
    write(resident, arcs, { day, minute: 18 * 60 + chart.random.integer(0, 75) }, chart.random.pick(byDay), false);
  }
  for (let day = first; day <= end; day += 1) {
    if (!isDying(resident, day) && chart.random.chance(0.22))
      write(resident, arcs, { day, minute: 6 * 60 + chart.random.integer(20, 65) }, providerNamed("kofi.asante"), true);
    const minute = chart.random.chance(0.3)
      ? 13 * 60 + chart.random.integer(20, 70)
      : 18 * 60 + chart.random.integer(0, 80);
    write(resident, arcs, { day, minute }, chart.random.pick(byDay), false);
  }
}

function isDying({ chart }: ResidentChart, day: number): boolean {
  const { death } = chart.person;
  return death !== undefined && death.day - day < lastDaysNotes.length;
}

function write(
  resident: ResidentChart,
  arcs: readonly Arc[],
  written: { readonly day: number; readonly minute: number },
  author: CareProvider,
  night: boolean,
): void {
  const { chart, conditions } = resident;
  if (!canHappen(chart, written)) return;
  const going = arcs.filter((arc) => arc.from < written.day && written.day <= arc.until && arc.daily.length > 0);
  const current = going.flatMap((arc) => (chart.random.chance(0.7) ? [chart.random.pick(arc.daily)] : []));
  const daysLeft = (chart.person.death?.day ?? Infinity) - written.day;
  const farewell = isDying(resident, written.day) ? lastDaysNotes[lastDaysNotes.length - daysLeft] : undefined;
  const text =
    farewell !== undefined
      ? say(farewell, chart.words, chart.random)
      : dailyNote({ words: chart.words, conditions, current: night ? [] : current, night }, chart.deck, chart.random);
  fileNote(chart, { written, title: night ? "Night note" : "Daily note", text, kind: "progress", author });
}
