import {
  type FhirResource,
  type ResourceType,
  canBeAboutPatients,
  isJsonArray,
  isJsonObject,
  patientsOf,
} from "../../foundation/fhir/index.ts";
import type { ResourceId } from "../../foundation/kernel/index.ts";
import { resourceGroups } from "./resource-groups.ts";
import type { Row } from "./row.ts";

/** What belongs to the organisation even when it names no patient: whoever reaches only some patients sees it too. */
const shared: ReadonlySet<ResourceType> = new Set([
  ...resourceGroups.directory,
  ...resourceGroups.catalogue,
  ...resourceGroups.definition,
  "Schedule",
  "Slot",
]);

/** Whether a row that names no patient belongs to everybody. Who contains a person's data doesn't, whatever its type. */
export function isShared(row: Row): boolean {
  return shared.has(row.type) && !(row.mayContain('"Patient"') && containsPatient(row.resource()));
}

function containsPatient({ contained }: FhirResource): boolean {
  return isJsonArray(contained) && contained.some((one) => isJsonObject(one) && one["resourceType"] === "Patient");
}

const nobody: readonly ResourceId[] = [];

/** Whom a row is about: the patient whose key seals it, or all of several that it names. */
export function patientsOfRow(row: Row): readonly ResourceId[] {
  if (row.patient !== undefined) return [row.patient];
  // A key of the organisation: it names no patient, or several.
  if (!canBeAboutPatients(row.type) || !row.mayContain('"Patient')) return nobody;
  return patientsOf(row.resource()) as readonly ResourceId[];
}
