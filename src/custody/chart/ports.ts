import type { FhirResource, Issue, ResourceType } from "../../foundation/fhir/index.ts";
import type { Clock, Positions, ResourceId, TenantId } from "../../foundation/kernel/index.ts";
import type { Database, Transaction } from "../../foundation/platform/database/index.ts";
import type { Caller, Facts, Restrictions } from "../access/index.ts";
import type { Keyring } from "../keyring/index.ts";
import type { LedgerAction, LedgerWriter } from "../ledger/index.ts";
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
  /** What is restricted, whoever asks. */
  restrictionsOf?(tenant: TenantId): Restrictions | undefined | Promise<Restrictions | undefined>;
  /** Told of every write, in its transaction. It must be quick for what doesn't concern it. */
  writing?(tx: Transaction, tenant: TenantId, written: readonly Written[]): Promise<void> | undefined;
  /** Told after the commit, before anybody is answered. */
  written?(tenant: TenantId, written: readonly Written[]): Promise<void> | undefined;
}

/** What a resource must not be stored with, told by place; nothing of almost every one. It is asked of each write, so it must be quick. */
export type Screen = (resource: FhirResource) => readonly Issue[];

/** A change of one record that its writer may make, before it is sealed. */
export interface ProposedChange {
  readonly caller: Caller;
  readonly action: LedgerAction;
  readonly type: ResourceType;
  readonly id: ResourceId;
  /** The current version, whole, also where its writer sees a part of it; undefined for a creation. */
  readonly previous: FhirResource | undefined;
  /** Undefined for a deletion. */
  readonly next: FhirResource | undefined;
}

/** What a rule makes of a change. */
export interface Ruled {
  /** The resource with what the server adds to it, such as a number; as it was proposed without it. */
  readonly resource?: FhirResource | undefined;
  /** More to do in the transaction of the write, such as taking a place in a calendar. It refuses by throwing a ChartError, and
   *  throws `RuleOvertaken` where what the rule was made from has changed meanwhile: then the change is prepared anew. */
  readonly alongside?: ((tx: Transaction) => Promise<void>) | undefined;
}

/** What a kind of record may become, whoever writes it and by whatever way: states that follow on one another, places that are taken
 *  once, numbers without gaps. Asked after access was decided. @throws ChartError `chart/against-rule`, `chart/taken` */
export type WriteRule = (change: ProposedChange) => Promise<Ruled>;
export type WriteRules = Readonly<Partial<Record<ResourceType, WriteRule>>>;

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
  readonly rules?: WriteRules | undefined;
  /** Told of every write after its commit, and waited for by nobody. */
  readonly written?: ((tenant: TenantId, written: readonly Written[]) => void) | undefined;
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
