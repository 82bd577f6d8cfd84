import type { Permission } from "../../custody/access/index.ts";
import type { PatientVault } from "../../custody/chart/index.ts";
import type { Decisions, SignDecision } from "../../custody/signatures/index.ts";
import type { Clock, PersonId, ResourceId, TenantId } from "../../foundation/kernel/index.ts";
import type { Database, Transaction } from "../../foundation/platform/database/index.ts";
import type { Actor, RecordAct } from "./act.ts";
import type { OnAltered } from "./altered.ts";
import type { PatientNaming } from "./break-glass/naming.ts";
import type { ProxyPorts } from "./proxies/ports.ts";
import type { Standing } from "./role-grants/rights.ts";
import type { GovernanceSettings } from "./settings.ts";

/** Seals what belongs to the organisation and to no patient. */
export interface Vault {
  seal(context: string, plaintext: Buffer): Buffer;
  open(context: string, sealed: Buffer): Buffer;
}

/** Somebody who may sign in. */
export interface Colleague {
  readonly id: PersonId;
  readonly name: string;
  readonly role: string;
  /** Where mail reaches them, if they gave an address. */
  readonly email?: string | undefined;
}

/** Who works here, and what their roles permit. */
export interface Directory {
  /** People whose access has not ended. */
  all(tenant: TenantId): Promise<readonly Colleague[]>;
  /** Of these, whose role includes the permission. */
  with(tenant: TenantId, permission: Permission): Promise<readonly Colleague[]>;
}

/** A patient found by an exact name for the one who breaks the glass. */
export interface FoundPatient {
  readonly id: ResourceId;
  /** "Nora Halloran, born 1948-02-29" */
  readonly label: string;
}

/** Looks among all patients of the organisation, whatever the caller may see; nothing of the answer leaves without a grant. */
export type FindPatients = (tenant: TenantId, naming: PatientNaming, asker: Actor) => Promise<readonly FoundPatient[]>;

/** An access that was made under a grant. */
export interface AccessUnderGrant {
  readonly entryId: string;
  readonly at: number;
  readonly action: string;
  readonly why: string;
  readonly resources: readonly string[];
  readonly count: number;
}

/** What the ledger says that a person did in a patient's record within a stretch of time, newest first. */
export type AccessesOf = (
  tenant: TenantId,
  of: {
    readonly person: string;
    readonly patient: ResourceId;
    readonly from: number;
    readonly until: number;
    readonly limit: number;
  },
) => Promise<readonly AccessUnderGrant[]>;

/** Whether the ledger says that an emergency access has ended, whatever its row says. */
export type EndWitnessed = (
  tenant: TenantId,
  of: { readonly grant: string; readonly patient: ResourceId; readonly since: number },
) => Promise<boolean>;

/** Kinds of grants that a campaign goes through. */
export const grantKinds = [
  "person-role",
  "api-client",
  "oauth-client",
  "app-grant",
  "federation-mapping",
  "vendor-access",
  "standing",
] as const;
export type GrantKind = (typeof grantKinds)[number];

/** A grant in force, to be kept or withdrawn. */
export interface ReviewableGrant {
  /** Unique among those of its kind: a person's or client's id, for instance. */
  readonly subject: string;
  /** The person who holds it, where it is one: they don't review it. */
  readonly holder?: PersonId | undefined;
  readonly holderName: string;
  readonly grant: string;
  readonly hint?: string | undefined;
}

/** One kind of grants: which there are, and how one is ended. */
export interface GrantRegister {
  readonly kind: GrantKind;
  list(tenant: TenantId): Promise<readonly ReviewableGrant[]>;
  /** Ends the grant. Nothing happens when it has ended already: withdrawing may be tried again. */
  withdraw(actor: Actor, tenant: TenantId, subject: string): Promise<void>;
}

export interface OutgoingMail {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
}

/** An account of which a factor was locked after failed attempts; nobody's, where nobody bears the name. */
export interface LockedAccount {
  /** The blind user name. */
  readonly subject: Buffer;
  readonly person: PersonId | undefined;
  readonly failures: number;
  /** Milliseconds since 1970. */
  readonly since: number;
  readonly lockedAt: number;
}

/** Accounts that were locked, and who has heard of it. */
export interface LockedAccounts {
  untold(tenant: TenantId, now: number): Promise<readonly LockedAccount[]>;
  told(tx: Transaction, tenant: TenantId, names: readonly LockedAccount[], now: number): Promise<void>;
  takeUnmailed(tenant: TenantId, now: number): Promise<LockedAccount | undefined>;
  notMailed(tenant: TenantId, name: LockedAccount): Promise<void>;
  sweep(tx: Transaction, tenant: TenantId, now: number): Promise<void>;
}

/** A part of the network from which passwords of many names were tried, so that it was slowed. Times in milliseconds since 1970. */
export interface SlowedPlace {
  /** Differs from that of another time at the same place. */
  readonly id: string;
  /** "203.0.113.7" */
  readonly place: string;
  readonly since: number;
  readonly lastAt: number;
  readonly attempts: number;
  readonly isTold: boolean;
}

/** Places that were slowed lately, and who has heard of them. */
export interface SlowedPlaces {
  recent(tenant: TenantId): Promise<readonly SlowedPlace[]>;
  told(tx: Transaction, tenant: TenantId, places: readonly SlowedPlace[], now: number): Promise<void>;
  sweep(tx: Transaction, tenant: TenantId, now: number): Promise<void>;
}

export interface GovernancePorts {
  readonly db: Database;
  readonly now: Clock;
  readonly newId: () => string;
  readonly vault: (tenant: TenantId) => Promise<Vault>;
  /** Undefined when the patient's key is gone. */
  readonly patientVault: (tenant: TenantId, patient: ResourceId) => Promise<PatientVault | undefined>;
  readonly record: RecordAct;
  /** What second persons decide is signed by them. */
  readonly decisions: Decisions;
  readonly directory: Directory;
  readonly findPatients: FindPatients;
  readonly accessesOf: AccessesOf;
  readonly endWitnessed: EndWitnessed;
  readonly settings: (tenant: TenantId) => Promise<GovernanceSettings>;
  /** Tells every process, within a second of the commit, that grants have changed. */
  readonly grantsChanged: (tx: Transaction, tenant: TenantId) => Promise<void>;
  /** Makes this process look again at once. */
  readonly forgetGrants: (tenant: TenantId) => void;
  /** Ends the sessions of a person whose access is over. */
  readonly endSessions: (tenant: TenantId, person: PersonId) => Promise<void>;
  /** Registers beside that of vendors' access. */
  readonly registers: readonly GrantRegister[];
  readonly lockedAccounts: LockedAccounts;
  readonly slowedPlaces: SlowedPlaces;
  /** Ids of appraisals that wait for somebody's decision. */
  readonly dueRecords: (tenant: TenantId) => Promise<readonly string[]>;
  /** Ids of consents that can't be applied as they stand. */
  readonly faultyConsents: (tenant: TenantId) => Promise<readonly string[]>;
  /** Everybody's account and role, held until the transaction ends: whoever changes either waits. */
  readonly standing: (tx: Transaction, tenant: TenantId) => Promise<Standing>;
  /** Changes somebody's role, by asking `RoleGrants.witness` in the transaction that does. */
  readonly giveRole: (
    actor: Actor,
    tenant: TenantId,
    given: {
      readonly person: PersonId;
      readonly role: string;
      readonly approval: { readonly id: string; readonly sign: SignDecision };
    },
  ) => Promise<void>;
  readonly proxies: ProxyPorts;
  /** Sends mail; undefined while none is set up. */
  readonly sendMail: ((mail: OutgoingMail) => Promise<void>) | undefined;
  /** Where people sign in, for links in mail. */
  readonly origin: string;
  readonly onFailure: (error: unknown) => void;
  /** Told once of each row that doesn't open as it stands. */
  readonly onAltered: OnAltered;
}
