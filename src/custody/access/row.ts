import type { FhirResource, ResourceType } from "../../foundation/fhir/index.ts";
import type { ResourceId } from "../../foundation/kernel/index.ts";

/** One version of a resource, as far as a decision needs it. What costs is asked for only when it could matter. */
export interface Row {
  readonly type: ResourceType;
  readonly id: ResourceId;
  /** The patient whose key seals it; undefined when it is about none, or about several. */
  readonly patient: ResourceId | undefined;
  /** Milliseconds since 1970. */
  readonly writtenAt: number;
  resource(): FhirResource;
  /** False only when the text surely has no such word; saves parsing. */
  mayContain(text: string): boolean;
}

/** A row of what is already parsed: something about to be written, or found. */
export function rowOf(resource: FhirResource, known: Pick<Row, "type" | "id" | "patient" | "writtenAt">): Row {
  return { ...known, resource: () => resource, mayContain: () => true };
}
