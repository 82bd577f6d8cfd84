import type { FhirResource, ResourceType } from "../../foundation/fhir/index.ts";
import { type ResourceId, positionToMilliseconds } from "../../foundation/kernel/index.ts";

export function lastUpdatedOf(position: number): string {
  return new Date(positionToMilliseconds(position)).toISOString();
}

/** The resource as it is stored: id and meta are the server's. */
export function stamp(
  resource: FhirResource,
  as: { readonly type: ResourceType; readonly id: ResourceId; readonly version: number; readonly position: number },
): FhirResource {
  const { resourceType: _type, id: _id, meta, ...rest } = resource;
  return {
    resourceType: as.type,
    id: as.id,
    meta: { ...meta, versionId: String(as.version), lastUpdated: lastUpdatedOf(as.position) },
    ...rest,
  };
}
