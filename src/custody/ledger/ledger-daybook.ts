import type { Clock, Positions, TenantId } from "../../foundation/kernel/index.ts";
import type { Database } from "../../foundation/platform/database/index.ts";
import { type Keyring, KeyringError } from "../keyring/index.ts";
import { leavesOf } from "./batch-contents.ts";
import {
  type PlainEntry,
  type SealedBatch,
  authenticityOf,
  openEntry,
  plainEntry,
  sealBatch,
  splitBatch,
} from "./batch.ts";
import { type BatchWriter, withKeys } from "./batch-writer.ts";
import { type Daybook, openDaybook } from "./daybook.ts";
import { batchesByNumber, insertBatch } from "./ledger-table.ts";
import { tokensOf } from "./retokenise.ts";

export interface LedgerDaybookPorts {
  readonly db: Database;
  readonly keyring: Keyring;
  readonly now: Clock;
  readonly positions: Positions;
  /** For this process alone, on a disk that lasts as long as the database's. */
  readonly directory: string;
  readonly writer: BatchWriter;
  readonly onFailure: (error: unknown) => void;
}

/** Seals entries and keeps them until they are in the ledger's table. Posts what an earlier process left, too.
 *  @throws DatabaseError, KeyringError and the file system's errors */
export function openLedgerDaybook(ports: LedgerDaybookPorts): Promise<Daybook<PlainEntry>> {
  const { db, keyring, writer } = ports;

  async function blindedNow(tenant: TenantId, { batch, entries, tokens }: SealedBatch): Promise<Buffer> {
    try {
      return await tokensOf(db.tenant(tenant), await keyring.keys(tenant), batch, entries);
    } catch (error) {
      // The organisation's keys were destroyed meanwhile: its entries count, and nobody looks for them.
      if (error instanceof KeyringError && error.code === "keyring/unknown-tenant") return tokens;
      throw error;
    }
  }

  /** A whole batch. */
  async function post(tenant: TenantId, sealed: SealedBatch): Promise<void> {
    const queryable = db.tenant(tenant);
    // What waited may have been blinded with an index key that was replaced meanwhile: nobody would find it.
    const tokens = sealed.leafHashes.length === 0 ? await blindedNow(tenant, sealed) : sealed.tokens;
    if (await insertBatch(queryable, tenant, { ...sealed, tokens })) {
      writer.keeper.wrote(tenant, sealed.batch, sealed.leafHashes.length > 0 ? leavesOf(sealed) : undefined);
      return;
    }
    const [stored] = await batchesByNumber(queryable, tenant, [sealed.batch]);
    // An earlier attempt got there, and its answer was lost; or this is a copy of a page from before it was full, and all of it is there.
    if (stored?.entries.subarray(0, sealed.entries.length).equals(sealed.entries) === true) {
      writer.keeper.wrote(tenant, sealed.batch, undefined);
      return;
    }
    // Somebody has taken the number, which only a forger could know: our entries go under another one.
    const keys = await keyring.keys(tenant);
    const entries = splitBatch(sealed.entries);
    const loaded = await keys.load(entries.map(({ keyNo }) => keyNo));
    const again = entries.flatMap((entry, ordinal) => {
      const place = { batch: sealed.batch, ordinal };
      if (authenticityOf(loaded, place, entry) !== "genuine") return [];
      const { keyNo } = entry;
      const patient = loaded.subjectOf(keyNo);
      const under = { keyNo, key: loaded.key(keyNo), subject: patient };
      return [{ ...plainEntry({ entry: openEntry(loaded, place, entry), patient }), under }];
    });
    if (again.length > 0) await writer.write(queryable, keys, again);
  }

  return openDaybook<PlainEntry>({
    ...ports,
    async seal(tenant, batch, entries, firstOrdinal) {
      const keys = await keyring.keys(tenant);
      return sealBatch(keys, batch, await withKeys(keys, entries), firstOrdinal);
    },
    post,
  });
}
