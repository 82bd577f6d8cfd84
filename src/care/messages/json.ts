import {
  type FhirResource,
  type JsonObject,
  type JsonValue,
  isJsonArray,
  isJsonObject,
} from "../../foundation/fhir/index.ts";

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

/** The id of a reference to what is here: of "Patient/…" and with a version. */
export function idIn(value: JsonValue | undefined, type: string): string | undefined {
  const [kind, id] = textIn(objectIn(value)?.["reference"])?.split("/") ?? [];
  return kind === type ? id : undefined;
}

export function codeIn(resource: FhirResource, element: string, system: string): string | undefined {
  const codings = objectsIn(resource[element]).flatMap((concept) => objectsIn(concept["coding"]));
  return textIn(codings.find((coding) => coding["system"] === system)?.["code"]);
}
