import { type FhirResource, type JsonObject, extensionIn, numberText } from "../../foundation/fhir/index.ts";

/** A whole number of an extension from nothing on; undefined where there is none, or it isn't one. */
export function countIn(holder: JsonObject | FhirResource, url: string): number | undefined {
  const extension = extensionIn(holder, url);
  const text = numberText(extension?.["valuePositiveInt"] ?? extension?.["valueUnsignedInt"]);
  return text !== undefined && /^\d{1,9}$/.test(text) ? Number(text) : undefined;
}
