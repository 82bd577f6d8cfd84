import type { JsonValue } from "../types.ts";
import { isObject, itemsAt, textAt } from "./json-access.ts";
import { parseTimeRange, spanOf } from "./time-range.ts";
import type { TimeRange } from "./time-range.ts";

/** The time that a stored value covers; undefined when it names none or is malformed. */
export function storedTime(value: JsonValue, datatype: string): TimeRange | undefined {
  if (datatype === "Period") return periodTime(value);
  if (datatype === "Timing") return timingTime(value);
  return typeof value === "string" ? parseTimeRange(value) : undefined;
}

/** A missing bound is open. Source: http://hl7.org/fhir/R4/search.html#date */
function periodTime(value: JsonValue | undefined): TimeRange | undefined {
  const start = textAt(value, "start");
  const end = textAt(value, "end");
  if (start === undefined && end === undefined) return undefined;
  const first = start === undefined ? -Infinity : parseTimeRange(start)?.from;
  const last = end === undefined ? Infinity : parseTimeRange(end)?.until;
  if (first === undefined || last === undefined || last <= first) return undefined;
  return { from: first, until: last };
}

/** Searches see a Timing's outer limits only: its events and the bounds of its repetition. */
function timingTime(value: JsonValue): TimeRange | undefined {
  const events = itemsAt(value, "event").map((event) =>
    typeof event === "string" ? parseTimeRange(event) : undefined,
  );
  const repeat = isObject(value) ? value["repeat"] : undefined;
  const bounds = isObject(repeat) ? periodTime(repeat["boundsPeriod"]) : undefined;
  return spanOf([...events, bounds].filter((range) => range !== undefined));
}
