import type { TenantId } from "../../foundation/kernel/index.ts";
import type { Queryable } from "../../foundation/platform/database/index.ts";
import type { TenantKeys } from "../keyring/index.ts";
import {
  type SealedBatch,
  type SealedEntry,
  authenticityOf,
  keyNosOf,
  placeLength,
  splitBatch,
  writeLeafData,
} from "./batch.ts";
import { LedgerError } from "./ledger-error.ts";
import { batchesByNumber } from "./ledger-table.ts";
import { leafHash } from "./merkle/index.ts";

/** Leaf hashes of a batch, and the numbers of the keys that its entries are sealed under. */
export interface BatchLeaves {
  readonly leafHashes: readonly Buffer[];
  readonly keyNos: readonly number[];
}

/** Leaves of batches that wait for their place. */
export interface BatchContents {
  /** Remembers what this process wrote itself, so that the sequencer needn't read it back. */
  remember(tenant: TenantId, batch: number, leaves: BatchLeaves): void;
  /** Whether a batch that was remembered after this batch number still waits for its place: its transaction may be under way. */
  waiting(tenant: TenantId, after: number): boolean;
  /** In the order asked. `leaves` is undefined for a batch that doesn't open: nobody with the keys wrote it. */
  read(
    db: Queryable,
    keys: TenantKeys,
    batches: readonly number[],
  ): Promise<{ readonly batch: number; readonly leaves: BatchLeaves | undefined }[]>;
}

const mostRemembered = 20_000;

export function leavesOf({ entries, leafHashes }: Pick<SealedBatch, "entries" | "leafHashes">): BatchLeaves {
  return { leafHashes, keyNos: keyNosOf(entries) };
}

export function leafHashesOf(tenant: TenantId, batch: number, entries: Buffer): Buffer[] {
  // A backup hashes a minute's entries at once: bytes for each would cost more than their hashes do.
  const leaf = Buffer.allocUnsafe(placeLength + entries.length);
  return splitBatch(entries).map((sealed, ordinal) =>
    leafHash(leaf.subarray(0, writeLeafData(leaf, { tenant, batch, ordinal }, sealed))),
  );
}

/** Before an entry has its place it must open: one under a number that no key has was made up. */
async function opens(keys: TenantKeys, batch: number, entries: Buffer): Promise<boolean> {
  const sealed = entriesIn(entries);
  if (sealed === undefined || sealed.length === 0) return false;
  const loaded = await keys.load(sealed.map(({ keyNo }) => keyNo));
  return sealed.every((entry, ordinal) => authenticityOf(loaded, { batch, ordinal }, entry) === "genuine");
}

function entriesIn(entries: Buffer): readonly SealedEntry[] | undefined {
  try {
    return splitBatch(entries);
  } catch (error) {
    if (error instanceof LedgerError) return undefined;
    throw error;
  }
}

export function rememberBatches(): BatchContents {
  const remembered = new Map<string, BatchLeaves>();
  return {
    remember(tenant, batch, leaves) {
      remembered.set(`${tenant}.${batch}`, leaves);
      if (remembered.size <= mostRemembered) return;
      for (const oldest of remembered.keys()) {
        remembered.delete(oldest);
        break;
      }
    },
    waiting(tenant, after) {
      for (const name of remembered.keys()) {
        const [owner, batch] = name.split(".");
        if (Number(owner) === tenant && Number(batch) > after) return true;
      }
      return false;
    },
    async read(db, keys, batches) {
      const unknown = batches.filter((batch) => !remembered.has(`${keys.tenant}.${batch}`));
      const rows = unknown.length === 0 ? [] : await batchesByNumber(db, keys.tenant, unknown);
      const stored = new Map(rows.map(({ batch, entries }) => [batch, entries]));
      const found: { batch: number; leaves: BatchLeaves | undefined }[] = [];
      for (const batch of batches) {
        const name = `${keys.tenant}.${batch}`;
        const entries = stored.get(batch);
        const own = remembered.get(name);
        remembered.delete(name);
        if (own !== undefined) found.push({ batch, leaves: own });
        else if (entries !== undefined) {
          const leaves = (await opens(keys, batch, entries))
            ? leavesOf({ entries, leafHashes: leafHashesOf(keys.tenant, batch, entries) })
            : undefined;
          found.push({ batch, leaves });
        }
      }
      return found;
    },
  };
}
