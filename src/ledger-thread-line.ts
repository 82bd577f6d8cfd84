import type { Asked, LedgerAlarm, Sequenced, WitnessStanding } from "./custody/ledger/index.ts";
import { LedgerError, type LedgerErrorCode } from "./custody/ledger/index.ts";
import { KeyringError, type KeyringErrorCode } from "./custody/keyring/index.ts";
import { CodedError, type ResourceId, type TenantId } from "./foundation/kernel/index.ts";

/** What the ledger's thread is started with. */
export interface LedgerThreadData {
  readonly database: {
    readonly host: string;
    readonly port: number;
    readonly user: string;
    readonly database: string;
    readonly tls?: boolean;
  };
  readonly ledgerDirectory: string;
  /** Path of a policy that says whose cosignatures are needed. */
  readonly witnesses: string | undefined;
  /** Where it keeps a daybook; without one there is none. */
  readonly daybookDirectory: string | undefined;
}

/** Entries of one moment, each act's beside each other's. */
export interface Writings {
  /** Of each act: the organisation, and how many entries follow. */
  readonly tenants: readonly TenantId[];
  readonly counts: readonly number[];
  /** Of each entry: by whom, about whom, how many bytes it has. */
  readonly actorIds: readonly string[];
  readonly patients: readonly (ResourceId | undefined)[];
  readonly lengths: readonly number[];
  /** The entries, one after the other. */
  readonly bytes: Uint8Array;
}

/** Of each act: where its first entry stands. */
export interface Places {
  readonly batches: readonly number[];
  readonly ordinals: readonly number[];
}

/** Leaf hashes one after the other. */
export interface WrittenLeaves {
  readonly leafHashes: Uint8Array;
  readonly keyNos: readonly number[];
}

/** What the thread answers. */
export type LedgerThreadOffer = {
  /** Answers when they are on the disk. */
  witness(writings: Writings): Promise<Places>;
  settle(): Promise<void>;
  sequence(tenant: TenantId, asked: Asked | undefined): Promise<Sequenced>;
  wrote(tenant: TenantId, batch: number, leaves: WrittenLeaves | undefined): void;
  publish(tenant: TenantId): Promise<boolean>;
  witnesses(tenant: TenantId): Promise<readonly WitnessStanding[]>;
  /** From now on everything is sequenced and published by itself. */
  start(): void;
  close(): Promise<void>;
};

export type LedgerTask = "sequencing" | "publishing";

/** What it asks of those who started it: they alone hold the root key, and write the log. */
export type HouseOffer = {
  databasePassword(): Promise<string>;
  /** Moved, not copied. Arrives as a Buffer. */
  unwrap(wrapped: Buffer, context: string): Promise<Uint8Array>;
  alarmed(tenant: TenantId, alarm: LedgerAlarm): void;
  forged(tenant: TenantId, batch: number): void;
  failed(what: LedgerTask, stack: string): void;
};

export function reviveError(code: string | undefined, message: string): Error {
  if (code?.startsWith("keyring/") === true) return new KeyringError(code as KeyringErrorCode, message);
  if (code?.startsWith("ledger/") === true) return new LedgerError(code as LedgerErrorCode, message);
  return code === undefined ? new Error(message) : new CodedError(code, message);
}
