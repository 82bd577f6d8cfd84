/** Days as calendars write them: "2026-03-07". */
export const dayMilliseconds = 86_400_000;

/** Days since 1970. */
export function dayNumber(day: string): number {
  return Math.round(Date.parse(`${day}T00:00:00Z`) / dayMilliseconds);
}

/** The day with that number. */
export function dayText(number: number): string {
  return new Date(number * dayMilliseconds).toISOString().slice(0, 10);
}

/** @param days may be negative */
export function laterDay(day: string, days: number): string {
  return dayText(dayNumber(day) + days);
}

/** 0 is Monday. */
export function weekdayNumber(day: string): number {
  // 1970-01-01 was a Thursday.
  return (((dayNumber(day) + 3) % 7) + 7) % 7;
}

export const weekdays = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] as const;
export type Weekday = (typeof weekdays)[number];

export function weekdayOf(day: string): Weekday {
  return weekdays[weekdayNumber(day)] ?? "mon";
}

/** The Monday of a day's week. */
export function mondayOf(day: string): string {
  return laterDay(day, -weekdayNumber(day));
}

/** The day before and the day after too: an instant's UTC day is one of them. */
export function daysAround(day: string): readonly string[] {
  return [-1, 0, 1].map((by) => laterDay(day, by));
}
