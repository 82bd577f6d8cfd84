import { ICalCalendarMethod, ICalEventStatus, default as makeCalendar } from "ical-generator";
import { type MailLanguage, filled, mailLanguage } from "./words/index.ts";

/** What a mail tells, and nothing else: not who, with whom, or what for. */
export interface Notice {
  readonly what: "reminder" | "change";
  readonly isOn: boolean;
  readonly start: number;
  readonly end: number | undefined;
  readonly timeZone: string;
  readonly calledAs: string;
  /** Name of the branch. */
  readonly where: string | undefined;
  /** BCP 47, the most preferred first. English without. */
  readonly languages: readonly string[];
}

export interface Mailed {
  readonly subject: string;
  readonly text: string;
  readonly calendar: { readonly method: "PUBLISH" | "CANCEL"; readonly file: string };
}

/** One line of printable letters: names come from people, and must make no header, no property and no line of their own. */
export function plainLine(text: string): string {
  return text
    .normalize("NFC")
    .replaceAll(/[\p{Cc}\p{Cs}\p{Cf}\u2028\u2029]+/gu, " ")
    .replaceAll(/\s+/g, " ")
    .trim()
    .slice(0, 120);
}

/** In letters in every language: figures alone are read as another day. */
const englishMonths = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

const formatters = new Map<string, Intl.DateTimeFormat>();

function formatter(timeZone: string, tag: string): Intl.DateTimeFormat {
  const key = `${tag} ${timeZone}`;
  const known = formatters.get(key);
  if (known !== undefined) return known;
  const made = new Intl.DateTimeFormat(tag, {
    timeZone,
    weekday: "long",
    day: "2-digit",
    month: "numeric",
    year: "numeric",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
    calendar: "gregory",
    numberingSystem: "latn",
  });
  formatters.set(key, made);
  return made;
}

/** "Saturday 07-Mar-2026", "14:05"; weekday and month as the language has them. */
export function dayAndTime(
  at: number,
  timeZone: string,
  tag = "en-GB",
): { readonly day: string; readonly time: string } {
  const parts = new Map(
    formatter(timeZone, tag)
      .formatToParts(at)
      .map(({ type, value }) => [type, value]),
  );
  const of = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? "";
  const month = monthName(Number(of("month")), tag);
  return { day: `${of("weekday")} ${of("day")}-${month}-${of("year")}`, time: `${of("hour")}:${of("minute")}` };
}

function monthName(month: number, tag: string): string {
  if (tag === "en-GB") return englishMonths[month - 1] ?? "";
  const format = new Intl.DateTimeFormat(tag, { month: "short", timeZone: "UTC", calendar: "gregory" });
  return format.format(Date.UTC(2026, month - 1, 1));
}

/** Names that hold a letter at least. */
function namesIn({ calledAs, where }: Pick<Notice, "calledAs" | "where">, { catalog }: MailLanguage) {
  const place = plainLine(where ?? "");
  return { clinic: plainLine(calledAs) || catalog.theClinic, place: place === "" ? undefined : place };
}

/** @param as by what the appointment is known outside, and how often it was told differently */
export function mailOf(
  notice: Notice,
  as: { readonly uid: string; readonly sequence: number; readonly from: string; readonly at: number },
): Mailed {
  const { what, isOn, start, timeZone } = notice;
  const language = mailLanguage(notice.languages);
  const { catalog, tag } = language;
  const { clinic, place } = namesIn(notice, language);
  const values = { clinic, ...dayAndTime(start, timeZone, tag), zone: timeZone, place: place ?? "" };
  const kind = isOn ? what : "cancelled";
  const lines = [
    filled(catalog.sentence[kind], values),
    ...(isOn && place !== undefined ? [filled(catalog.where, values)] : []),
    "",
    isOn ? catalog.cannotCome : catalog.anotherTime,
    "",
    catalog.why,
    "",
  ];
  return {
    subject: filled(catalog.subject[kind], values),
    text: lines.join("\n"),
    calendar: calendarOf(notice, language, as),
  };
}

/** RFC 5545 and 5546: published rather than asked for, so that it names nobody and is answered to nobody. */
function calendarOf(
  { isOn, start, end, calledAs, where }: Notice,
  language: MailLanguage,
  {
    uid,
    sequence,
    from,
    at,
  }: { readonly uid: string; readonly sequence: number; readonly from: string; readonly at: number },
): Mailed["calendar"] {
  const { clinic: name, place } = namesIn({ calledAs, where }, language);
  const method = isOn ? "PUBLISH" : "CANCEL";
  const calendar = makeCalendar({
    prodId: { company: "Wardbook", product: "reminders", language: language.product },
    method: ICalCalendarMethod[method],
  });
  calendar.createEvent({
    id: uid,
    sequence,
    stamp: new Date(at),
    start: new Date(start),
    end: new Date(end ?? start),
    summary: filled(language.catalog.summary, { clinic: name }),
    status: isOn ? ICalEventStatus.CONFIRMED : ICalEventStatus.CANCELLED,
    organizer: { name, email: from },
    ...(place === undefined ? {} : { location: place }),
  });
  return { method, file: calendar.toString() };
}
