import { type Minor } from "../../foundation/money/index.ts";
import type { FhirResource, ResourceType } from "../../foundation/fhir/index.ts";
import type { Clock, ResourceId, TenantId } from "../../foundation/kernel/index.ts";
import type { Database, Transaction } from "../../foundation/platform/database/index.ts";
import type { KeepersOf } from "../../custody/access/index.ts";
import type { BillingSettings } from "./settings.ts";
import type { Kept } from "./shapes.ts";

/** A branch, and a day of the organisation's calendar. */
export interface TillDay {
  readonly branch: ResourceId;
  /** "2026-03-07" */
  readonly day: string;
}
/** What the rules of money stand on. They see every record, whoever asks, and tell nobody of any. */
export interface BillingRulePorts {
  readonly db: Database;
  /** Hashes a text under a key of the organisation's: 16 bytes, the same for ever. */
  readonly blinding: (tenant: TenantId) => Promise<(text: string) => Buffer>;
  /** The current records of a type that a search finds, whoever may see them: not witnessed, for nobody is told. */
  readonly find: (
    tenant: TenantId,
    type: ResourceType,
    pairs: readonly (readonly [string, string])[],
  ) => Promise<readonly Kept[]>;
  /** Current records of these ids. @param within as a transaction that is under way leaves them */
  readonly current: (
    tenant: TenantId,
    ids: readonly ResourceId[],
    within?: Transaction,
  ) => Promise<ReadonlyMap<ResourceId, FhirResource>>;
  /** Cash that a branch's till gave on a day for what isn't a patient's, less what came back of it. Absent: nothing. */
  readonly cashOut?: ((tenant: TenantId, at: TillDay) => Promise<Minor>) | undefined;
  /** As `KeepersOf`, of an organisation's programs. Absent: it has none. */
  readonly keepersOf?: ((tenant: TenantId, program: string) => ReturnType<KeepersOf>) | undefined;
  readonly settings: (tenant: TenantId) => Promise<BillingSettings>;
  /** IANA name of the zone whose days the organisation means. */
  readonly timeZone: (tenant: TenantId) => Promise<string>;
  readonly now: Clock;
}
