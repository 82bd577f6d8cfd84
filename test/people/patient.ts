import type { FhirResource } from "../../src/foundation/fhir/index.ts";
import { mindPatients, notebookOfThisRun } from "../support/canaries/index.ts";

export interface PatientWords {
  readonly given?: string;
  readonly family?: string;
  readonly birthDate?: string;
  readonly gender?: "female" | "male" | "other" | "unknown";
  readonly city?: string;
  /** A medical record number of the test's own system. */
  readonly mrn?: string;
}

export const mrnSystem = "https://wardbook.test/mrn";

/** A made-up patient, of whom no log of the run may tell. */
export function aPatient({
  given = "Nora",
  family = "Halloran",
  birthDate = "1948-02-29",
  gender = "female",
  city = "Cork",
  mrn,
}: PatientWords = {}): FhirResource {
  const patient: FhirResource = {
    resourceType: "Patient",
    ...(mrn === undefined ? {} : { identifier: [{ system: mrnSystem, value: mrn }] }),
    name: [{ use: "official", family, given: [given] }],
    gender,
    birthDate,
    address: [{ city, country: "IE" }],
  };
  mindPatients(patient, notebookOfThisRun());
  return patient;
}
