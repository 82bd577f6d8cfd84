import { isJsonArray, isJsonObject } from "../json-object.ts";
import type { FhirResource, Issue, JsonObject, JsonValue } from "../types.ts";
import { isCarrier } from "./carried-patients.ts";
import { patientPaths } from "./compartment.ts";
import { maximumIssues } from "./findings.ts";
import { parseReference } from "./parse-reference.ts";
import { referencesIn } from "./references.ts";

/** Elements whose references are to whom a resource is about, whatever they say of their type. */
const subjects: ReadonlySet<string> = new Set([
  "patient",
  "subject",
  "beneficiary",
  "for",
  "candidate",
  "individual",
  "deliverTo",
  "entity",
]);
const namesPatient = /(?:^|[\s/])Patient[/?]/i;

/**
 * References that may mean a patient here without naming one as `Patient/id`: what has them would be about nobody, kept from
 * nobody by a consent and told to no patient. It depends on what is written alone, not on who is here.
 */
export function strayPatients(resource: FhirResource): readonly Issue[] {
  const faults: Issue[] = [];
  const names = entryNames(resource);
  for (const { path, reference, target } of referencesIn(resource)) {
    const isStray =
      target.kind === "other"
        ? namesPatient.test(reference)
        : target.kind === "conditional"
          ? target.type === "Patient"
          : target.kind === "urn" && isCarrier(resource.resourceType) && !names.has(reference);
    if (isStray) faults.push(faultAt(path));
  }
  if (isCarrier(resource.resourceType)) return faults.slice(0, maximumIssues);
  for (const path of patientPaths(resource.resourceType)) {
    visit(resource, path, 0, resource.resourceType, (found, place) => {
      if (isUnnamed(found, path.at(-1) ?? "")) faults.push(faultAt(place));
    });
  }
  return faults.slice(0, maximumIssues);
}

function isUnnamed({ reference, identifier, type }: JsonObject, element: string): boolean {
  if (typeof reference === "string") return parseReference(reference).kind === "urn";
  if (identifier === undefined) return false;
  return type === undefined ? subjects.has(element) : typeof type === "string" && /(?:^|\/)Patient$/.test(type);
}

function entryNames({ resourceType, entry }: FhirResource): ReadonlySet<unknown> {
  if (resourceType !== "Bundle" || !isJsonArray(entry)) return new Set();
  return new Set(entry.map((one) => (isJsonObject(one) ? one["fullUrl"] : undefined)));
}

function visit(
  value: JsonValue | undefined,
  path: readonly string[],
  step: number,
  place: string,
  meet: (reference: JsonObject, place: string) => void,
): void {
  if (isJsonArray(value)) {
    for (const [index, item] of value.entries()) visit(item, path, step, `${place}[${index}]`, meet);
  } else if (isJsonObject(value)) {
    const property = path[step];
    if (property === undefined) meet(value, place);
    else visit(value[property], path, step + 1, `${place}.${property}`, meet);
  }
}

function faultAt(path: string): Issue {
  return {
    severity: "error",
    code: "value",
    details: "fhir/stray-patient",
    diagnostics: "a patient of this server is named as Patient/id, and by nothing else; anything else by its type too",
    expression: path,
  };
}
