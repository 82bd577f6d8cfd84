import { type JsonObject, type JsonValue, isJsonArray, isJsonObject } from "../../foundation/fhir/index.ts";

/** The objects of a list; nothing of what is no list. */
export function objectsIn(value: JsonValue | undefined): readonly JsonObject[] {
  return value !== undefined && isJsonArray(value) ? value.filter(isJsonObject) : [];
}

export function objectIn(value: JsonValue | undefined): JsonObject | undefined {
  return value !== undefined && isJsonObject(value) ? value : undefined;
}

export function textIn(value: JsonValue | undefined): string | undefined {
  return typeof value === "string" ? value : undefined;
}

/** The code of a CodeableConcept in one system. */
export function codeIn(concept: JsonValue | undefined, system: string): string | undefined {
  const coding = objectsIn(objectIn(concept)?.["coding"]).find((one) => one["system"] === system);
  return textIn(coding?.["code"]);
}
