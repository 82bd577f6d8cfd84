import type { Filter, FhirResource, ResourceType } from "../../../foundation/fhir/index.ts";
import type { ResourceId, TenantId } from "../../../foundation/kernel/index.ts";

export interface SourceVersion {
  readonly type: ResourceType;
  readonly id: ResourceId;
  readonly version: number;
  readonly position: number;
  readonly deleted: boolean;
  /** The resource's JSON; empty for a deletion. */
  readonly body: Buffer;
}

export interface SourceMatch {
  readonly version: SourceVersion;
  readonly resource: FhirResource;
}

/** What the policy reads of the records: whole, before anybody's access is decided. */
export interface RecordSource {
  newestAll(tenant: TenantId, ids: readonly ResourceId[]): Promise<readonly SourceVersion[]>;
  historyBefore(
    tenant: TenantId,
    wanted: {
      readonly types: readonly ResourceType[];
      readonly from: number;
      readonly before: number;
      readonly limit: number;
    },
  ): Promise<readonly SourceVersion[]>;
  search(
    tenant: TenantId,
    query: {
      readonly type: ResourceType;
      readonly filters: readonly Filter[];
      /** The version as it is read here: whole. */
      see(version: SourceVersion): SourceMatch | undefined;
      readonly from: number;
      readonly before: number;
      readonly limit: number;
    },
  ): Promise<readonly SourceMatch[]>;
}
