import {
  type FhirResource,
  type JsonObject,
  type JsonValue,
  isJsonArray,
  isJsonObject,
  numericValue,
} from "../../foundation/fhir/index.ts";

/** The objects of a list; nothing of what is no list. */
export function objectsIn(value: JsonValue | undefined): readonly JsonObject[] {
  return value !== undefined && isJsonArray(value) ? value.filter(isJsonObject) : [];
}

export function textIn(value: JsonValue | undefined): string | undefined {
  return typeof value === "string" ? value : undefined;
}

/** The literal reference of a Reference. */
export function referenceIn(value: JsonValue | undefined): string | undefined {
  return value !== undefined && isJsonObject(value) ? textIn(value["reference"]) : undefined;
}

export function extensionIn(holder: JsonObject, url: string): JsonObject | undefined {
  return objectsIn(holder["extension"]).find((one) => one["url"] === url);
}

/** A positive whole number of an extension; undefined where there is none, or it isn't one. */
export function positiveIn(holder: JsonObject, url: string): number | undefined {
  const number = numericValue(extensionIn(holder, url)?.["valuePositiveInt"]);
  return number !== undefined && Number.isInteger(number) && number > 0 ? number : undefined;
}

/** The holder with an extension in place of those of its address; without any where there is no value. */
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
