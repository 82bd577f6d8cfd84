import type { FhirResource, Issue, ResourceType } from "../../foundation/fhir/index.ts";
import type { Clock, Positions, ResourceId, TenantId } from "../../foundation/kernel/index.ts";
import type { Database, Transaction } from "../../foundation/platform/database/index.ts";
import type { Facts } from "../access/index.ts";
import type { Keyring } from "../keyring/index.ts";
import type { LedgerWriter } from "../ledger/index.ts";
import type { Records } from "../records/index.ts";

/** Something that was written: what policy is made of may be among it. */
export interface Written {
  readonly type: ResourceType;
  readonly id: ResourceId;
  readonly version: number;
  readonly patient: ResourceId | undefined;
  /** Undefined for a deletion. */
  readonly resource: FhirResource | undefined;
}

/** What has a say in writing: labels that are put on, and policies that are made of what is written. */
export interface WritePolicy {
  /** The resource as it is to be stored. @param previous the current version, if there is one. */
  label(resource: FhirResource, previous: FhirResource | undefined): FhirResource;
  /** Whether an update takes a label off. @param previous the current version, as its writer sees it */
  takesLabelOff(resource: FhirResource, previous: FhirResource): boolean;
  /** Whether it says what its previous version didn't and what lets the caller reach a patient. */
  bringsReach?(caller: Facts, resource: FhirResource, previous: FhirResource | undefined): boolean;
  /** Told of every write, in its transaction. It must be quick for what doesn't concern it. */
  writing?(tx: Transaction, tenant: TenantId, written: readonly Written[]): Promise<void> | undefined;
  /** Told after the commit, before anybody is answered. */
  written?(tenant: TenantId, written: readonly Written[]): Promise<void> | undefined;
}

/** What a resource must not be stored with, told by place; nothing of almost every one. It is asked of each write, so it must be quick. */
export type Screen = (resource: FhirResource) => readonly Issue[];

/** What the chart stands on. */
export interface ChartPorts {
  readonly db: Database;
  readonly keyring: Keyring;
  readonly records: Records;
  readonly ledger: LedgerWriter;
  readonly now: Clock;
  readonly positions: Positions;
  readonly policy?: WritePolicy | undefined;
  readonly screen?: Screen | undefined;
  /** Where this server answers FHIR: "https://records.example/fhir". An import's references to it are to what is here. */
  readonly address?: string | undefined;
  /** Whether a Provenance claims to be a signature that was made here: signing alone writes those, no import does. */
  readonly claimsToBeOurs?: ((provenance: FhirResource) => boolean) | undefined;
}

/** Something disclosed or done, with the ledger entries that witnessed it. */
export interface Witnessing<T> {
  readonly value: T;
  readonly entryIds: readonly string[];
}
