import {
  type FhirResource,
  type JsonObject,
  type JsonValue,
  isJsonArray,
  isJsonObject,
  parseStoredText,
} from "../../foundation/fhir/index.ts";
import type { ResourceId } from "../../foundation/kernel/index.ts";
import type { SearchPage } from "../../custody/chart/index.ts";

/** A record as its reader sees it. */
export interface Found {
  readonly id: ResourceId;
  readonly version: number;
  readonly resource: FhirResource;
}

export function opened({ id, version, body }: SearchPage["matches"][number]): Found {
  return { id, version, resource: parseStoredText(body.toString()) as FhirResource };
}

/** The objects of a list; nothing of what is no list. */
export function objectsIn(value: JsonValue | undefined): readonly JsonObject[] {
  return value !== undefined && isJsonArray(value) ? value.filter(isJsonObject) : [];
}

export function textIn(value: JsonValue | undefined): string | undefined {
  return typeof value === "string" ? value : undefined;
}

/** Who or what takes part, of a type: id, and the name beside it. */
export function actorIn(
  appointment: FhirResource,
  type: string,
): { readonly id: string; readonly name: string } | undefined {
  for (const { actor } of objectsIn(appointment["participant"])) {
    if (!isJsonObject(actor)) continue;
    const [of, id] = textIn(actor["reference"])?.split("/") ?? [];
    if (of === type && id !== undefined) return { id, name: textIn(actor["display"]) ?? "" };
  }
  return undefined;
}
