import type { FhirResource, ResourceType } from "../../foundation/fhir/index.ts";
import type { Clock, ResourceId, TenantId } from "../../foundation/kernel/index.ts";
import type { Database } from "../../foundation/platform/database/index.ts";
import type { BillingSettings } from "./settings.ts";
import type { Kept } from "./shapes.ts";

/** What the rules of money stand on. They see every record, whoever asks, and tell nobody of any. */
export interface BillingRulePorts {
  readonly db: Database;
  /** Hashes a text under a key of the organisation's: 16 bytes, the same for ever. */
  readonly blinding: (tenant: TenantId) => Promise<(text: string) => Buffer>;
  /** The current records of a type whose reference by this search parameter is one of these. */
  readonly referring: (
    tenant: TenantId,
    type: ResourceType,
    parameter: string,
    targets: readonly { readonly type: ResourceType; readonly id: ResourceId }[],
  ) => Promise<readonly Kept[]>;
  /** The current records of a type that were created on one of these days, by the search parameter `created`. */
  readonly createdOn: (tenant: TenantId, type: ResourceType, days: readonly string[]) => Promise<readonly Kept[]>;
  /** Current records of these ids. */
  readonly current: (tenant: TenantId, ids: readonly ResourceId[]) => Promise<ReadonlyMap<ResourceId, FhirResource>>;
  readonly settings: (tenant: TenantId) => Promise<BillingSettings>;
  /** IANA name of the zone whose days the organisation means. */
  readonly timeZone: (tenant: TenantId) => Promise<string>;
  readonly now: Clock;
}
