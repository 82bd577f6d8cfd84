import { dateText, inOrder } from "../dates.ts";
import { say } from "./words/index.ts";

/** Where and when things are shown. A zone is given in tests; screens use the device's own. */
export type Zone = string | undefined;

const englishMonths = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"] as const;

const fhirDate = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$/;

export type CalendarDay = { readonly year: number; readonly month: number; readonly day: number };
export type WallTime = CalendarDay & { readonly hour: number; readonly minute: number; readonly second: number };

const wallClocks = new Map<string, Intl.DateTimeFormat>();

function wallClock(zone: Zone): Intl.DateTimeFormat {
  const key = zone ?? "";
  const known = wallClocks.get(key);
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
  wallClocks.set(key, made);
  return made;
}

/** What a clock on the wall of that zone shows at an instant. */
export function wallTime(at: number, zone?: Zone): WallTime {
  const parts: Record<string, number> = {};
  for (const { type, value } of wallClock(zone).formatToParts(at)) parts[type] = Number(value);
  return {
    year: parts["year"] ?? 0,
    month: parts["month"] ?? 1,
    day: parts["day"] ?? 1,
    hour: parts["hour"] ?? 0,
    minute: parts["minute"] ?? 0,
    second: parts["second"] ?? 0,
  };
}

const two = (value: number): string => String(value).padStart(2, "0");

const isoOf = ({ year, month, day }: CalendarDay): string =>
  `${String(year).padStart(4, "0")}-${two(month)}-${two(day)}`;

/** 07-Mar-2026. The month in letters of the reader's language, so that no reader can take it for a day. */
export function formatDay(day: CalendarDay): string {
  return inOrder(dateText(isoOf(day)));
}

/** A FHIR date as precise as it is recorded: 07-Mar-2026, Mar-2026 or 2026. A dateTime gives its day in the zone. */
export function formatDate(text: string | undefined, zone?: Zone): string {
  const day = dayOf(text, zone);
  return day === undefined ? notRecorded : inOrder(dateText(day));
}

/** As `formatDate`, in English whatever the reader's language: for words that go into a record, and for sentences that stay English. */
export function englishDate(text: string | undefined, zone?: Zone): string | undefined {
  const parts = dayOf(text, zone)?.split("-");
  if (parts === undefined) return undefined;
  const [year, month, day] = parts;
  return [day, month === undefined ? undefined : englishMonths[Number(month) - 1], year]
    .filter((part) => part !== undefined)
    .join("-");
}

/** The day of a date or a dateTime, as precise as it is; undefined for what is neither. */
function dayOf(text: string | undefined, zone: Zone): string | undefined {
  if (text === undefined || fhirDate.test(text)) return text;
  const at = Date.parse(text);
  return Number.isNaN(at) ? undefined : isoOf(wallTime(at, zone));
}

/** 14:05 */
export function formatTime(at: number, zone?: Zone): string {
  const { hour, minute } = wallTime(at, zone);
  return `${two(hour)}:${two(minute)}`;
}

/** 14:05:09 */
export function formatTimeWithSeconds(at: number, zone?: Zone): string {
  const { hour, minute, second } = wallTime(at, zone);
  return `${two(hour)}:${two(minute)}:${two(second)}`;
}

/** 07-Mar-2026 14:05; a date without a time stays a date. */
export function formatDateTime(text: string | undefined, zone?: Zone): string {
  if (text === undefined || fhirDate.test(text)) return formatDate(text, zone);
  const at = Date.parse(text);
  return Number.isNaN(at) ? notRecorded : inOrder(`${dateText(isoOf(wallTime(at, zone)))} ${formatTime(at, zone)}`);
}

/** As `formatDateTime`, in English whatever the reader's language. */
export function englishDateTime(text: string, zone?: Zone): string {
  const at = fhirDate.test(text) ? Number.NaN : Date.parse(text);
  return [englishDate(text, zone), Number.isNaN(at) ? undefined : formatTime(at, zone)]
    .filter((part) => part !== undefined)
    .join(" ");
}

/** Milliseconds of a FHIR date or dateTime. A partial date counts from its first moment in the zone of the reader. */
export function instantOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const partial = fhirDate.exec(text);
  if (partial !== null) {
    const [, year, month, day] = partial;
    return new Date(
      Number(year),
      month === undefined ? 0 : Number(month) - 1,
      day === undefined ? 1 : Number(day),
    ).getTime();
  }
  const at = Date.parse(text);
  return Number.isNaN(at) ? undefined : at;
}

/** "07-Mar-2026 – 12-Mar-2026", "since 07-Mar-2026", "until 12-Mar-2026". */
export function formatPeriod(
  period: { readonly start?: string; readonly end?: string } | undefined,
  zone?: Zone,
): string {
  if (period?.start === undefined)
    return period?.end === undefined ? notRecorded : say("until", { day: formatDate(period.end, zone) });
  if (period.end === undefined) return say("since", { day: formatDate(period.start, zone) });
  const [start, end] = [formatDate(period.start, zone), formatDate(period.end, zone)];
  return start === end ? start : `${start} – ${end}`;
}

/** What stands where nothing was recorded: never a blank, which could also mean "none". */
export const notRecorded: string = say("notRecorded");
