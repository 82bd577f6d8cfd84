import { ICalCalendarMethod, ICalEventStatus, default as makeCalendar } from "ical-generator";

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

const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

const formatters = new Map<string, Intl.DateTimeFormat>();

function formatter(timeZone: string): Intl.DateTimeFormat {
  const known = formatters.get(timeZone);
  if (known !== undefined) return known;
  const made = new Intl.DateTimeFormat("en-GB", {
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
  formatters.set(timeZone, made);
  return made;
}

/** "Saturday 07-Mar-2026", "14:05" */
export function dayAndTime(at: number, timeZone: string): { readonly day: string; readonly time: string } {
  const parts = new Map(
    formatter(timeZone)
      .formatToParts(at)
      .map(({ type, value }) => [type, value]),
  );
  const of = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? "";
  const month = months[Number(of("month")) - 1] ?? "";
  return { day: `${of("weekday")} ${of("day")}-${month}-${of("year")}`, time: `${of("hour")}:${of("minute")}` };
}

/** Names that hold a letter at least. */
function namesIn({ calledAs, where }: Pick<Notice, "calledAs" | "where">) {
  const place = plainLine(where ?? "");
  return { clinic: plainLine(calledAs) || "the clinic", place: place === "" ? undefined : place };
}

/** @param as by what the appointment is known outside, and how often it was told differently */
export function mailOf(
  notice: Notice,
  as: { readonly uid: string; readonly sequence: number; readonly from: string; readonly at: number },
): Mailed {
  const { what, isOn, start, timeZone } = notice;
  const { clinic, place } = namesIn(notice);
  const { day, time } = dayAndTime(start, timeZone);
  const lead = isOn
    ? what === "reminder"
      ? "Your appointment"
      : "Changed: your appointment"
    : "Cancelled: your appointment";
  const sentence = isOn
    ? `${what === "reminder" ? "You have an appointment" : "The time or place has changed: your appointment is now"} with ${clinic} on ${day} at ${time} (${timeZone}).`
    : `Your appointment with ${clinic} on ${day} at ${time} (${timeZone}) is cancelled.`;
  const lines = [
    sentence,
    ...(isOn && place !== undefined ? [`Where: ${place}`] : []),
    "",
    isOn ? "Please telephone if you can't come." : "Please telephone for another time.",
    "",
    "A program sent this, and nobody reads answers to it. You get it because you agreed to be reminded by e-mail: tell the desk if you",
    "don't want that any more.",
    "",
  ];
  return { subject: `${lead} on ${day}, ${time}`, text: lines.join("\n"), calendar: calendarOf(notice, as) };
}

/** RFC 5545 and 5546: published rather than asked for, so that it names nobody and is answered to nobody. */
function calendarOf(
  { isOn, start, end, calledAs, where }: Notice,
  {
    uid,
    sequence,
    from,
    at,
  }: { readonly uid: string; readonly sequence: number; readonly from: string; readonly at: number },
): Mailed["calendar"] {
  const { clinic: name, place } = namesIn({ calledAs, where });
  const method = isOn ? "PUBLISH" : "CANCEL";
  const calendar = makeCalendar({
    prodId: { company: "Wardbook", product: "reminders", language: "EN" },
    method: ICalCalendarMethod[method],
  });
  calendar.createEvent({
    id: uid,
    sequence,
    stamp: new Date(at),
    start: new Date(start),
    end: new Date(end ?? start),
    summary: `Appointment, ${name}`,
    status: isOn ? ICalEventStatus.CONFIRMED : ICalEventStatus.CANCELLED,
    organizer: { name, email: from },
    ...(place === undefined ? {} : { location: place }),
  });
  return { method, file: calendar.toString() };
}
