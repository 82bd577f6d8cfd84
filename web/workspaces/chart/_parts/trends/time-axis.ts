import { inOrder, monthName } from "../../../../ui/dates.ts";
import type { Extent } from "./scale.ts";

export type TimeTick = { readonly at: number; readonly label: string; readonly strong: boolean };

const hour = 3_600_000;
const day = 24 * hour;

/** Ticks on the calendar's own joints: hours, days, months or years, as many as fit. Local time. */
export function timeTicks({ low, high }: Extent, most: number): readonly TimeTick[] {
  const span = high - low;
  const candidates: readonly (() => TimeTick[])[] = [
    () => (span <= 3 * day ? hours(low, high, 6) : many),
    () => (span <= 6 * day ? hours(low, high, 12) : many),
    () => (span <= 20 * day ? days(low, high, 1) : many),
    () => (span <= 60 * day ? days(low, high, 7) : many),
    () => months(low, high, 1),
    () => months(low, high, 3),
    () => months(low, high, 6),
    () => years(low, high, 1),
    () => years(low, high, 2),
    () => years(low, high, 5),
    () => years(low, high, 10),
    () => years(low, high, 20),
  ];
  for (const candidate of candidates) {
    const ticks = candidate();
    if (ticks !== many && ticks.length <= most && ticks.length > 0) return ticks;
  }
  return [];
}

const many: TimeTick[] = [];

function collect(
  first: Date,
  next: (date: Date) => void,
  low: number,
  high: number,
  label: (date: Date) => Omit<TimeTick, "at">,
): TimeTick[] {
  const ticks: TimeTick[] = [];
  // The guard keeps a mistaken step from hanging the page.
  for (const date = first; date.getTime() <= high && ticks.length < 400; next(date)) {
    if (date.getTime() >= low) ticks.push({ at: date.getTime(), ...label(date) });
  }
  return ticks;
}

const two = (value: number) => String(value).padStart(2, "0");
const dayLabel = (date: Date) => inOrder(`${two(date.getDate())}-${monthName(date.getMonth() + 1)}`);

function hours(low: number, high: number, step: number): TimeTick[] {
  const first = new Date(low);
  first.setHours(0, 0, 0, 0);
  return collect(
    first,
    (date) => date.setHours(date.getHours() + step),
    low,
    high,
    (date) =>
      date.getHours() === 0
        ? { label: dayLabel(date), strong: true }
        : { label: `${two(date.getHours())}:00`, strong: false },
  );
}

function days(low: number, high: number, step: number): TimeTick[] {
  const first = new Date(low);
  first.setHours(0, 0, 0, 0);
  return collect(
    first,
    (date) => date.setDate(date.getDate() + step),
    low,
    high,
    (date) => ({ label: dayLabel(date), strong: date.getDate() === 1 }),
  );
}

function months(low: number, high: number, step: number): TimeTick[] {
  const start = new Date(low);
  const first = new Date(start.getFullYear(), Math.floor(start.getMonth() / step) * step, 1);
  return collect(
    first,
    (date) => date.setMonth(date.getMonth() + step),
    low,
    high,
    (date) => {
      const january = date.getMonth() === 0;
      return { label: january ? String(date.getFullYear()) : monthName(date.getMonth() + 1), strong: january };
    },
  );
}

function years(low: number, high: number, step: number): TimeTick[] {
  const first = new Date(Math.floor(new Date(low).getFullYear() / step) * step, 0, 1);
  return collect(
    first,
    (date) => date.setFullYear(date.getFullYear() + step),
    low,
    high,
    (date) => ({ label: String(date.getFullYear()), strong: true }),
  );
}
