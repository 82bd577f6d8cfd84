import type { Clock, ResourceId, TenantId } from "../../../foundation/kernel/index.ts";
import type { Database, Transaction } from "../../../foundation/platform/database/index.ts";
import type { Keyring } from "../keyring.ts";
import type { KeyProvider } from "../providers/index.ts";
import type { VaultColumn } from "../vault-column.ts";
import type { StepProgress } from "./rotation-kind.ts";

/** What is sealed or blinded by those who use the keys. Each can be interrupted at any moment and run again. */
export interface SealedElsewhere {
  /** Seals anew, under the key that seals now, every body whose key doesn't seal any more. */
  reseal(tenant: TenantId): AsyncGenerator<StepProgress>;
  /** How many bodies are still under keys that don't seal any more. */
  notResealed(tenant: TenantId): Promise<number>;
  /** Blinds anew everything that is searched for. */
  retokenise(tenant: TenantId): AsyncGenerator<StepProgress>;
  /** Reads everything that is searched for again. @returns how many rows aren't as they should be */
  checkTokens(tenant: TenantId): AsyncGenerator<StepProgress & { readonly wrong: number }>;
  /** Opens every body under keys of this number or a later one. @returns how many didn't */
  checkBodies(tenant: TenantId, keysFrom: number): AsyncGenerator<StepProgress & { readonly wrong: number }>;
  /** Seals anew, under the key that seals now, what a patient's former keys sealed beside bodies and entries, and opens it again. */
  resealOthers(tenant: TenantId, patient: ResourceId): Promise<void>;
  /** Keeps what the ledger's entries under these keys say, under the patient's present one: the entries stay as they are.
   *  @returns how many, and the SHA-256 of what they say, in hexadecimal */
  copyEntries(
    tx: Transaction,
    tenant: TenantId,
    patient: ResourceId,
    keyNos: readonly number[],
  ): Promise<{ readonly copied: number; readonly digest: string }>;
  /** Wraps anew whatever else the root key wraps. */
  rewrapOthers(
    rewrap: (wrapped: Buffer, context: string) => Promise<Buffer>,
    isNew: (wrapped: Buffer) => boolean,
  ): Promise<number>;
}

/** What the ledger is told. */
export interface KeyEvent {
  readonly act: "keys-rotated" | "keys-destroyed";
  readonly at: number;
  readonly detail: string;
}

export interface KeyAdministrationPorts {
  /** Connects as the schema's owner, who alone changes rows of keys. */
  readonly admin: Database;
  readonly keyring: Keyring;
  readonly provider: KeyProvider;
  readonly nextNumber: () => number;
  readonly now: Clock;
  /** Rejects once the signal says so. */
  readonly sleep: (milliseconds: number, stop?: AbortSignal) => Promise<void>;
  readonly elsewhere: SealedElsewhere;
  /** Every column that vaults sealed. */
  readonly vaultColumns: readonly VaultColumn[];
  readonly record: (tx: Transaction, tenant: TenantId, event: KeyEvent) => Promise<void>;
  /** Signs the text of a certificate with the key of the organisation's ledger. @returns a C2SP signed note */
  readonly certify: (tenant: TenantId, text: string) => Promise<string>;
  /** Gives waiting entries of the ledger their place under a signed checkpoint, and tells the newest one. */
  readonly anchor: (tenant: TenantId) => Promise<string>;
  /** Asked in the transaction that destroys: why this patient's keys, or without a patient all of them, must stay. Undefined: they may go.
   *  Nothing that forbids it may come before the transaction ends. @param staying records that are sealed anew in the same transaction */
  readonly forbids?: (
    tx: Transaction,
    tenant: TenantId,
    subject?: ResourceId,
    staying?: readonly string[],
  ) => Promise<string | undefined>;
  /** Asked before keys go whose records were erased: what still needs them, a sentence, or undefined.
   *  @param since nothing of the record is under them from this moment on, in milliseconds since 1970 */
  readonly mayEnd?: (tenant: TenantId, since: number) => Promise<string | undefined>;
  /** Longer than other processes remember keys without asking. */
  readonly settleMilliseconds?: number;
  /** How long a vault's old key still opens what was handed out: steps of a sign-in, links to a next page. */
  readonly handedOutMilliseconds?: number;
}
