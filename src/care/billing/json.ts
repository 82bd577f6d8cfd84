import {
  type FhirResource,
  type JsonObject,
  type JsonValue,
  isJsonArray,
  isJsonObject,
  numberFromText,
  numberText,
} from "../../foundation/fhir/index.ts";
import { type ResourceId, isUuid } from "../../foundation/kernel/index.ts";
import { type Minor, amountText, parseAmount } from "./amounts.ts";

/** In what an organisation counts. */
export interface Currency {
  readonly currency: string;
  readonly digits: number;
}

/** The objects of a list; nothing of what is no list. */
export function objectsIn(value: JsonValue | undefined): readonly JsonObject[] {
  return value !== undefined && isJsonArray(value) ? value.filter(isJsonObject) : [];
}

export function textIn(value: JsonValue | undefined): string | undefined {
  return typeof value === "string" ? value : undefined;
}

export function extensionsIn(holder: JsonObject | FhirResource, url: string): readonly JsonObject[] {
  return objectsIn(holder["extension"]).filter((one) => one["url"] === url);
}

export function extensionIn(holder: JsonObject | FhirResource, url: string): JsonObject | undefined {
  return extensionsIn(holder, url)[0];
}

/** A whole number of an extension from nothing on; undefined where there is none, or it isn't one. */
export function countIn(holder: JsonObject | FhirResource, url: string): number | undefined {
  const extension = extensionIn(holder, url);
  const text = numberText(extension?.["valuePositiveInt"] ?? extension?.["valueUnsignedInt"]);
  return text !== undefined && /^\d{1,9}$/.test(text) ? Number(text) : undefined;
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

/** The id that a Reference names a record of this type by; undefined where it names another, or one that isn't here. */
export function idIn(value: JsonValue | undefined, type: string): ResourceId | undefined {
  const reference = value !== undefined && isJsonObject(value) ? textIn(value["reference"]) : undefined;
  const [, named, id = ""] = /^([A-Za-z]+)\/([^/]+)$/.exec(reference ?? "") ?? [];
  return named === type && isUuid(id) ? (id as ResourceId) : undefined;
}

/** An amount of FHIR's Money in this currency; undefined where it is another's, or no such amount. */
export function moneyIn(value: JsonValue | undefined, { currency, digits }: Currency): Minor | undefined {
  if (value === undefined || !isJsonObject(value) || value["currency"] !== currency) return undefined;
  const text = numberText(value["value"]);
  return text === undefined ? undefined : parseAmount(text, digits);
}

/** FHIR's Money, with all the digits of its currency. */
export function moneyOf(amount: Minor, { currency, digits }: Currency): JsonObject {
  return { value: numberFromText(amountText(amount, digits)), currency };
}

export function referenceTo(type: string, id: string): JsonObject {
  return { reference: `${type}/${id}` };
}

/** Whether a CodeableConcept, or a list of them, has this code. */
export function hasCode(value: JsonValue | undefined, system: string, code: string): boolean {
  const concepts = value !== undefined && isJsonObject(value) ? [value] : objectsIn(value);
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
