const publicHosts =
  /^https?:\/\/(?:[a-z0-9-]+\.)*(?:snomed\.info|loinc\.org|hl7\.org|hl7\.org\.uk|unitsofmeasure\.org|nlm\.nih\.gov|nih\.gov|cdc\.gov|cms\.gov|ama-assn\.org|who\.int|whocc\.no|fhir\.org|dicom\.nema\.org|ada\.org|nubc\.org|fda\.gov|nhs\.uk|ihe\.net)(?:\/|$)/i;
const publicUrns = /^urn:(?:iso:std|ietf:bcp|oid:2\.16\.840\.1\.113883\.(?:6|5|12)\.)/;

/** Whether a code system is one that everybody uses. One of an organisation's own names the organisation, and its codes may be numbers of anything. */
export function isPublicSystem(system: unknown): boolean {
  return typeof system === "string" && (publicHosts.test(system) || publicUrns.test(system));
}

/** Extensions whose meaning is known, and that identify nobody by themselves. Every other one is dropped. */
export const knownExtensions: ReadonlySet<string> = new Set([
  "http://hl7.org/fhir/us/core/StructureDefinition/us-core-race",
  "http://hl7.org/fhir/us/core/StructureDefinition/us-core-ethnicity",
  "http://hl7.org/fhir/us/core/StructureDefinition/us-core-birthsex",
  "http://hl7.org/fhir/us/core/StructureDefinition/us-core-genderIdentity",
  "http://hl7.org/fhir/StructureDefinition/patient-genderIdentity",
  "http://hl7.org/fhir/StructureDefinition/data-absent-reason",
  "http://hl7.org/fhir/StructureDefinition/condition-assertedDate",
  "http://hl7.org/fhir/StructureDefinition/iso21090-nullFlavor",
]);

/** Their parts, which are named without an address. */
export const knownParts: ReadonlySet<string> = new Set(["ombCategory", "detailed", "text"]);
