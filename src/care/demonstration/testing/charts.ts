import { type FhirResource, type JsonValue, isJsonArray, isJsonObject } from "../../../foundation/fhir/index.ts";
import type { TransactionBundle } from "../bundle.ts";
import { generateDemonstration } from "../generate.ts";

/** A Saturday in late autumn, nine o'clock in London. */
export const saturday = "2026-11-21T09:00:00Z";

export function demonstration(seed = 7, today = saturday, homeTimeZone = "Europe/London"): TransactionBundle[] {
  return [...generateDemonstration({ seed, today, homeTimeZone })];
}

export function resourcesOf(bundle: TransactionBundle, type?: string): FhirResource[] {
  const all = bundle.entry.map(({ resource }) => resource);
  return type === undefined ? all : all.filter(({ resourceType }) => resourceType === type);
}

/** Every string below a value with the name of the property that holds it. */
export function* stringsIn(value: JsonValue | undefined, name = ""): Generator<readonly [name: string, text: string]> {
  if (typeof value === "string") yield [name, value];
  else if (isJsonArray(value)) for (const item of value) yield* stringsIn(item, name);
  else if (isJsonObject(value)) for (const [key, item] of Object.entries(value)) yield* stringsIn(item, key);
}

/** The value at a dotted path; numbers step into arrays. */
export function at(value: JsonValue | undefined, path: string): JsonValue | undefined {
  return path.split(".").reduce<JsonValue | undefined>((found, step) => {
    if (isJsonArray(found)) return found[Number(step)];
    return isJsonObject(found) ? found[step] : undefined;
  }, value);
}

export function textAt(value: JsonValue | undefined, path: string): string {
  const found = at(value, path);
  return typeof found === "string" ? found : "";
}

export function noteText(document: FhirResource): string {
  return Buffer.from(textAt(document, "content.0.attachment.data"), "base64").toString("utf8");
}
