import type { ReportUnit } from "../../../../contract/index.ts";

const dayMilliseconds = 86_400_000;

export function dayAfter(day: string, by: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + by * dayMilliseconds).toISOString().slice(0, 10);
}

function monthAfter(day: string, by: number): string {
  return new Date(Date.UTC(Number(day.slice(0, 4)), Number(day.slice(5, 7)) - 1 + by, 1)).toISOString().slice(0, 10);
}

export type Period = { readonly unit: ReportUnit; readonly day: string; readonly to?: string | undefined };

/** The period as many days, weeks or months later; a custom one by its own length. */
export function stepped({ unit, day, to = day }: Period, by: number): Period {
  if (unit === "day") return { unit, day: dayAfter(day, by) };
  if (unit === "week") return { unit, day: dayAfter(day, 7 * by) };
  if (unit === "month") return { unit, day: monthAfter(day, by) };
  const length = Math.round((Date.parse(to) - Date.parse(day)) / dayMilliseconds) + 1;
  return { unit, day: dayAfter(day, by * length), to: dayAfter(to, by * length) };
}

/** The whole month before that of a day. */
export function monthBefore(day: string): string {
  return monthAfter(day, -1);
}
