import { type JsonValue, isJsonObject, parseTimeRange } from "../../foundation/fhir/index.ts";
import type { Stretch } from "../access/index.ts";
import { textAt } from "./json.ts";
import { beginningOfDay } from "../../foundation/calendar/index.ts";

/** The time that a FHIR Period covers: to the end of its last day or second. Undefined when it is malformed or ends before it begins.
 *  @param timeZone whose days its days are: the organisation's */
export function stretchOf(period: JsonValue | undefined, timeZone: string): Stretch | undefined {
  if (!isJsonObject(period)) return undefined;
  const from = boundOf(period["start"], "from", timeZone);
  const until = boundOf(period["end"], "until", timeZone);
  if (from === "malformed" || until === "malformed") return undefined;
  if (from !== undefined && until !== undefined && until <= from) return undefined;
  return { from, until };
}

function boundOf(
  value: JsonValue | undefined,
  side: "from" | "until",
  timeZone: string,
): number | undefined | "malformed" {
  if (value === undefined) return undefined;
  const text = textAt(value);
  const moment = text === undefined ? undefined : parseTimeRange(text)?.[side];
  if (text === undefined || moment === undefined) return "malformed";
  return text.includes("T") ? moment : beginningOfDay(moment, timeZone);
}

export function holdsAt({ from, until }: Stretch, now: number): boolean {
  return (from === undefined || from <= now) && (until === undefined || now < until);
}

/** Whether it is over, so that no later moment can lie in it. */
export function isOver({ until }: Stretch, now: number): boolean {
  return until !== undefined && until <= now;
}
