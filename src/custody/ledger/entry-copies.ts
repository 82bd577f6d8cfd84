import { open, seal } from "../../foundation/crypto/index.ts";
import type { ResourceId, TenantId } from "../../foundation/kernel/index.ts";
import type { Queryable } from "../../foundation/platform/database/index.ts";
import { type DataKey, KeyringError, type LoadedKeys, type TenantKeys } from "../keyring/index.ts";
import { type SealedEntry, openEntry } from "./batch.ts";
import { type CopyRow, copiesIn } from "./copy-table.ts";
import { type LedgerEntry, decodeEntry, encodeEntry } from "./entry.ts";

// An entry's bytes never change: proofs commit to them. Where its key had to go although its patient stays, what it said is kept beside it under the
// patient's present key. What that says is the server's word, as it is of every entry: a proof shows that there are N entries, which, and when.

interface Place {
  readonly batch: number;
  readonly ordinal: number;
}

/** An entry, and the patient whose key seals it; undefined for one of the organisation's. */
export interface OpenedEntry {
  readonly entry: LedgerEntry;
  readonly patient: ResourceId | undefined;
}

/** Opens entries, by their copies where their keys are gone. */
export interface EntryOpener {
  /** The patient whose entry it is, also where it doesn't open. */
  patientOf(sealed: SealedEntry): ResourceId | undefined;
  /** @throws CryptoError, KeyringError */
  open(place: Place, sealed: SealedEntry): OpenedEntry;
}

const contextOf = (tenant: TenantId, { batch, ordinal, key_no: keyNo }: Omit<CopyRow, "entry">) =>
  Buffer.from(`ledger-copy|${tenant}|${batch}|${ordinal}|${keyNo}`);

export function sealCopy(tenant: TenantId, place: Place, entry: LedgerEntry, { key, keyNo }: DataKey): CopyRow {
  const row = { ...place, key_no: keyNo };
  return { ...row, entry: seal(key, encodeEntry(entry), contextOf(tenant, row)) };
}

/** @throws CryptoError, KeyringError */
export function openCopy(loaded: LoadedKeys, row: CopyRow): LedgerEntry {
  return decodeEntry(open(loaded.key(row.key_no), row.entry, contextOf(loaded.tenant, row)));
}

function isLoaded(loaded: LoadedKeys, keyNo: number): boolean {
  try {
    loaded.key(keyNo);
    return true;
  } catch (error) {
    if (error instanceof KeyringError) return false;
    throw error;
  }
}

/** Reads copies of several batches at once, and only where an entry needs one.
 *  @param batches those that it may be asked for */
export function openEntriesOf(
  db: Queryable,
  keys: TenantKeys,
  batches: readonly number[],
): { of(batch: number, sealed: readonly SealedEntry[]): Promise<EntryOpener> } {
  let reading: Promise<ReadonlyMap<number, readonly CopyRow[]>> | undefined;
  const copies = async () => {
    const rows = await copiesIn(db, keys.tenant, batches);
    return Map.groupBy(rows, ({ batch }) => batch);
  };
  return {
    async of(batch, sealed) {
      const loaded = await keys.load(sealed.map(({ keyNo }) => keyNo));
      if (sealed.every(({ keyNo }) => isLoaded(loaded, keyNo))) return openerWith(loaded);
      reading ??= copies();
      const own = (await reading).get(batch) ?? [];
      const under = own.length === 0 ? loaded : await keys.load(own.map((row) => row.key_no));
      return openerWith(loaded, { loaded: under, byOrdinal: new Map(own.map((row) => [row.ordinal, row])) });
    },
  };
}

function openerWith(
  loaded: LoadedKeys,
  copies?: { readonly loaded: LoadedKeys; readonly byOrdinal: ReadonlyMap<number, CopyRow> },
): EntryOpener {
  return {
    patientOf: ({ keyNo }) => loaded.subjectOf(keyNo),
    open(place, sealed) {
      const patient = loaded.subjectOf(sealed.keyNo);
      const copy = isLoaded(loaded, sealed.keyNo) ? undefined : copies?.byOrdinal.get(place.ordinal);
      if (copy === undefined || copies === undefined) return { entry: openEntry(loaded, place, sealed), patient };
      return { entry: openCopy(copies.loaded, copy), patient };
    },
  };
}
