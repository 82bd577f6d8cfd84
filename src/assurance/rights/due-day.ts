import type { Period } from "./statute.ts";

/** A day of the calendar: "2026-03-31". */
export type Day = string;

const dayPattern = /^(\d{4})-(\d{2})-(\d{2})$/;

/** @param moment milliseconds since 1970 */
export function dayOf(moment: number): Day {
  return new Date(moment).toISOString().slice(0, 10);
}

/** Whether the calendar has it. */
export function isDay(text: string): boolean {
  return dayPattern.test(text) && !Number.isNaN(Date.parse(text)) && dayOf(Date.parse(text)) === text;
}

/** Whether a moment has a day: of the years 1970 to 9999. */
export function isMoment(milliseconds: number): boolean {
  return milliseconds >= 0 && milliseconds < Date.UTC(10_000, 0);
}

/**
 * The last day of a period that began with an event on `day`. Months end on the day of the same number, or on the month's last where
 * it has none such. Source: Regulation (EEC, Euratom) No 1182/71, Article 3(1) and (2)(c). That a period may end later when its last
 * day is a holiday isn't used: the earlier day is safe everywhere.
 * @returns undefined when there is no period
 */
export function lastDayOf(day: Day, period: Period): Day | undefined {
  const [year = 0, month = 0, date = 0] = day.split("-").map(Number);
  switch (period.unit) {
    case "none":
      return undefined;
    case "at-once":
      return day;
    case "day":
      return dayOf(Date.UTC(year, month - 1, date + period.count));
    case "month": {
      const lastOfMonth = new Date(Date.UTC(year, month + period.count, 0)).getUTCDate();
      return dayOf(Date.UTC(year, month - 1 + period.count, Math.min(date, lastOfMonth)));
    }
  }
}

/** Both in one, counted from the first day: a month and two more end three months after it. */
export function extended(answer: Period, extension: Extract<Period, { readonly count: number }>): Period {
  return answer.unit === extension.unit && "count" in answer
    ? { unit: answer.unit, count: answer.count + extension.count }
    : extension;
}
