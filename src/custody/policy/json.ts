import {
  type JsonObject,
  type JsonValue,
  isJsonArray,
  isJsonObject,
  parseReference,
} from "../../foundation/fhir/index.ts";

/** The objects of a list; of a single object, itself. */
export function objectsAt(value: JsonValue | undefined): readonly JsonObject[] {
  if (isJsonObject(value)) return [value];
  return isJsonArray(value) ? value.filter(isJsonObject) : [];
}

export function textAt(value: JsonValue | undefined): string | undefined {
  return typeof value === "string" ? value : undefined;
}

export interface Coded {
  readonly system: string | undefined;
  readonly code: string | undefined;
}

export function codedOf(coding: JsonObject): Coded {
  return { system: textAt(coding["system"]), code: textAt(coding["code"]) };
}

/** The codings of a CodeableConcept. */
export function codingsOf(concept: JsonValue | undefined): readonly Coded[] {
  return isJsonObject(concept) ? objectsAt(concept["coding"]).map(codedOf) : [];
}

/** "Practitioner/x" of a Reference to a resource here, without a version. */
export function referenceOf(value: JsonValue | undefined): string | undefined {
  const target = targetOf(value);
  return target === undefined ? undefined : `${target.type}/${target.id}`;
}

export function targetOf(value: JsonValue | undefined): { readonly type: string; readonly id: string } | undefined {
  const text = isJsonObject(value) ? value["reference"] : undefined;
  const target = typeof text === "string" ? parseReference(text) : undefined;
  return target?.kind === "relative" ? { type: target.type, id: target.id } : undefined;
}

/** The id in a Reference to a resource of this type here. */
export function idIn(value: JsonValue | undefined, type: string): string | undefined {
  const target = targetOf(value);
  return target?.type === type ? target.id : undefined;
}
