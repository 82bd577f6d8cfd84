/** Times of day in the organisation's zone, wherever the reader's device is. Minutes count from local midnight. */

const formatters = new Map<string, Intl.DateTimeFormat>();

function formatter(timeZone: string): Intl.DateTimeFormat {
  const known = formatters.get(timeZone);
  if (known !== undefined) return known;
  const made = new Intl.DateTimeFormat("en-GB", {
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
    hourCycle: "h23",
    timeZone,
    calendar: "gregory",
    numberingSystem: "latn",
  });
  formatters.set(timeZone, made);
  return made;
}

const quarter = 15 * 60_000;
/** How far a zone's clocks were ahead of UTC, by zone and quarter of an hour: a board asks for a few of them hundreds of times. */
const ahead = new Map<string, number>();

/** The wall clock at an instant, in milliseconds as if it were UTC. Zones change at quarters of an hour. */
function wallClock(milliseconds: number, timeZone: string): number {
  const begin = Math.floor(milliseconds / quarter) * quarter;
  const name = `${timeZone} ${begin}`;
  const known = ahead.get(name) ?? formatted(begin, timeZone) - begin;
  ahead.set(name, known);
  return Math.floor(milliseconds / 1000) * 1000 + known;
}

function formatted(milliseconds: number, timeZone: string): number {
  const part = new Map(
    formatter(timeZone)
      .formatToParts(milliseconds)
      .map(({ type, value }) => [type, Number(value)]),
  );
  const of = (name: Intl.DateTimeFormatPartTypes) => part.get(name) ?? 0;
  return Date.UTC(of("year"), of("month") - 1, of("day"), of("hour"), of("minute"), of("second"));
}

/** `2026-03-07` */
export function dayAt(instant: string, timeZone: string): string {
  return new Date(wallClock(Date.parse(instant), timeZone)).toISOString().slice(0, 10);
}

export function minuteAt(instant: string, timeZone: string): number {
  return Math.floor((wallClock(Date.parse(instant), timeZone) % 86_400_000) / 60_000);
}

/** The instant of a time of day; of one that the clocks skip, as much later; of one that comes twice, the first. */
export function instantAt(day: string, minute: number, timeZone: string): string {
  const wall = Date.parse(`${day}T00:00:00Z`) + minute * 60_000;
  const offsets = [wall - 86_400_000, wall + 86_400_000].map((about) => wallClock(about, timeZone) - about);
  const fitting = offsets.map((offset) => wall - offset).filter((at) => wallClock(at, timeZone) === wall);
  const [before = 0] = offsets;
  return new Date(fitting.length > 0 ? Math.min(...fitting) : wall - before).toISOString();
}

/** `09:05` */
export function clockText(minute: number): string {
  return `${String(Math.floor(minute / 60)).padStart(2, "0")}:${String(minute % 60).padStart(2, "0")}`;
}

/** Minutes of `09:05`; `24:00` is the end of a day. */
export function minutesOf(time: string): number {
  const [hours = 0, minutes = 0] = time.split(":").map(Number);
  return hours * 60 + minutes;
}

/** @param step whole days */
export function dayAfter(day: string, step: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + step * 86_400_000).toISOString().slice(0, 10);
}

/** Monday of the week of a day. */
export function mondayOf(day: string): string {
  return dayAfter(day, -((new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7));
}
