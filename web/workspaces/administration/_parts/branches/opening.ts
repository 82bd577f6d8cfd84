import { isolated, language } from "../../../../language/index.ts";
import type { WeeklyHours } from "../../../../../contract/index.ts";
import { say } from "../../words/index.ts";

const nameOf = (at: number, weekday: "long" | "short") =>
  new Intl.DateTimeFormat(language.tag, { weekday, timeZone: "UTC" }).format(Date.UTC(2026, 5, 1 + at));

/** From Monday on. */
export const weekdays = (["mon", "tue", "wed", "thu", "fri", "sat", "sun"] as const).map((day, at) => ({
  day,
  name: nameOf(at, "long"),
  short: nameOf(at, "short"),
}));
type Day = (typeof weekdays)[number]["day"];

/** A day's hours as they are typed: "08:00-12:00, 13:00-18:00"; nothing where it is closed. */
export type TypedHours = Readonly<Record<Day, string>>;

export function typedHours(hours: WeeklyHours): TypedHours {
  const of = (day: Day) =>
    hours
      .filter(({ days }) => days.includes(day))
      .map(({ from, until }) => `${from}-${until}`)
      .toSorted()
      .join(", ");
  return Object.fromEntries(weekdays.map(({ day }) => [day, of(day)])) as TypedHours;
}

const span = /^(\d{1,2}):?(\d{2})\s*[-–]\s*(\d{1,2}):?(\d{2})$/;

/** The parts of a day's text; undefined where it can't be read. */
export function spansIn(text: string): { readonly from: string; readonly until: string }[] | undefined {
  const parts = text
    .split(",")
    .map((part) => part.trim())
    .filter((part) => part !== "");
  const spans = parts.map((part) => {
    const [, fromHour = "", fromMinute = "", untilHour = "", untilMinute = ""] = span.exec(part) ?? [];
    return {
      from: `${fromHour.padStart(2, "0")}:${fromMinute}`,
      until: `${untilHour.padStart(2, "0")}:${untilMinute}`,
    };
  });
  const isTime = (time: string) => /^(?:(?:[01]\d|2[0-3]):[0-5]\d|24:00)$/.test(time);
  return spans.every(({ from, until }) => isTime(from) && isTime(until) && from < until) ? spans : undefined;
}

/** Whether a day's text can't be read. */
export function isFaulty(text: string): boolean {
  return spansIn(text) === undefined;
}

export function hoursOf(typed: TypedHours): WeeklyHours {
  return weekdays.flatMap(({ day }) => (spansIn(typed[day]) ?? []).map((one) => ({ days: [day], ...one })));
}

/** "Mon 08:00-18:00, Tue …", days of the same hours together. */
export function openingText(hours: WeeklyHours): string {
  const typed = typedHours(hours);
  const groups: { from: string; until: string; text: string }[] = [];
  for (const { day, short } of weekdays) {
    const last = groups.at(-1);
    if (last !== undefined && last.text === typed[day]) last.until = short;
    else groups.push({ from: short, until: short, text: typed[day] });
  }
  const shown = groups.filter(({ text }) => text !== "");
  if (shown.length === 0) return say("hoursNotRecorded");
  return shown
    .map(({ from, until, text }) => `${from === until ? from : say("daysFromTo", { from, until })} ${isolated(text)}`)
    .join("; ");
}
