import { type JsonObject, isJsonArray } from "../../../foundation/fhir/index.ts";
import type { Stretch } from "../../access/index.ts";
import { textAt } from "../json.ts";

const days = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] as const;
type Day = (typeof days)[number];

/** A part of the week in the organisation's own time. A shift that ends at or before its beginning ends on the next day. */
export interface WeeklyTime {
  readonly days: ReadonlySet<Day>;
  /** Minutes after midnight; 0 to 1440. */
  readonly fromMinute: number;
  readonly untilMinute: number;
}

/** Of a PractitionerRole's availableTime; undefined when it can't be read: nobody is on shift by a rota that isn't understood. */
export function weeklyTimeOf(available: JsonObject): WeeklyTime | undefined {
  const named = available["daysOfWeek"];
  const on = isJsonArray(named) ? days.filter((day) => named.includes(day)) : [];
  if (on.length === 0) return undefined;
  if (available["allDay"] === true) return { days: new Set(on), fromMinute: 0, untilMinute: 1440 };
  const fromMinute = minuteOf(textAt(available["availableStartTime"]));
  const untilMinute = minuteOf(textAt(available["availableEndTime"]));
  if (fromMinute === undefined || untilMinute === undefined) return undefined;
  return {
    days: new Set(on),
    fromMinute,
    untilMinute: untilMinute <= fromMinute ? untilMinute + 1440 : untilMinute,
  };
}

function minuteOf(text: string | undefined): number | undefined {
  const found = /^([01][0-9]|2[0-3]):([0-5][0-9]):[0-5][0-9]/.exec(text ?? "");
  return found === null ? undefined : Number(found[1]) * 60 + Number(found[2]);
}

const dayMilliseconds = 86_400_000;

/** The shift that is under way at a moment, as a stretch of time. */
export function shiftAt(rota: readonly WeeklyTime[], now: number, timeZone: string): Stretch | undefined {
  if (rota.length === 0) return undefined;
  // One that began yesterday may still be under way.
  for (const daysAgo of [0, 1]) {
    const { midnight, weekday } = localDay(now - daysAgo * dayMilliseconds, timeZone);
    for (const { days: on, fromMinute, untilMinute } of rota) {
      if (!on.has(weekday)) continue;
      const from = midnight + fromMinute * 60_000;
      const until = midnight + untilMinute * 60_000;
      if (from <= now && now < until) return { from, until };
    }
  }
  return undefined;
}

const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone);
  if (known !== undefined) return known;
  const made = new Intl.DateTimeFormat("en-GB", {
    timeZone,
    weekday: "short",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
    hourCycle: "h23",
  });
  formats.set(timeZone, made);
  return made;
}

/** The day that it is there, and when it began by the clock on the wall: on the two days a year when clocks are set, shifts are an
 *  hour off until the change. */
function localDay(at: number, timeZone: string): { readonly midnight: number; readonly weekday: Day } {
  const parts = new Map(
    formatOf(timeZone)
      .formatToParts(at)
      .map(({ type, value }) => [type, value]),
  );
  const seconds = Number(parts.get("hour")) * 3600 + Number(parts.get("minute")) * 60 + Number(parts.get("second"));
  const weekday = days.find((day) => parts.get("weekday")?.toLowerCase() === day) ?? "mon";
  return { midnight: at - (at % 1000) - seconds * 1000, weekday };
}
