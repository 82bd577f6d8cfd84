import { type FhirResource, type JsonValue, isJsonArray, isJsonObject } from "../../foundation/fhir/index.ts";
import type { TransactionBundle } from "./bundle.ts";
import { parentRecordNumber } from "./clinic/profiles.ts";
import { familyOf } from "./home/profiles.ts";
import type { DemonstrationStaff } from "./staff.ts";

/** Somebody who signs in to see a record: their own, or that of a relative. */
export interface RecordedPerson extends Omit<DemonstrationStaff, "roleName" | "practitionerFullUrl"> {
  readonly roleName: "patient" | "family-member";
  /** The fullUrl of the Patient whose record it is. */
  readonly patientFullUrl: string;
}

/** What they are called is the seed's choice; by these names they are known again. */
export const recordedUsernames = ["a.patient", "a.relative"] as const;

/** One patient of the clinic, and somebody of a resident's family. */
export function recordedPeople(bundles: readonly TransactionBundle[]): readonly RecordedPerson[] {
  const [ownName, relativeName] = recordedUsernames;
  return bundles.flatMap((bundle): RecordedPerson[] => {
    const entry = bundle.entry.find(({ resource }) => resource.resourceType === "Patient");
    if (entry === undefined) return [];
    const { fullUrl: patientFullUrl, resource: patient } = entry;
    switch (textAt(patient, "identifier", 0, "value")) {
      case parentRecordNumber: {
        const name = nameOf(patient);
        return [{ username: ownName, ...name, roleName: "patient", jobTitle: "Patient of the clinic", patientFullUrl }];
      }
      case familyOf: {
        const relative = bundle.entry.find(({ resource }) => resource.resourceType === "RelatedPerson")?.resource;
        if (relative === undefined) return [];
        const { given, family } = nameOf(patient);
        const jobTitle = `${capital(textAt(relative, "relationship", 0, "text"))} of ${given} ${family}`;
        return [{ username: relativeName, ...nameOf(relative), roleName: "family-member", jobTitle, patientFullUrl }];
      }
      default:
        return [];
    }
  });
}

function nameOf(resource: FhirResource): { readonly given: string; readonly family: string } {
  return { given: textAt(resource, "name", 0, "given", 0), family: textAt(resource, "name", 0, "family") };
}

function textAt(value: JsonValue | undefined, ...path: readonly (string | number)[]): string {
  let found = value;
  for (const step of path) {
    if (typeof step === "number") found = isJsonArray(found) ? found[step] : undefined;
    else found = isJsonObject(found) ? found[step] : undefined;
  }
  return typeof found === "string" ? found : "";
}

function capital(word: string): string {
  return `${word.charAt(0).toUpperCase()}${word.slice(1)}`;
}
