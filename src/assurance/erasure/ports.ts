import type { Caller } from "../../custody/access/index.ts";
import type { Chart } from "../../custody/chart/index.ts";
import type {
  KeyEnding,
  NewPatientKey,
  PatientVault,
  RecordsToErase,
  StayingRecords,
} from "../../custody/keyring/index.ts";
import type { Decisions } from "../../custody/signatures/index.ts";
import type { Clock, ResourceId, TenantId } from "../../foundation/kernel/index.ts";
import type { Database, Transaction } from "../../foundation/platform/database/index.ts";
import type { Holds, KeysGone, Retention } from "../retention/index.ts";

/** Seals what belongs to the organisation and to no patient. */
export interface Vault {
  seal(context: string, plaintext: Buffer): Buffer;
  /** @throws CryptoError */
  open(context: string, sealed: Buffer): Buffer;
}

export interface ErasureAct {
  readonly action: "erasure-decided" | "retained-read";
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly why: string;
  readonly detail: string;
}

/** What of a request for erasure must be known. */
export interface ErasureRequest {
  readonly patient: ResourceId;
  readonly kind: string;
  /** Somebody identified asked for it, and hasn't been answered. */
  readonly isOpen: boolean;
  /** It was taken back, refused as a whole, or nobody showed who asked: nothing is erased for it. */
  readonly isOff: boolean;
}

export interface ErasurePorts {
  readonly db: Database;
  readonly chart: Pick<Chart, "takeOut" | "newestUnder" | "toRestrict">;
  readonly obligations: Retention["obligations"];
  readonly holds: Pick<Holds, "standing" | "forbidding">;
  readonly vault: (tenant: TenantId) => Promise<Vault>;
  /** Writes the act into the organisation's part of the ledger, in the transaction that it witnesses. @returns the entries' ids */
  readonly record: (tx: Transaction, caller: Caller, act: ErasureAct) => Promise<readonly string[]>;
  /** As `record`, of a look; resolves when it is durable. */
  readonly witness: (caller: Caller, act: ErasureAct) => Promise<void>;
  readonly decisions: Pick<Decisions, "signer">;
  /** Undefined for who may not read it, and of what isn't there. */
  readonly patientLabel: (caller: Caller, patient: ResourceId) => Promise<string | undefined>;
  /** Undefined where there is none. */
  readonly request: (caller: Caller, id: string) => Promise<ErasureRequest | undefined>;
  /** Whether a request stands until the transaction ends. */
  readonly requestStands: (tx: Transaction, tenant: TenantId, id: string) => Promise<boolean>;
  /** Destroys every key of a patient, or the one of a retained record. What `staying` throws comes through, and nothing is gone. */
  readonly destroyKeys: (
    tenant: TenantId,
    subject: ResourceId,
    why: string,
    staying: StayingRecords,
  ) => Promise<KeysGone | { readonly kind: "gone" }>;
  /** Takes single records of a patient away who stays. What `store` throws comes through, and nothing is gone. */
  readonly eraseRecords: (
    tenant: TenantId,
    records: RecordsToErase,
  ) => Promise<
    { readonly kind: "erased" } | { readonly kind: "held"; readonly why: string } | { readonly kind: "gone" }
  >;
  /** Whether a version of these lies under a key that isn't this patient's. */
  readonly areUnderOthers: (tenant: TenantId, patient: ResourceId, ids: readonly ResourceId[]) => Promise<boolean>;
  /** What became of keys that had to end. */
  readonly keyEndings: (tenant: TenantId, keyNos: readonly number[]) => Promise<readonly KeyEnding[]>;
  /** Begins to bring keys to their end whose records were erased. It takes its time, and nobody waits for it. */
  readonly endKeysSoon: (tenant: TenantId) => void;
  /** What seals under a key that is nowhere yet. */
  readonly newRetentionVault: (
    tenant: TenantId,
    subject: ResourceId,
  ) => Promise<{ readonly vault: PatientVault; readonly key: NewPatientKey }>;
  readonly storeRetentionKey: (tx: Transaction, tenant: TenantId, key: NewPatientKey) => Promise<void>;
  /** Undefined once its key is gone. */
  readonly openRetentionVault: (tenant: TenantId, subject: ResourceId) => Promise<PatientVault | undefined>;
  /** Told of an erasure that was taken out of the database. */
  readonly onAltered: (tenant: TenantId, erasure: string) => void;
  /** Has every process look anew at what its decisions are made from, once the transaction is done. */
  readonly dropCaches: (tx: Transaction, tenant: TenantId) => Promise<void>;
  /** Signs a text with the key of the organisation's ledger. @returns a C2SP signed note */
  readonly certify: (tenant: TenantId, text: string) => Promise<string>;
  /** How long archives of keys are kept. */
  readonly keyArchiveDays: number;
  readonly newId: () => ResourceId;
  readonly now: Clock;
}
