import type { FhirResource } from "../../foundation/fhir/index.ts";
import type { Clock, ResourceId, TenantId } from "../../foundation/kernel/index.ts";
import type { Database, Queryable } from "../../foundation/platform/database/index.ts";

/** A current appointment, whoever it is about. */
export interface CurrentAppointment {
  readonly id: ResourceId;
  /** Undefined where it was deleted. */
  readonly resource: FhirResource | undefined;
}

/** What the rule of appointments stands on. */
export interface PlacesPorts {
  readonly db: Database;
  /** Hashes a text under a key of the organisation's: 16 bytes, the same for ever. */
  readonly blinding: (tenant: TenantId) => Promise<(text: string) => Buffer>;
  /** Current records of these ids that are about no patient: rooms, roles, kinds of appointment. Not witnessed, for they are the house's own. */
  readonly directory: (
    tenant: TenantId,
    ids: readonly ResourceId[],
    within?: Queryable,
  ) => Promise<ReadonlyMap<ResourceId, FhirResource>>;
  /** Where this server answers FHIR: "https://records.example/fhir". A reference that begins with it is to what is here. */
  readonly address?: string | undefined;
  /** IANA name of the zone whose days and times of day the organisation means. */
  readonly timeZone: (tenant: TenantId) => Promise<string>;
  readonly now: Clock;
}

/** What rebuilding the places reads: it alone sees every appointment, and tells nothing of any. */
export interface RebuildingPorts extends PlacesPorts {
  /** Every appointment there is or was, page by page. */
  readonly everyAppointment: (tenant: TenantId) => AsyncIterable<readonly CurrentAppointment[]>;
  readonly newestAppointment: (tenant: TenantId, id: ResourceId, within: Queryable) => Promise<CurrentAppointment>;
}
