import { instantAt, laterDay, minutesOf, weekdayOf } from "../../foundation/calendar/index.ts";
import type { WeeklyHours } from "./types.ts";

/** From a moment up to another, milliseconds since 1970. */
export interface Stretch {
  readonly from: number;
  readonly until: number;
}

/** The stretches of one day; undefined where no hours are known at all. */
export function hoursOf(hours: readonly WeeklyHours[], day: string, zone: string): readonly Stretch[] | undefined {
  if (hours.length === 0) return undefined;
  const weekday = weekdayOf(day);
  const found = hours
    .filter(({ days, from, until }) => days.includes(weekday) && minutesOf(from) < minutesOf(until))
    .map(({ from, until }) => ({
      from: instantAt(day, minutesOf(from), zone),
      until: until === "24:00" ? instantAt(laterDay(day, 1), 0, zone) : instantAt(day, minutesOf(until), zone),
    }));
  return joined(found);
}

/** In order, without overlaps. */
export function joined(stretches: readonly Stretch[]): readonly Stretch[] {
  const all: Stretch[] = [];
  for (const one of [...stretches].sort((a, b) => a.from - b.from)) {
    const last = all.at(-1);
    if (last !== undefined && one.from <= last.until)
      all[all.length - 1] = { from: last.from, until: Math.max(last.until, one.until) };
    else all.push(one);
  }
  return all;
}

/** What is in both. Undefined is everything. */
export function both(
  some: readonly Stretch[] | undefined,
  others: readonly Stretch[] | undefined,
): readonly Stretch[] | undefined {
  if (some === undefined || others === undefined) return some ?? others;
  return some.flatMap((one) =>
    others
      .map((other) => ({ from: Math.max(one.from, other.from), until: Math.min(one.until, other.until) }))
      .filter(({ from, until }) => from < until),
  );
}

/** What is left of some without others. */
export function without(some: readonly Stretch[], others: readonly Stretch[]): readonly Stretch[] {
  return others.reduce<readonly Stretch[]>(
    (left, { from, until }) =>
      left.flatMap((one) =>
        [
          { from: one.from, until: Math.min(one.until, from) },
          { from: Math.max(one.from, until), until: one.until },
        ].filter((rest) => rest.from < rest.until),
      ),
    some,
  );
}

export function holds(stretches: readonly Stretch[], { from, until }: Stretch): boolean {
  return stretches.some((one) => one.from <= from && until <= one.until);
}

export function overlaps(one: Stretch, other: Stretch): boolean {
  return one.from < other.until && other.from < one.until;
}
