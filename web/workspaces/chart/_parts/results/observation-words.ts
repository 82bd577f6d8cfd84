import { conceptTitle, firstCode } from "../../../../ui/clinical/codes.ts";
import { formatDateTime } from "../../../../ui/clinical/dates.ts";
import type { Observation, ObservationValue } from "../../../../ui/clinical/fhir-types.ts";
import { type Standing, standing } from "../../../../ui/clinical/interpretation.ts";
import { formatQuantity } from "../../../../ui/clinical/quantities.ts";
import { formatRange, normalRange } from "../../../../ui/clinical/reference-range.ts";

/** The value in words and units; why it is missing where it is. */
export function valueWords(value: ObservationValue): string {
  const quantity = formatQuantity(value.valueQuantity);
  if (quantity !== undefined) return quantity;
  const coded = conceptTitle(value.valueCodeableConcept);
  if (coded !== undefined) return coded;
  if (value.valueString !== undefined) return value.valueString;
  if (value.valueBoolean !== undefined) return value.valueBoolean ? "Yes" : "No";
  if (value.valueInteger !== undefined) return String(value.valueInteger);
  if (value.valueDateTime !== undefined) return formatDateTime(value.valueDateTime);
  if (value.valueRange !== undefined)
    return `${formatQuantity(value.valueRange.low) ?? "?"} to ${formatQuantity(value.valueRange.high) ?? "?"}`;
  const absent = conceptTitle(value.dataAbsentReason);
  return absent === undefined ? "No value recorded" : `No value: ${absent}`;
}

export function observationWords(observation: Observation): string {
  const parts = observation.component;
  if (parts === undefined || parts.length === 0) return valueWords(observation);
  return parts.map((part) => `${conceptTitle(part.code) ?? "Part"} ${valueWords(part)}`).join(", ");
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
  preliminary: "Preliminary",
  registered: "Awaited",
  amended: "Amended",
  corrected: "Corrected",
  partial: "Partial",
  cancelled: "Cancelled",
};

/** Only a state that a reader must know of: a final result is nothing special. */
export function statusWords(status: string | undefined): string | undefined {
  return status === undefined ? undefined : unfinished[status];
}

/** A stable name of what was measured, for grouping. */
export function measuredKey(observation: Observation): string {
  return firstCode(observation.code) ?? conceptTitle(observation.code) ?? "unnamed";
}
