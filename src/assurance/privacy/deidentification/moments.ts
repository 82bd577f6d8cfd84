import type { DeidentificationProfile } from "./profile.ts";

export interface Dating {
  readonly profile: DeidentificationProfile;
  /** When the records are de-identified, milliseconds since 1970. */
  readonly at: number;
  /** Days by which the patient's dates are moved; undefined where it isn't one patient's. */
  readonly shiftDays: number | undefined;
}

const oldestAge = 90;
const dayMilliseconds = 86_400_000;
const shape = /^(\d{4})(?:-(\d{2})(?:-(\d{2})(T.*)?)?)?$/;

/** Years before it tell of somebody over 89, as if everybody in a record had been born when it begins. */
export function oldestYear(at: number): number {
  return new Date(at).getUTCFullYear() - oldestAge + 1;
}

/** Whether a date is so long ago that whoever lived then is over 89. Where the day isn't known, it is the first that it can be. */
export function tellsOldAge(text: string, at: number): boolean {
  const [, year = "", month = "01", day = "01"] = shape.exec(text) ?? [];
  const then = new Date(0);
  then.setUTCFullYear(Number(year) + oldestAge, Number(month) - 1, Number(day));
  return then.getTime() <= at;
}

/** What a date becomes. @param type "date", "dateTime" or "instant" @returns undefined when nothing of it may stay */
export function deidentifyMoment(text: string, type: string, dating: Dating): string | undefined {
  const [, year, month, day, time] = shape.exec(text) ?? [];
  if (year === undefined || tellsOldAge(text, dating.at)) return undefined;
  if (dating.profile === "research" && dating.shiftDays !== undefined) {
    const moved = shiftedDay(year, month, day, dating.shiftDays);
    if (month === undefined) return moved.slice(0, 4);
    if (day === undefined) return moved.slice(0, 7);
    return `${moved}${time ?? ""}`;
  }
  // An instant is never less than whole.
  return type === "instant" ? `${year}-01-01T00:00:00Z` : year;
}

/** "2019-03-07" moved. @param days may be negative */
export function shiftDay(day: string, days: number): string | undefined {
  const [, year, month, date] = shape.exec(day) ?? [];
  return year === undefined ? undefined : shiftedDay(year, month, date, days);
}

/** What has no day is moved from the middle of its month or year. */
function shiftedDay(year: string, month: string | undefined, day: string | undefined, days: number): string {
  const date = new Date(0);
  date.setUTCFullYear(Number(year), month === undefined ? 6 : Number(month) - 1, day === undefined ? 15 : Number(day));
  return new Date(date.getTime() + days * dayMilliseconds).toISOString().slice(0, 10);
}
