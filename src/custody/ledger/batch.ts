import {
  type Blinder,
  CryptoError,
  open,
  sealOverheadBytes,
  sealTo,
  sha256,
  tokenLength,
} from "../../foundation/crypto/index.ts";
import type { ResourceId, TenantId } from "../../foundation/kernel/index.ts";
import { type DataKey, KeyringError, type LoadedKeys, type TenantKeys } from "../keyring/index.ts";
import { type LedgerEntry, type Witnessed, decodeEntry, encodeEntry } from "./entry.ts";
import { readInt8, writeInt8 } from "./int8.ts";
import { LedgerError } from "./ledger-error.ts";

/** An entry as it will be sealed, and by whom it is found. */
export interface PlainEntry {
  readonly bytes: Buffer;
  readonly actorId: string;
  readonly patient: ResourceId | undefined;
}

export function plainEntry({ entry, patient }: Witnessed): PlainEntry {
  return { bytes: encodeEntry(entry), actorId: entry.actor.id, patient };
}

/** An entry with the key that will seal it. */
export interface KeyedEntry extends PlainEntry {
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
  if (batch === undefined || ordinal === undefined || !Number.isSafeInteger(Number(batch))) throw unknownEntry();
  return { batch: Number(batch), ordinal: Number(ordinal) };
}

export function unknownEntry(): LedgerError {
  return new LedgerError("ledger/unknown-entry", "there is no such ledger entry");
}

interface Place {
  readonly tenant: TenantId;
  readonly batch: number;
  readonly ordinal: number;
  readonly keyNo: number;
}

export const placeLength = 24;

/** tenant int4 | batch int8 | ordinal int4 | key number int8: authenticated by the seal, and the start of the leaf. */
function writePlace(target: Buffer, offset: number, { tenant, batch, ordinal, keyNo }: Place): void {
  target.writeInt32BE(tenant, offset);
  writeInt8(target, offset + 4, batch);
  target.writeInt32BE(ordinal, offset + 12);
  writeInt8(target, offset + 16, keyNo);
}

function placeBytes(place: Place): Buffer {
  const bytes = Buffer.allocUnsafe(placeLength);
  writePlace(bytes, 0, place);
  return bytes;
}

/** What a leaf hashes: where the entry is, and its *sealed* bytes. Destroying the key leaves every proof valid. */
export function leafData(place: Omit<Place, "keyNo">, { keyNo, sealed }: SealedEntry): Buffer {
  return Buffer.concat([placeBytes({ ...place, keyNo }), sealed]);
}

/** As `leafData`, into bytes that the caller has, which are long enough. @returns how many they are */
export function writeLeafData(target: Buffer, place: Omit<Place, "keyNo">, { keyNo, sealed }: SealedEntry): number {
  writePlace(target, 0, { ...place, keyNo });
  return placeLength + sealed.copy(target, placeLength);
}

const mostRemembered = 5_000;

/** Tokens of those whom many entries name. Ids are no words of anybody: they may stay in memory. */
function remembering<Id extends string>(tokenOf: (blinder: Blinder, id: Id) => Buffer) {
  const known = new WeakMap<Blinder, Map<Id, Buffer>>();
  return (blinder: Blinder, id: Id): Buffer => {
    const own = known.get(blinder) ?? new Map<Id, Buffer>();
    const found = own.get(id);
    if (found !== undefined) return found;
    if (own.size >= mostRemembered) own.clear();
    const made = tokenOf(blinder, id);
    own.set(id, made);
    known.set(blinder, own);
    return made;
  };
}

export function patientToken(blinder: Blinder, patient: ResourceId): Buffer {
  return blinder.token(`ledger\u0000patient\u0000${patient}`);
}

export function actorToken(blinder: Blinder, actorId: string): Buffer {
  return blinder.token(`ledger\u0000actor\u0000${actorId}`);
}

const remembered = { patient: remembering(patientToken), actor: remembering(actorToken) };

// What is hashed must lie in one piece: the prefix of a leaf, its place, the sealed bytes. Sealing is synchronous, so one scratch
// serves all entries; one that is longer gets bytes of its own.
const leafPrefix = 0x00;
const startOfSealed = 1 + placeLength;
const scratch = Buffer.alloc(16_384);
scratch[0] = leafPrefix;

/** @param firstOrdinal where in the batch the entries stand, when they are only a stretch of it */
export function sealBatch(
  keys: TenantKeys,
  batch: number,
  entries: readonly KeyedEntry[],
  firstOrdinal = 0,
): SealedBatch {
  const { tenant, blinder } = keys;
  const sealedBytes = entries.reduce((sum, { bytes }) => sum + headerLength + bytes.length + sealOverheadBytes, 0);
  const target = Buffer.allocUnsafe(sealedBytes);
  const leafHashes: Buffer[] = [];
  const tokens = new Map<string, Buffer>();
  let offset = 0;
  entries.forEach(({ bytes: plaintext, actorId, patient, under }, index) => {
    const ordinal = firstOrdinal + index;
    const end = startOfSealed + plaintext.length + sealOverheadBytes;
    const leaf = end <= scratch.length ? scratch : Buffer.alloc(end);
    writePlace(leaf, 1, { tenant, batch, ordinal, keyNo: under.keyNo });
    const sealed = leaf.subarray(startOfSealed, end);
    sealTo(sealed, under.key, plaintext, leaf.subarray(1, startOfSealed));
    leafHashes.push(sha256(leaf.subarray(0, end)));
    writeInt8(target, offset, under.keyNo);
    target.writeInt32BE(sealed.length, offset + 8);
    target.set(sealed, offset + headerLength);
    offset += headerLength + sealed.length;
    if (patient !== undefined && !tokens.has(patient)) tokens.set(patient, remembered.patient(blinder, patient));
    if (!tokens.has(actorId)) tokens.set(actorId, remembered.actor(blinder, actorId));
  });
  return { batch, entries: target, tokens: Buffer.concat([...tokens.values()], tokens.size * tokenLength), leafHashes };
}

/** A row that holds one entry in the clear, under no key. */
export function clearBatch(batch: number, text: Buffer): SealedBatch {
  const header = Buffer.alloc(headerLength);
  header.writeInt32BE(text.length, 8);
  return { batch, entries: Buffer.concat([header, text]), tokens: Buffer.alloc(0), leafHashes: [] };
}

/** Numbers of the keys that the entries of a row are sealed under, in their order. */
export function keyNosOf(entries: Buffer): number[] {
  const found: number[] = [];
  for (let offset = 0; offset < entries.length; offset += headerLength + entries.readInt32BE(offset + 8))
    found.push(readInt8(entries, offset));
  return found;
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
    found.push({ keyNo: readInt8(entries, offset), sealed: entries.subarray(offset + headerLength, end) });
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
