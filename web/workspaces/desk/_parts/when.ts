import { dateText, exampleDay } from "../../../ui/dates.ts";
import { typedDate } from "../../../ui/typed-date.ts";
import { clockText, dayAt, instantAt, minuteAt, minutesOf } from "./zoned.ts";
import { latinDigits } from "../../../ui/latin-digits.ts";
import { say } from "../words/index.ts";

/** A time of day as people type it, to `09:30`: `9:30`, `930`, `9.30`, `9`, `2pm`. Undefined for anything else. */
export function typedTime(text: string): string | undefined {
  const [, hour = "", minute = "0", half] =
    /^(\d{1,2})(?:[:. h]?([0-5]\d))?\s*([ap])?\.?(?:m\.?)?$/i.exec(latinDigits(text.trim())) ?? [];
  if (hour === "") return undefined;
  const given = Number(hour);
  if (half !== undefined && (given < 1 || given > 12)) return undefined;
  const hours = half === undefined ? given : (given % 12) + (half.toLowerCase() === "p" ? 12 : 0);
  return hours > 23 ? undefined : clockText(hours * 60 + Number(minute));
}

/** Day and time as they stand in a form. */
export type When = { readonly day: string; readonly time: string };

export function whenOf(instant: string | undefined, day: string, timeZone: string): When {
  if (instant === undefined) return { day: dateText(day), time: "" };
  return { day: dateText(dayAt(instant, timeZone)), time: clockText(minuteAt(instant, timeZone)) };
}

export const whenFaults = {
  day: (value: string) => (typedDate(value) === undefined ? say("dayFault", { day: exampleDay }) : null),
  time: (value: string) => (typedTime(value) === undefined ? say("timeFault") : null),
};

/** The instant of what was typed; undefined while it can't be read. */
export function instantOf({ day, time }: When, timeZone: string): string | undefined {
  const [date, clock] = [typedDate(day), typedTime(time)];
  return date === undefined || clock === undefined ? undefined : instantAt(date, minutesOf(clock), timeZone);
}
