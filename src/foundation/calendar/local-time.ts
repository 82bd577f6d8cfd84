import { dayMilliseconds, dayText } from "./days.ts";

const minuteMilliseconds = 60_000;
const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(zone: string): Intl.DateTimeFormat {
  const known = formats.get(zone);
  if (known !== undefined) return known;
  const made = new Intl.DateTimeFormat("en-GB", {
    timeZone: zone,
    hourCycle: "h23",
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
    second: "numeric",
  });
  formats.set(zone, made);
  return made;
}

/** What the clocks of a zone show, as if it were UTC: milliseconds since 1970. */
function wallClock(at: number, zone: string): number {
  const whole = Math.floor(at / 1000) * 1000;
  const parts = new Map(
    formatOf(zone)
      .formatToParts(whole)
      .map(({ type, value }) => [type, Number(value)]),
  );
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? 0;
  return Date.UTC(part("year"), part("month") - 1, part("day"), part("hour"), part("minute"), part("second"));
}

/** "2026-03-07", as calendars of the zone say it. */
export function localDay(at: number, zone: string): string {
  return dayText(Math.floor(wallClock(at, zone) / dayMilliseconds));
}

/** Minutes since midnight, as clocks of the zone show. */
export function localMinute(at: number, zone: string): number {
  return Math.floor((wallClock(at, zone) % dayMilliseconds) / minuteMilliseconds);
}

/** The moment when the clocks of a zone show this. Of an hour that comes twice the first, of one that is left out the hour after. */
export function instantAt(day: string, minute: number, zone: string): number {
  const wall = Date.parse(`${day}T00:00:00Z`) + minute * minuteMilliseconds;
  // With the zone's offset of the day before, and of the day after: one of them is right, unless there is no such moment.
  const [early, late] = [wall - dayMilliseconds, wall + dayMilliseconds].map(
    (near) => wall - (wallClock(near, zone) - near),
  );
  return [early, late].find((at) => at !== undefined && wallClock(at, zone) === wall) ?? early ?? wall;
}

/** "09:30" as minutes since midnight; "24:00" is the end of the day. */
export function minutesOf(time: string): number {
  const [hours = 0, minutes = 0] = time.split(":").map(Number);
  return hours * 60 + minutes;
}
