import type { Dosage, Timing } from "./fhir-types.ts";
import { conceptText } from "./codes.ts";
import { englishDate, englishDateTime, type Zone } from "./dates.ts";

const spoken: Readonly<Record<number, string>> = { 1: "once", 2: "twice" };
const unitNames: Readonly<Record<string, readonly [one: string, many: string]>> = {
  s: ["second", "seconds"],
  min: ["minute", "minutes"],
  h: ["hour", "hours"],
  d: ["day", "days"],
  wk: ["week", "weeks"],
  mo: ["month", "months"],
  a: ["year", "years"],
};
const each: Readonly<Record<string, string>> = { h: "hourly", d: "daily", wk: "weekly", mo: "monthly", a: "yearly" };
const dayNames: Readonly<Record<string, string>> = {
  mon: "Monday",
  tue: "Tuesday",
  wed: "Wednesday",
  thu: "Thursday",
  fri: "Friday",
  sat: "Saturday",
  sun: "Sunday",
};

/** Source: http://hl7.org/fhir/R4/valueset-event-timing.html */
const whenNames: Readonly<Record<string, string>> = {
  MORN: "in the morning",
  "MORN.early": "in the early morning",
  "MORN.late": "in the late morning",
  NOON: "at noon",
  AFT: "in the afternoon",
  EVE: "in the evening",
  NIGHT: "at night",
  PHS: "after sleep",
  HS: "at bedtime",
  WAKE: "on waking",
  C: "with meals",
  CM: "with breakfast",
  CD: "with lunch",
  CV: "with the evening meal",
  AC: "before meals",
  ACM: "before breakfast",
  ACD: "before lunch",
  ACV: "before the evening meal",
  PC: "after meals",
  PCM: "after breakfast",
  PCD: "after lunch",
  PCV: "after the evening meal",
};

/** Source: http://hl7.org/fhir/R4/valueset-timing-abbreviation.html — Latin abbreviations are read wrongly, so words. */
const codeNames: Readonly<Record<string, string>> = {
  BID: "twice daily",
  TID: "3 times daily",
  QID: "4 times daily",
  AM: "every morning",
  PM: "every afternoon",
  QD: "once daily",
  QOD: "every 2 days",
  Q1H: "every hour",
  Q2H: "every 2 hours",
  Q3H: "every 3 hours",
  Q4H: "every 4 hours",
  Q6H: "every 6 hours",
  Q8H: "every 8 hours",
  BED: "at bedtime",
  WK: "once weekly",
  MO: "once monthly",
};

function counted(unit: string, count: number): string {
  const [one, many] = unitNames[unit] ?? [unit, unit];
  return count === 1 ? one : `${count} ${many}`;
}

function times(frequency: number, most: number | undefined): string {
  if (most !== undefined && most !== frequency) return `${frequency} to ${most} times`;
  return spoken[frequency] ?? `${frequency} times`;
}

/** "twice daily", "every 8 hours", "once weekly on Monday at 08:00". Undefined when the timing says nothing. */
export function formatFrequency(timing: Timing | undefined): string | undefined {
  const repeat = timing?.repeat;
  const parts: string[] = [];
  if (repeat?.period !== undefined && repeat.periodUnit !== undefined) {
    const frequency = repeat.frequency ?? 1;
    const simple = repeat.period === 1 && repeat.periodMax === undefined;
    const rate = each[repeat.periodUnit];
    if (simple && rate !== undefined && repeat.periodUnit !== "h")
      parts.push(`${times(frequency, repeat.frequencyMax)} ${rate}`);
    else if (frequency === 1 && repeat.frequencyMax === undefined) {
      const span =
        repeat.periodMax === undefined
          ? counted(repeat.periodUnit, repeat.period)
          : `${repeat.period} to ${counted(repeat.periodUnit, repeat.periodMax)}`;
      parts.push(`every ${span}`);
    } else parts.push(`${times(frequency, repeat.frequencyMax)} every ${counted(repeat.periodUnit, repeat.period)}`);
  } else {
    const code = timing?.code?.coding?.find(
      (coding) => coding.code !== undefined && codeNames[coding.code] !== undefined,
    )?.code;
    const named = code === undefined ? timing?.code?.text : codeNames[code];
    if (named !== undefined) parts.push(named);
  }
  if (repeat?.dayOfWeek !== undefined && repeat.dayOfWeek.length > 0)
    parts.push(`on ${listed(repeat.dayOfWeek.map((day) => dayNames[day] ?? day))}`);
  if (repeat?.when !== undefined && repeat.when.length > 0)
    parts.push(listed(repeat.when.map((when) => whenNames[when] ?? when)));
  if (repeat?.timeOfDay !== undefined && repeat.timeOfDay.length > 0)
    parts.push(`at ${listed(repeat.timeOfDay.map((time) => time.slice(0, 5)))}`);
  return parts.length === 0 ? undefined : parts.join(" ");
}

/** "a", "a and b", "a, b and c" */
export function listed(items: readonly string[]): string {
  const last = items.at(-1);
  if (last === undefined) return "";
  return items.length === 1 ? last : `${items.slice(0, -1).join(", ")} and ${last}`;
}

/** "as needed for pain" */
export function formatAsNeeded(dosage: Dosage): string | undefined {
  const reason = conceptText(dosage.asNeededCodeableConcept);
  if (reason !== undefined) return `as needed for ${reason.charAt(0).toLowerCase()}${reason.slice(1)}`;
  return dosage.asNeededBoolean === true ? "as needed" : undefined;
}

/** "for 7 days", "until 14-Mar-2026", "10 doses" */
export function formatBounds(timing: Timing | undefined, zone?: Zone): string | undefined {
  const repeat = timing?.repeat;
  const duration = repeat?.boundsDuration;
  if (duration?.value !== undefined) {
    const unit = duration.code ?? duration.unit ?? "";
    return `for ${unitNames[unit] === undefined ? `${duration.value} ${unit}` : duration.value === 1 ? `1 ${counted(unit, 1)}` : counted(unit, duration.value)}`;
  }
  if (repeat?.boundsPeriod?.end !== undefined) return `until ${englishDate(repeat.boundsPeriod.end, zone)}`;
  if (repeat?.count !== undefined) return repeat.count === 1 ? "one dose only" : `${repeat.count} doses`;
  const event = timing?.event?.[0];
  return event === undefined ? undefined : `on ${englishDateTime(event, zone)}`;
}
