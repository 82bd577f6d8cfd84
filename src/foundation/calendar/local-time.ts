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
  const ahead = aheadDuring(whole, zone, dayMilliseconds) ?? aheadDuring(whole, zone, quarterMilliseconds);
  return ahead === undefined ? formatted(whole, zone) : whole + ahead;
}

const quarterMilliseconds = 15 * minuteMilliseconds;
const mostRemembered = 10_000;
/** By zone, and by the quarter of an hour at which a stretch of UTC begins and whether it is a day: how far the zone's clocks are ahead all
 *  through it; NaN where they change in it. */
const remembered = new Map<string, Map<number, number>>();
/** Days near the ends of time have no end. */
const farthest = 8e15;

/** How far a zone's clocks are ahead of UTC throughout the day or quarter of an hour in which a moment lies; undefined where they change in it.
 *  To format a moment takes many times as long, and a month of a clinic is asked about ten thousand times. */
function aheadDuring(at: number, zone: string, length: number): number | undefined {
  if (!(Math.abs(at) < farthest)) return undefined;
  const ofZone = remembered.get(zone) ?? new Map<number, number>();
  const from = Math.floor(at / length) * length;
  const place = (from / quarterMilliseconds) * 2 + (length === dayMilliseconds ? 1 : 0);
  let ahead = ofZone.get(place);
  if (ahead === undefined) {
    const last = from + length - 1000;
    ahead = formatted(from, zone) - from;
    if (formatted(last, zone) - last !== ahead) ahead = Number.NaN;
    if (ofZone.size >= mostRemembered) ofZone.clear();
    remembered.set(zone, ofZone.set(place, ahead));
  }
  return Number.isNaN(ahead) ? undefined : ahead;
}

function formatted(whole: number, zone: string): number {
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

/** By how much the clocks of a zone are ahead of UTC at a moment, in minutes. */
export function minutesAhead(at: number, zone: string): number {
  return Math.round((wallClock(at, zone) - Math.floor(at / 1000) * 1000) / minuteMilliseconds);
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
