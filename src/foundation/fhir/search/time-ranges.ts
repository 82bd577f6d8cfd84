import { parseDateQuery, reachOf } from "./date-values.ts";
import type { DateQuery } from "./date-values.ts";
import { allTime } from "./time-range.ts";
import type { TimeRange } from "./time-range.ts";

/** The instants that any of the values takes in, as ascending stretches. @throws SearchError `fhir/bad-search-value` */
export function instantsAsked(values: readonly string[], parameter: string): readonly TimeRange[] {
  return unite(values.flatMap((value) => instantsOf(parseDateQuery(value, parameter))));
}

/** The instants that lie in both. */
export function intersectRanges(a: readonly TimeRange[], b: readonly TimeRange[]): readonly TimeRange[] {
  return a.flatMap((left) =>
    b
      .map((right) => ({ from: Math.max(left.from, right.from), until: Math.min(left.until, right.until) }))
      .filter((range) => range.from < range.until),
  );
}

/** For a single instant every comparator but `ne` asks for one stretch. */
function instantsOf(query: DateQuery): readonly TimeRange[] {
  if (query.comparator !== "ne") return [reachOf(query)];
  return [
    { from: allTime.from, until: query.asked.from },
    { from: query.asked.until, until: allTime.until },
  ];
}

/** Whether an instant lies in one of the ranges. */
export function inRanges(instant: number, ranges: readonly TimeRange[]): boolean {
  return ranges.some((range) => instant >= range.from && instant < range.until);
}

function unite(ranges: readonly TimeRange[]): readonly TimeRange[] {
  const united: TimeRange[] = [];
  for (const range of [...ranges].sort((a, b) => a.from - b.from || a.until - b.until)) {
    const last = united.at(-1);
    if (last !== undefined && range.from <= last.until) {
      united[united.length - 1] = { from: last.from, until: Math.max(last.until, range.until) };
    } else united.push(range);
  }
  return united;
}
