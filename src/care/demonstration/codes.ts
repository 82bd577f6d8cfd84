import type { JsonObject } from "../../foundation/fhir/index.ts";

export const snomed = "http://snomed.info/sct";
export const loinc = "http://loinc.org";
export const ucum = "http://unitsofmeasure.org";
export const atc = "http://www.whocc.no/atc";
export const cvx = "http://hl7.org/fhir/sid/cvx";

const terminology = "http://terminology.hl7.org/CodeSystem";

/** The address of one of HL7's own code systems. */
export function hl7(system: string): string {
  return `${terminology}/${system}`;
}

/** Identifier systems of the demonstration. All numbers in them are invented. */
export const identifierSystem = {
  clinicRecord: "urn:wardbook:demonstration:record-number:clinic",
  homeRecord: "urn:wardbook:demonstration:record-number:care-home",
  national: "urn:wardbook:demonstration:national-number",
  staff: "urn:wardbook:demonstration:staff-number",
  appointment: "urn:wardbook:demonstration:appointment-number",
} as const;

export function coding(system: string, code: string, display?: string): JsonObject {
  return display === undefined ? { system, code } : { system, code, display };
}

/** A term with, where one is certain, its SNOMED CT code and that code's own display. */
export interface Term {
  readonly text: string;
  readonly snomed?: string;
  readonly display?: string;
}

export function concept(term: Term): JsonObject {
  if (term.snomed === undefined) return { text: term.text };
  return { coding: [coding(snomed, term.snomed, term.display ?? term.text)], text: term.text };
}

/** A CodeableConcept of one HL7 code. */
export function hl7Concept(system: string, code: string, display?: string): JsonObject {
  return { coding: [coding(hl7(system), code, display)] };
}
