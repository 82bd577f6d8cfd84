import { dayNumber, laterDay, weekdayNumber } from "../../foundation/calendar/index.ts";
import { ReportsError } from "./reports-error.ts";

export const units = ["day", "week", "month", "custom"] as const;
export type Unit = (typeof units)[number];

/** Days of the organisation, the last one included: "2026-03-01" to "2026-03-31". */
export interface Days {
  readonly from: string;
  readonly to: string;
}

export interface AskedPeriod {
  readonly unit: Unit;
  /** A day of the day, week or month; the first of a custom period. */
  readonly day: string;
  /** The last of a custom period. */
  readonly to?: string | undefined;
}

/** A year, and the one before it. */
const longestDays = 366;

export function lengthOf({ from, to }: Days): number {
  return dayNumber(to) - dayNumber(from) + 1;
}

function monthOf(day: string, later = 0): Days {
  const [year, month] = [Number(day.slice(0, 4)), Number(day.slice(5, 7)) - 1 + later];
  const first = new Date(Date.UTC(year, month, 1)).toISOString().slice(0, 10);
  const next = new Date(Date.UTC(year, month + 1, 1)).toISOString().slice(0, 10);
  return { from: first, to: laterDay(next, -1) };
}

/** The days that are asked about, and as many before. Weeks begin on Monday. @throws ReportsError `reports/unsuitable-period` */
export function periodOf({ unit, day, to = day }: AskedPeriod): { readonly days: Days; readonly before: Days } {
  switch (unit) {
    case "day":
      return { days: { from: day, to: day }, before: { from: laterDay(day, -1), to: laterDay(day, -1) } };
    case "week": {
      const from = laterDay(day, -weekdayNumber(day));
      return { days: { from, to: laterDay(from, 6) }, before: { from: laterDay(from, -7), to: laterDay(from, -1) } };
    }
    case "month":
      return { days: monthOf(day), before: monthOf(day, -1) };
    case "custom": {
      const days = { from: day, to };
      const length = lengthOf(days);
      if (length < 1)
        throw new ReportsError("reports/unsuitable-period", "the last day is before the first", { path: "to" });
      if (length > longestDays)
        throw new ReportsError("reports/unsuitable-period", "a report is of at most 366 days", { path: "to" });
      return { days, before: { from: laterDay(day, -length), to: laterDay(day, -1) } };
    }
  }
}

/** Months that days lie in: "2026-03". */
export function monthsOf({ from, to }: Days): readonly string[] {
  const months: string[] = [];
  for (let month = monthOf(from); month.from <= to; month = monthOf(month.from, 1)) months.push(month.from.slice(0, 7));
  return months;
}

export function daysOfMonth(month: string): Days {
  return monthOf(`${month}-01`);
}

/** First days of the stretches that a series is drawn by: days up to a month, weeks up to half a year, then months. */
export function stepsOf({ from, to }: Days): {
  readonly by: "day" | "week" | "month";
  readonly starts: readonly string[];
} {
  const length = lengthOf({ from, to });
  if (length > 184)
    return {
      by: "month",
      starts: monthsOf({ from, to }).map((month) => (`${month}-01` < from ? from : `${month}-01`)),
    };
  const by = length > 31 ? "week" : "day";
  const starts: string[] = [];
  const first = by === "week" ? laterDay(from, -weekdayNumber(from)) : from;
  for (let day = first; day <= to; day = laterDay(day, by === "week" ? 7 : 1)) starts.push(day < from ? from : day);
  return { by, starts };
}
