import type { Caller } from "../../custody/access/index.ts";
import type { Chart } from "../../custody/chart/index.ts";
import type { Decisions } from "../../custody/signatures/index.ts";
import type { Clock, ResourceId, TenantId } from "../../foundation/kernel/index.ts";
import type { Database, Transaction } from "../../foundation/platform/database/index.ts";
import type { Vault } from "./holds/hold.ts";
import type { RetentionSettings } from "./settings.ts";

export interface RetentionAct {
  readonly action: "hold-placed" | "hold-lifted" | "appraisal-queued" | "appraisal-decided";
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly why: string;
  readonly detail: string;
}

/** What a patient's part of the ledger says of every look at one record, by whoever may read accesses: of a hold as of any other, because an
 *  investigation may have to stay unknown to who is investigated. */
export const lookingAtOne = "to say how long each record of this patient is kept, and why";

/** What became of a patient's keys. */
export type KeysGone =
  | { readonly kind: "destroyed"; readonly at: number; readonly certificate: string }
  | { readonly kind: "held"; readonly why: string };

export interface RetentionPorts {
  readonly db: Database;
  readonly chart: Pick<Chart, "survey" | "newestUnder">;
  readonly vault: (tenant: TenantId) => Promise<Vault>;
  readonly settings: (tenant: TenantId) => Promise<RetentionSettings>;
  /** Writes the act into the ledger, in the transaction that it witnesses: both happen, or neither. @returns the entries' ids */
  readonly record: (tx: Transaction, caller: Caller, act: RetentionAct) => Promise<readonly string[]>;
  /** What second persons decide is signed by them. */
  readonly decisions: Pick<Decisions, "signer">;
  /** Undefined for who may not read it, and of what isn't there. */
  readonly patientLabel: (caller: Caller, patient: ResourceId) => Promise<string | undefined>;
  /** Destroys every key of a patient; of keys that are gone already, tells how they went.
   *  @param forbids asked in the transaction that destroys; a sentence: nothing goes */
  readonly destroyPatient: (
    tenant: TenantId,
    patient: ResourceId,
    why: string,
    forbids: (tx: Transaction) => Promise<string | undefined>,
  ) => Promise<KeysGone>;
  /** Signs a text with the key of the organisation's ledger. @returns a C2SP signed note */
  readonly certify: (tenant: TenantId, text: string) => Promise<string>;
  /** What outlived an erasure of this patient's record: "MedicationRequest/<id>". */
  readonly retained: (tenant: TenantId, patient: ResourceId) => Promise<readonly string[]>;
  readonly newId: () => string;
  readonly now: Clock;
}
