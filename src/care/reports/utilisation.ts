import { laterDay, weekdayNumber } from "../../foundation/calendar/index.ts";
import type { ResourceId } from "../../foundation/kernel/index.ts";
import { inTurns } from "./gather.ts";
import type { Stretch, Visit, WholeDay } from "./ports.ts";
import { type Scene, isHere } from "./scene.ts";
import type { Visits } from "./visits.ts";

const hourMilliseconds = 3_600_000;
const minuteMilliseconds = 60_000;
/** What has a place in the calendar: who didn't come had one too. */
const takesPlace: ReadonlySet<string> = new Set(["booked", "arrived", "checked-in", "fulfilled", "noshow"]);
const daysTogether = 30;

interface Cell {
  working: number;
  booked: number;
  readonly patients: Set<ResourceId>;
}

/** In order, without overlaps: a group is one hour of its therapist's. */
function joined(visits: readonly Visit[]): readonly Stretch[] {
  const all: { from: number; until: number }[] = [];
  for (const { start, end } of visits) {
    const last = all.at(-1);
    if (last !== undefined && start <= last.until) last.until = Math.max(last.until, end);
    else all.push({ from: start, until: end });
  }
  return all;
}

/** How much of an hour is worked, and of that is booked: asked some hundred thousand times a report, so that nothing is made on the way. */
function shareOf(
  hour: Stretch,
  working: readonly Stretch[],
  booked: readonly Stretch[],
): { readonly worked: number; readonly taken: number } {
  let [worked, taken] = [0, 0];
  for (const one of working) {
    const from = Math.max(one.from, hour.from);
    const until = Math.min(one.until, hour.until);
    if (until <= from) continue;
    worked += until - from;
    for (const other of booked) taken += Math.max(0, Math.min(until, other.until) - Math.max(from, other.from));
  }
  return { worked, taken };
}

/** The hours of a day as its clocks show them: an hour that comes twice is one, one that is left out has no length. */
function hoursOf(
  { from, until }: WholeDay,
  hourOf: (at: number) => number,
): readonly (Stretch & { readonly hour: number })[] {
  const isPlain = until - from === 24 * hourMilliseconds;
  const pieces: { hour: number; from: number; until: number }[] = [];
  for (let at = from, index = 0; at < until; at += hourMilliseconds, index += 1)
    pieces.push({ hour: isPlain ? index : hourOf(at), from: at, until: Math.min(at + hourMilliseconds, until) });
  return pieces;
}

/** How much of therapists' working hours is booked, by weekday and hour: minutes of all these days together.
 *  @param workingOf when a therapist works: see the calendar */
export async function utilisationOf(
  scene: Scene,
  visits: Visits,
  {
    workingOf,
    hourOf,
  }: {
    readonly workingOf: (therapist: ResourceId, day: WholeDay) => readonly Stretch[];
    readonly hourOf: (at: number) => number;
  },
) {
  const { clinic, veil, days, stretch, pause } = scene;
  const ofTherapist = new Map<ResourceId, Visit[]>();
  await inTurns(visits.values(), pause, (visit) => {
    const { therapist, start, end, status } = visit;
    if (therapist === undefined || !takesPlace.has(status) || !isHere(scene, visit.branch)) return;
    if (end <= stretch.from || start >= stretch.until) return;
    const own = ofTherapist.get(therapist);
    if (own === undefined) ofTherapist.set(therapist, [visit]);
    else own.push(visit);
  });
  for (const own of ofTherapist.values()) own.sort((one, other) => one.start - other.start);

  const cells = new Map<number, Cell>();
  const cellAt = (weekday: number, hour: number): Cell => {
    const known = cells.get(weekday * 24 + hour) ?? { working: 0, booked: 0, patients: new Set<ResourceId>() };
    cells.set(weekday * 24 + hour, known);
    return known;
  };
  const of = new Map<ResourceId, Cell>();
  const wholeDays: (WholeDay & { readonly weekday: number; readonly hours: ReturnType<typeof hoursOf> })[] = [];
  for (let day = days.from; day <= days.to; day = laterDay(day, 1)) {
    const whole = { day, from: clinic.midnightOf(day), until: clinic.midnightOf(laterDay(day, 1)) };
    wholeDays.push({ ...whole, weekday: weekdayNumber(day), hours: hoursOf(whole, hourOf) });
  }

  for (const { id } of clinic.therapists) {
    const own = ofTherapist.get(id) ?? [];
    const total: Cell = { working: 0, booked: 0, patients: new Set() };
    let next = 0;
    for (const [index, day] of wholeDays.entries()) {
      while (next < own.length && (own[next]?.end ?? 0) <= day.from) next += 1;
      const here: Visit[] = [];
      for (let at = next; at < own.length; at += 1) {
        const visit = own[at];
        if (visit === undefined || visit.start >= day.until) break;
        if (visit.end > day.from) here.push(visit);
      }
      const working = workingOf(id, day);
      if (working.length > 0) {
        const booked = joined(here);
        for (const hour of day.hours) {
          const { worked, taken } = shareOf(hour, working, booked);
          if (worked === 0) continue;
          for (const cell of [cellAt(day.weekday, hour.hour), total]) {
            cell.working += worked;
            cell.booked += taken;
            for (const visit of here)
              if (visit.patient !== undefined && visit.start < hour.until && visit.end > hour.from)
                cell.patients.add(visit.patient);
          }
        }
      }
      if (index % daysTogether === daysTogether - 1) await pause();
    }
    if (total.working > 0) of.set(id, total);
  }

  const minutes = (milliseconds: number) => Math.round(milliseconds / minuteMilliseconds);
  const told = ({ working, booked, patients }: Cell, isShown = true) => ({
    working: minutes(working),
    booked: isShown ? veil.figure({ value: minutes(booked), patients }) : null,
  });
  const shown = (some: ReadonlyMap<unknown, Cell>) => {
    const parts = new Map([...some.values()].map((cell) => [cell, { value: cell.booked, patients: cell.patients }]));
    const those = veil.beside([...parts.values()]);
    return (cell: Cell) => those.has(parts.get(cell) ?? { value: 0, patients: cell.patients });
  };
  const [isCellShown, isTherapistShown] = [shown(cells), shown(of)];
  const all: Cell = { working: 0, booked: 0, patients: new Set() };
  for (const { working, booked, patients } of of.values()) {
    all.working += working;
    all.booked += booked;
    for (const patient of patients) all.patients.add(patient);
  }
  return {
    ...told(all),
    cells: [...cells]
      .sort(([one], [other]) => one - other)
      .map(([at, cell]) => ({ weekday: Math.floor(at / 24), hour: at % 24, ...told(cell, isCellShown(cell)) })),
    therapists: clinic.therapists.flatMap(({ id, name }) => {
      const cell = of.get(id);
      return cell === undefined ? [] : [{ id, name, ...told(cell, isTherapistShown(cell)) }];
    }),
  };
}
