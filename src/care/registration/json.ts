import { type JsonObject, type JsonValue, isJsonArray, isJsonObject } from "../../foundation/fhir/index.ts";

/** The objects of a list; nothing of what is no list. */
export function objectsIn(value: JsonValue | undefined): readonly JsonObject[] {
  return value !== undefined && isJsonArray(value) ? value.filter(isJsonObject) : [];
}

export function textIn(value: JsonValue | undefined): string | undefined {
  return typeof value === "string" ? value : undefined;
}

/** The texts of a list. */
export function textsIn(value: JsonValue | undefined): readonly string[] {
  return value !== undefined && isJsonArray(value) ? value.filter((one) => typeof one === "string") : [];
}

/** The literal reference of a Reference. */
export function referenceIn(value: JsonValue | undefined): string | undefined {
  return value !== undefined && isJsonObject(value) ? textIn(value["reference"]) : undefined;
}

export function extensionIn(holder: JsonObject, url: string): JsonObject | undefined {
  return objectsIn(holder["extension"]).find((one) => one["url"] === url);
}
