import { type Blinder, CryptoError, open, seal, tokenLength } from "../../foundation/crypto/index.ts";
import type { ResourceId, TenantId } from "../../foundation/kernel/index.ts";
import { type DataKey, KeyringError, type LoadedKeys, type TenantKeys } from "../keyring/index.ts";
import { type LedgerEntry, decodeEntry, encodeEntry } from "./entry.ts";
import { LedgerError } from "./ledger-error.ts";
import { leafHash } from "./merkle/index.ts";

/** An entry with the key that will seal it. */
export interface KeyedEntry {
  readonly entry: LedgerEntry;
  readonly patient: ResourceId | undefined;
  readonly under: DataKey;
}

/** Entries of one moment, sealed into one row. */
export interface SealedBatch {
  readonly batch: number;
  readonly entries: Buffer;
  readonly tokens: Buffer;
  readonly leafHashes: readonly Buffer[];
}

export interface SealedEntry {
  readonly keyNo: number;
  readonly sealed: Buffer;
}

/** Entries one row may hold. */
export const mostInBatch = 4_096;
const headerLength = 12;

/** Names an entry for ever: `<batch>.<ordinal>`. */
export function entryId(batch: number, ordinal: number): string {
  return `${batch}.${ordinal}`;
}

/** @throws LedgerError `ledger/unknown-entry` */
export function parseEntryId(text: string): { readonly batch: number; readonly ordinal: number } {
  const [, batch, ordinal] = /^(\d{1,16})\.(\d{1,5})$/.exec(text) ?? [];
  if (batch === undefined || ordinal === undefined)
    throw new LedgerError("ledger/unknown-entry", "there is no such ledger entry");
  return { batch: Number(batch), ordinal: Number(ordinal) };
}

interface Place {
  readonly tenant: TenantId;
  readonly batch: number;
  readonly ordinal: number;
  readonly keyNo: number;
}

/** tenant int4 | batch int8 | ordinal int4 | key number int8: authenticated by the seal, and the start of the leaf. */
function placeBytes({ tenant, batch, ordinal, keyNo }: Place): Buffer {
  const bytes = Buffer.allocUnsafe(24);
  bytes.writeInt32BE(tenant, 0);
  bytes.writeBigInt64BE(BigInt(batch), 4);
  bytes.writeInt32BE(ordinal, 12);
  bytes.writeBigInt64BE(BigInt(keyNo), 16);
  return bytes;
}

/** What a leaf hashes: where the entry is, and its *sealed* bytes. Destroying the key leaves every proof valid. */
export function leafData(place: Omit<Place, "keyNo">, { keyNo, sealed }: SealedEntry): Buffer {
  return Buffer.concat([placeBytes({ ...place, keyNo }), sealed]);
}

export function patientToken(blinder: Blinder, patient: ResourceId): Buffer {
  return blinder.token(`ledger\u0000patient\u0000${patient}`);
}

export function actorToken(blinder: Blinder, actorId: string): Buffer {
  return blinder.token(`ledger\u0000actor\u0000${actorId}`);
}

export function sealBatch(keys: TenantKeys, batch: number, entries: readonly KeyedEntry[]): SealedBatch {
  const parts: Buffer[] = [];
  const leafHashes: Buffer[] = [];
  const tokens = new Map<string, Buffer>();
  entries.forEach(({ entry, patient, under }, ordinal) => {
    const place = placeBytes({ tenant: keys.tenant, batch, ordinal, keyNo: under.keyNo });
    const sealed = seal(under.key, encodeEntry(entry), place);
    const header = Buffer.allocUnsafe(headerLength);
    header.writeBigInt64BE(BigInt(under.keyNo), 0);
    header.writeInt32BE(sealed.length, 8);
    parts.push(header, sealed);
    leafHashes.push(leafHash(Buffer.concat([place, sealed])));
    if (patient !== undefined && !tokens.has(patient)) tokens.set(patient, patientToken(keys.blinder, patient));
    if (!tokens.has(entry.actor.id)) tokens.set(entry.actor.id, actorToken(keys.blinder, entry.actor.id));
  });
  const tokenBytes = Buffer.concat([...tokens.values()], tokens.size * tokenLength);
  return { batch, entries: Buffer.concat(parts), tokens: tokenBytes, leafHashes };
}

/** @throws LedgerError `ledger/malformed-batch` */
export function splitBatch(entries: Buffer): SealedEntry[] {
  const found: SealedEntry[] = [];
  let offset = 0;
  while (offset < entries.length) {
    const end =
      offset + headerLength <= entries.length ? offset + headerLength + entries.readInt32BE(offset + 8) : Number.NaN;
    if (!(end > offset + headerLength && end <= entries.length)) {
      throw new LedgerError("ledger/malformed-batch", "a ledger row is not a list of sealed entries");
    }
    found.push({ keyNo: Number(entries.readBigInt64BE(offset)), sealed: entries.subarray(offset + headerLength, end) });
    offset = end;
  }
  return found;
}

/** Opens one entry. @throws CryptoError, KeyringError */
export function openEntry(
  keys: LoadedKeys,
  place: { readonly batch: number; readonly ordinal: number },
  { keyNo, sealed }: SealedEntry,
): LedgerEntry {
  return decodeEntry(open(keys.key(keyNo), sealed, placeBytes({ tenant: keys.tenant, ...place, keyNo })));
}

/** `genuine`: whoever sealed it held its key and meant this place. `unreadable`: there is no such key (any more). */
export type Authenticity = "genuine" | "unreadable" | "forged";

export function authenticityOf(
  keys: LoadedKeys,
  place: { readonly batch: number; readonly ordinal: number },
  entry: SealedEntry,
): Authenticity {
  try {
    openEntry(keys, place, entry);
    return "genuine";
  } catch (error) {
    if (error instanceof KeyringError) return "unreadable";
    if (error instanceof CryptoError) return "forged";
    throw error;
  }
}
