import type { FhirResource } from "../../src/foundation/fhir/index.ts";

export interface ObservationWords {
  /** LOINC code; a body weight without it. */
  readonly code?: string;
  readonly value?: number;
  readonly unit?: string;
  readonly effective?: string;
  readonly status?: "final" | "preliminary" | "amended";
}

/** A measurement of a patient. @param patient the patient's id, or any reference ("urn:uuid:…") */
export function anObservation(
  patient: string,
  {
    code = "29463-7",
    value = 71.5,
    unit = "kg",
    effective = "2026-03-01T10:15:00Z",
    status = "final",
  }: ObservationWords = {},
): FhirResource {
  return {
    resourceType: "Observation",
    status,
    category: [
      { coding: [{ system: "http://terminology.hl7.org/CodeSystem/observation-category", code: "vital-signs" }] },
    ],
    code: { coding: [{ system: "http://loinc.org", code }] },
    subject: { reference: patient.includes(":") ? patient : `Patient/${patient}` },
    effectiveDateTime: effective,
    valueQuantity: { value, unit, system: "http://unitsofmeasure.org", code: unit },
  };
}
