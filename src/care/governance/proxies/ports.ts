import type { Caller } from "../../../custody/access/index.ts";
import type { PersonId, ResourceId, Secret, TenantId } from "../../../foundation/kernel/index.ts";
import type { Transaction } from "../../../foundation/platform/database/index.ts";
import type { Actor } from "../act.ts";
import type { Colleague } from "../ports.ts";

/** Somebody's account whose role is to act for others and no more. */
export interface ProxyAccount {
  readonly id: PersonId;
  readonly given: string;
  readonly family: string;
  readonly username: string;
}

export interface NewAccount {
  readonly username: string;
  readonly given: string;
  readonly family: string;
  readonly email?: string | undefined;
}

/** What the record will say of who acts for the patient. */
export interface RelatedPersonWords {
  readonly patient: ResourceId;
  readonly given: string;
  readonly family: string;
  readonly relationship: string;
  /** "2026-03-07" */
  readonly startsOn: string;
  readonly endsOn: string;
}

/** What authorities to act for patients stand on beside the rest of governance. */
export interface ProxyPorts {
  /** Undefined when the caller doesn't see one. */
  readonly patient: (
    caller: Caller,
    patient: ResourceId,
  ) => Promise<{ readonly label: string; readonly birthDate: string | undefined } | undefined>;
  readonly makeRelatedPerson: (tenant: TenantId, by: Actor, words: RelatedPersonWords) => Promise<ResourceId>;
  /** Makes it inactive in the transaction of `alongside`. Where the record has it no more, `alongside` happens alone. */
  readonly closeRelatedPerson: (
    tenant: TenantId,
    by: Actor,
    of: { readonly id: ResourceId; readonly endsOn: string; readonly alongside: (tx: Transaction) => Promise<void> },
  ) => Promise<void>;
  /** Accounts that can act for patients, and nothing else. */
  readonly accounts: (tenant: TenantId) => Promise<readonly ProxyAccount[]>;
  /** When a patient was born, as the record has it now. Undefined where nothing of them was written since that version, or there is no such patient. */
  readonly birthDate: (
    tenant: TenantId,
    patient: ResourceId,
    since: number | undefined,
  ) => Promise<{ readonly version: number; readonly birthDate: string | undefined } | undefined>;
  /** Undefined where the organisation made another thing of the role that such accounts get. @param alongside in the transaction that makes it */
  readonly invite: (
    actor: Actor,
    tenant: TenantId,
    account: NewAccount,
    alongside: (tx: Transaction, account: ProxyAccount) => Promise<void>,
  ) => Promise<{ readonly account: ProxyAccount; readonly temporaryPassword: Secret<string> | undefined } | undefined>;
  /** Accounts of the patient themselves. */
  readonly ownAccounts: (tenant: TenantId, patient: ResourceId) => Promise<readonly Colleague[]>;
  /** Whose record the person opens from now on, of those that they may. */
  readonly choose: (tenant: TenantId, person: PersonId, patient: ResourceId) => Promise<void>;
  /** The time from the beginning of a day to the end of another, where the organisation is. Undefined when it ends before it begins. */
  readonly stretchOf: (
    tenant: TenantId,
    days: { readonly startsOn: string; readonly endsOn: string },
  ) => Promise<{ readonly from: number; readonly until: number } | undefined>;
  /** Writes down, before it is answered, that the caller looks at who acts for these patients. */
  readonly witnessLook: (caller: Caller, patients: ReadonlySet<ResourceId>, why: string) => Promise<void>;
}
