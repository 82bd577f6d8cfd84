import { conceptTitle, firstCode } from "../../../../ui/clinical/codes.ts";
import { formatDateTime } from "../../../../ui/clinical/dates.ts";
import type { Observation, ObservationValue } from "../../../../ui/clinical/fhir-types.ts";
import { type Standing, standing } from "../../../../ui/clinical/interpretation.ts";
import { formatQuantity } from "../../../../ui/clinical/quantities.ts";
import { formatRange, normalRange } from "../../../../ui/clinical/reference-range.ts";
import { say } from "./words/index.ts";

/** The value in words and units; why it is missing where it is. */
export function valueWords(value: ObservationValue): string {
  const quantity = formatQuantity(value.valueQuantity);
  if (quantity !== undefined) return quantity;
  const coded = conceptTitle(value.valueCodeableConcept);
  if (coded !== undefined) return coded;
  if (value.valueString !== undefined) return value.valueString;
  if (value.valueBoolean !== undefined) return value.valueBoolean ? say("yes") : say("no");
  if (value.valueInteger !== undefined) return String(value.valueInteger);
  if (value.valueDateTime !== undefined) return formatDateTime(value.valueDateTime);
  if (value.valueRange !== undefined)
    return say("fromTo", {
      low: formatQuantity(value.valueRange.low) ?? "?",
      high: formatQuantity(value.valueRange.high) ?? "?",
    });
  const absent = conceptTitle(value.dataAbsentReason);
  return absent === undefined ? say("noValue") : say("noValueWhy", { why: absent });
}

export function observationWords(observation: Observation): string {
  const parts = observation.component;
  if (parts === undefined || parts.length === 0) return valueWords(observation);
  return parts
    .map((part) => say("partValue", { part: conceptTitle(part.code) ?? say("part"), value: valueWords(part) }))
    .join(", ");
}

export function observationStanding(observation: ObservationValue): Standing | undefined {
  return standing({
    value: observation.valueQuantity?.value,
    interpretation: observation.interpretation,
    range: normalRange(observation.referenceRange),
  });
}

export function rangeWords(observation: ObservationValue): string | undefined {
  return formatRange(normalRange(observation.referenceRange));
}

const unfinished: Readonly<Record<string, string>> = {
  preliminary: say("preliminary"),
  registered: say("awaited"),
  amended: say("amended"),
  corrected: say("corrected"),
  partial: say("partial"),
  cancelled: say("cancelled"),
};

/** Only a state that a reader must know of: a final result is nothing special. */
export function statusWords(status: string | undefined): string | undefined {
  return status === undefined ? undefined : unfinished[status];
}

/** A stable name of what was measured, for grouping. */
export function measuredKey(observation: Observation): string {
  return firstCode(observation.code) ?? conceptTitle(observation.code) ?? "unnamed";
}
