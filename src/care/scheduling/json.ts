import { type JsonObject, numericValue, extensionIn } from "../../foundation/fhir/index.ts";

/** A positive whole number of an extension; undefined where there is none, or it isn't one. */
export function positiveIn(holder: JsonObject, url: string): number | undefined {
  const number = numericValue(extensionIn(holder, url)?.["valuePositiveInt"]);
  return number !== undefined && Number.isInteger(number) && number > 0 ? number : undefined;
}
