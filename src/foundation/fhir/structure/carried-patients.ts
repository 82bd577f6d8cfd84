import { isUuid } from "../../kernel/index.ts";
import { isJsonArray, isJsonObject } from "../json-object.ts";
import type { FhirResource, JsonValue } from "../types.ts";
import { parseReference } from "./parse-reference.ts";

/** Types that carry other resources, or speak of resources of any type: what is in them may be about anybody. */
const carriers: ReadonlySet<string> = new Set(["Bundle", "Parameters", "Linkage", "MessageHeader"]);

export function isCarrier(type: string): boolean {
  return carriers.has(type);
}

/** Ids of the patients whom a carrier is or names, anywhere in it, each once. Only UUIDs: other ids are another server's. A patient
 *  in a bundle whose id is none is a patient of that bundle, as a contained one is of what contains it. */
export function patientsCarried(resource: FhirResource): readonly string[] {
  const patients = new Set<string>();
  collect(resource, patients, false);
  return [...patients].filter(isUuid);
}

function collect(value: JsonValue | undefined, patients: Set<string>, isContained: boolean): void {
  if (isJsonArray(value)) {
    for (const item of value) collect(item, patients, isContained);
  } else if (isJsonObject(value)) {
    const { resourceType, id, reference } = value;
    if (resourceType === "Patient" && typeof id === "string" && !isContained) patients.add(id);
    const target = typeof reference === "string" ? parseReference(reference) : undefined;
    if (target?.kind === "relative" && target.type === "Patient") patients.add(target.id);
    for (const property in value) collect(value[property], patients, property === "contained");
  }
}
