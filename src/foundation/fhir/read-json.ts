import { type ResourceId, isUuid } from "../kernel/index.ts";
import { isJsonArray, isJsonObject } from "./json-object.ts";
import type { FhirResource, JsonObject, JsonValue } from "./types.ts";

// What records that others wrote have at a place: nothing where it is of another shape.

/** The objects of a list. */
export function objectsIn(value: JsonValue | undefined): readonly JsonObject[] {
  return value !== undefined && isJsonArray(value) ? value.filter(isJsonObject) : [];
}

export function objectIn(value: JsonValue | undefined): JsonObject | undefined {
  return value !== undefined && isJsonObject(value) ? value : undefined;
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
  return textIn(objectIn(value)?.["reference"]);
}

/** The id that a Reference names a record of this type by; undefined where it names another, or one that isn't here. */
export function idIn(value: JsonValue | undefined, type: string): ResourceId | undefined {
  const [, named, id = ""] = /^([A-Za-z]+)\/([^/]+)$/.exec(referenceIn(value) ?? "") ?? [];
  return named === type && isUuid(id) ? (id as ResourceId) : undefined;
}

export function referenceTo(type: string, id: string): JsonObject {
  return { reference: `${type}/${id}` };
}

export function extensionsIn(holder: JsonObject | FhirResource, url: string): readonly JsonObject[] {
  return objectsIn(holder["extension"]).filter((one) => one["url"] === url);
}

export function extensionIn(holder: JsonObject | FhirResource, url: string): JsonObject | undefined {
  return extensionsIn(holder, url)[0];
}

/** The holder with one extension in place of those of its address; without any where there is no value. */
export function withExtension<Holder extends JsonObject | FhirResource>(
  holder: Holder,
  url: string,
  value: JsonObject | undefined,
): Holder {
  const others = objectsIn(holder["extension"]).filter((one) => one["url"] !== url);
  const extension = value === undefined ? others : [...others, { url, ...value }];
  const { extension: _replaced, ...rest } = holder;
  return (extension.length === 0 ? rest : { ...rest, extension }) as Holder;
}

/** Whether a CodeableConcept, or a list of them, has this code. */
export function hasCode(value: JsonValue | undefined, system: string, code: string): boolean {
  const concept = objectIn(value);
  const concepts = concept === undefined ? objectsIn(value) : [concept];
  return concepts.some(({ coding }) =>
    objectsIn(coding).some((one) => one["system"] === system && one["code"] === code),
  );
}

/** Values of a resource's identifiers of a system. */
export function identifiersIn(resource: FhirResource | undefined, system: string): readonly string[] {
  return objectsIn(resource?.["identifier"]).flatMap((one) =>
    one["system"] === system && typeof one["value"] === "string" ? [one["value"]] : [],
  );
}
