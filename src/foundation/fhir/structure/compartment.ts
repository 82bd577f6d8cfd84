import { isJsonArray, isJsonObject } from "../json-object.ts";
import { patientCompartment } from "../tables/structure-compartment.ts";
import type { FhirResource, JsonValue } from "../types.ts";
import { isCarrier, patientsCarried } from "./carried-patients.ts";
import { parseReference } from "./parse-reference.ts";
import { subjectPaths } from "./subject-paths.ts";

type Path = readonly string[];

const compartmentPaths: ReadonlyMap<string, readonly Path[]> = new Map(
  patientCompartment
    .trim()
    .split("\n")
    .map((line) => {
      const [type = "", ...paths] = line.split(" ");
      return [type, paths.map((path) => path.split("."))];
    }),
);

/**
 * Logical ids of the patients whose compartment holds the resource, each once; of a type that R4 leaves out of compartments, those
 * whom it is about; of what carries others (a bundle), those whom anything in it names. A patient is in its own compartment, and in those of the patients it links to. Only references of the form
 * "Patient/x" count: another server's patients are none of ours.
 * Source: http://hl7.org/fhir/R4/compartmentdefinition-patient.html
 */
export function patientsOf(resource: FhirResource): readonly string[] {
  if (isCarrier(resource.resourceType)) return patientsCarried(resource);
  const patients = new Set<string>();
  if (resource.resourceType === "Patient" && resource.id !== undefined) patients.add(resource.id);
  const paths = pathsOf(resource.resourceType);
  for (const path of paths) collectPatients(resource, path, 0, patients);
  if (paths.length > 0) collectContained(resource["contained"], patients);
  return [...patients];
}

/** A contained resource is part of the one around it, which so speaks of its patient too. A contained patient is nobody of ours. */
function collectContained(contained: JsonValue | undefined, patients: Set<string>): void {
  if (!isJsonArray(contained)) return;
  for (const inner of contained) {
    const type = isJsonObject(inner) ? inner["resourceType"] : undefined;
    if (typeof type === "string") for (const path of pathsOf(type)) collectPatients(inner, path, 0, patients);
  }
}

function pathsOf(type: string): readonly Path[] {
  return compartmentPaths.get(type) ?? subjectPaths.get(type) ?? [];
}

/** Where a resource of this type names those whom it is about, and those in whose compartment it is. */
export function patientPaths(type: string): readonly Path[] {
  const paths = [...(subjectPaths.get(type) ?? []), ...(compartmentPaths.get(type) ?? [])];
  return [...new Map(paths.map((path) => [path.join("."), path])).values()];
}

/** Whether resources of this type can be about patients: those in their compartments, and devices, contracts, bundles and some more. */
export function canBeAboutPatients(type: string): boolean {
  return compartmentPaths.has(type) || subjectPaths.has(type) || isCarrier(type);
}

/** Whether R4 lets resources of this type be in a patient's compartment at all. */
export function canBeInPatientCompartment(type: string): boolean {
  return compartmentPaths.has(type);
}

/**
 * The one patient that the resource is about, whose key seals it. The first of the type's elements (see subject-paths.ts)
 * that names patients decides; where none does, the only patient of the compartment.
 * @returns undefined when there is no such patient, or more than one
 */
export function subjectPatientOf(resource: FhirResource): string | undefined {
  if (resource.resourceType === "Patient") return resource.id;
  for (const path of subjectPaths.get(resource.resourceType) ?? []) {
    const patients = new Set<string>();
    collectPatients(resource, path, 0, patients);
    if (patients.size > 0) return only([...patients]);
  }
  return only(patientsOf(resource));
}

function only(patients: readonly string[]): string | undefined {
  return patients.length === 1 ? patients[0] : undefined;
}

function collectPatients(value: JsonValue | undefined, path: Path, step: number, patients: Set<string>): void {
  if (isJsonArray(value)) {
    for (const item of value) collectPatients(item, path, step, patients);
  } else if (isJsonObject(value)) {
    const property = path[step];
    if (property !== undefined) return collectPatients(value[property], path, step + 1, patients);
    const reference = value["reference"];
    const target = typeof reference === "string" ? parseReference(reference) : undefined;
    if (target?.kind === "relative" && target.type === "Patient") patients.add(target.id);
  }
}
