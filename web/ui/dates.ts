import { language } from "../language/index.ts";
import { say } from "./words/index.ts";

const englishMonths = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"] as const;
const partial = /^(\d{4})(?:-(\d{2})(?:-(\d{2})(?:T.*)?)?)?$/;

/** A FHIR date, dateTime or instant as a day nobody can misread: `07-Mar-2026`, `Mar-2026` or `2026`, as precise as recorded.
 *  An instant is shown as the day it was in `timeZone` (the reader's own unless told). Unreadable text comes back as it is. */
export function dateText(value: string, timeZone?: string): string {
  if (value.includes("T")) {
    const parts = zonedParts(value, timeZone);
    return parts === undefined ? value : `${parts.day}-${monthName(parts.month)}-${parts.year}`;
  }
  const [, year, month, day] = partial.exec(value) ?? [];
  if (year === undefined) return value;
  if (month === undefined) return year;
  const name = monthName(Number(month));
  return day === undefined ? `${name}-${year}` : `${day}-${name}-${year}`;
}

/** The time of an instant: `14:05`; empty for a value without a time. */
export function timeText(value: string, timeZone?: string): string {
  if (!value.includes("T")) return "";
  const parts = zonedParts(value, timeZone);
  return parts === undefined ? "" : `${parts.hour}:${parts.minute}`;
}

/** `07-Mar-2026 14:05`, or only the day where no time is recorded. */
export function dateTimeText(value: string, timeZone?: string): string {
  return inOrder([dateText(value, timeZone), timeText(value, timeZone)].filter((part) => part !== "").join(" "));
}

/** `Sat 07-Mar-2026` */
export function weekdayText(value: string, timeZone?: string): string {
  return inOrder(`${weekdayName(value, timeZone)} ${dateText(value, timeZone)}`);
}

/** `Sat` */
export function weekdayName(value: string, timeZone?: string): string {
  return new Intl.DateTimeFormat(language.tag, {
    weekday: "short",
    timeZone: value.includes("T") ? timeZone : "UTC",
  }).format(new Date(value));
}

/** Today as `2026-03-07` where the reader is. */
export function isoDay(now: Date, timeZone?: string): string {
  const parts = zonedParts(now.toISOString(), timeZone);
  return parts === undefined ? "" : `${parts.year}-${String(parts.month).padStart(2, "0")}-${parts.day}`;
}

/** A completed age as clinics say it: days up to 4 weeks, months up to 2 years, then years. Nothing for a date not fully known
 *  before its second birthday, or in the future. */
export function ageText(birthDate: string, at: string): string | undefined {
  const born = partial.exec(birthDate.slice(0, 10));
  const then = partial.exec(at.slice(0, 10));
  if (born?.[1] === undefined || then?.[1] === undefined || birthDate.slice(0, 10) > at.slice(0, 10)) return undefined;
  if (born[3] === undefined || then[2] === undefined || then[3] === undefined) {
    const least = Number(then[1]) - Number(born[1]);
    return least > 2 ? say("aboutYears", { years: least }) : undefined;
  }
  const completeMonths =
    (Number(then[1]) - Number(born[1])) * 12 +
    Number(then[2]) -
    Number(born[2]) -
    (Number(then[3]) < Number(born[3]) ? 1 : 0);
  if (completeMonths >= 24) return say("years", { years: Math.floor(completeMonths / 12) });
  const days = Math.round((Date.parse(at.slice(0, 10)) - Date.parse(birthDate.slice(0, 10))) / 86_400_000);
  if (days < 28) return say("days", { days });
  if (completeMonths < 2) return say("weeks", { weeks: Math.floor(days / 7) });
  return say("months", { months: completeMonths });
}

/** How long ago, roughly: `just now`, `5 min ago`, `3 h ago`, `2 days ago`; older: the date. */
export function agoText(value: string, now: Date): string {
  const minutes = Math.floor((now.getTime() - Date.parse(value)) / 60_000);
  if (minutes < 1) return say("justNow");
  if (minutes < 60) return say("minutesAgo", { minutes });
  if (minutes < 24 * 60) return say("hoursAgo", { hours: Math.floor(minutes / 60) });
  const days = Math.floor(minutes / (24 * 60));
  if (days < 14) return days === 1 ? say("yesterday") : say("daysAgo", { days });
  return dateText(value);
}

/** A day whose month is in letters from the right reads so in an English line too: there it would be `10-2026-` and the month. Not for what
 *  is put into a field: these marks are characters there. */
export function inOrder(day: string): string {
  return language.direction === "rtl" ? `\u2067${day}\u2069` : day;
}

/** From 1, in letters in every language: figures alone are read as another day. */
export function monthName(month: number): string {
  if (!(month >= 1 && month <= 12)) return "???";
  return language.tag === "en-GB"
    ? (englishMonths[month - 1] ?? "???")
    : monthNames.format(Date.UTC(2026, month - 1, 1));
}

const monthNames = new Intl.DateTimeFormat(language.tag, { month: "short", timeZone: "UTC", calendar: "gregory" });

/** How a day is written here, for hints at fields: `07-Mar-2026`. */
export const exampleDay = dateText("2026-03-07");

type ZonedParts = {
  readonly year: string;
  readonly month: number;
  readonly day: string;
  readonly hour: string;
  readonly minute: string;
};

function zonedParts(instant: string, timeZone: string | undefined): ZonedParts | undefined {
  const date = new Date(instant);
  if (Number.isNaN(date.getTime())) return undefined;
  const found = new Map(
    formatter(timeZone)
      .formatToParts(date)
      .map((part) => [part.type, part.value]),
  );
  return {
    year: (found.get("year") ?? "").padStart(4, "0"),
    month: Number(found.get("month")),
    day: found.get("day") ?? "",
    hour: found.get("hour") ?? "",
    minute: found.get("minute") ?? "",
  };
}

const formatters = new Map<string, Intl.DateTimeFormat>();

function formatter(timeZone: string | undefined): Intl.DateTimeFormat {
  const key = timeZone ?? "";
  const known = formatters.get(key);
  if (known !== undefined) return known;
  const made = new Intl.DateTimeFormat("en-GB", {
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
    timeZone,
    calendar: "gregory",
    numberingSystem: "latn",
  });
  formatters.set(key, made);
  return made;
}
