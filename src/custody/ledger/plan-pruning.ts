import { setImmediate as others } from "node:timers/promises";
import type { TenantId } from "../../foundation/kernel/index.ts";
import type { Queryable } from "../../foundation/platform/database/index.ts";
import type { TenantKeys } from "../keyring/index.ts";
import { leafHashesOf } from "./batch-contents.ts";
import { splitBatch } from "./batch.ts";
import { buildMap } from "./commit-heads.ts";
import { type Head, foldLeaves, mapKeyNo, noSlot } from "./head.ts";
import { everyHead, headsOf } from "./head-table.ts";
import { LedgerError } from "./ledger-error.ts";
import { batchesByNumber, sequenceFrom } from "./ledger-table.ts";
import { pruningBlinding, unlinkHeads } from "./map-leaf.ts";
import {
  type Frontier,
  emptyFrontier,
  extendFrontier,
  frontierRoot,
  hashLength,
  readFrontier,
  tileWidth,
} from "./merkle/index.ts";
import { formatPruningAct } from "./pruning-act.ts";
import { type Pruning, rowWidths } from "./pruning-table.ts";
import { tableHashReader } from "./table-hash-reader.ts";

/** Entries that may go. */
export interface PruningSpan {
  /** The first entry that stays. */
  readonly minIndex: number;
  readonly entries: number;
  /** What they take in the database, without its own overhead. */
  readonly bytes: number;
  /** When the oldest and the newest were written, in milliseconds since 1970. */
  readonly from: number;
  readonly until: number;
  readonly newestBatch: number;
}

/** What is declared before anything goes. */
export interface PruningToDeclare {
  /** Where the pruning before this one ended; 0 for none. */
  readonly formerIndex: number;
  readonly goneTo: number;
  readonly minIndex: number;
  readonly root: Buffer;
  /** Of the act's entry. */
  readonly text: string;
  readonly newestBatch: number;
  /** Heads that entries below the index changed since the pruning before. */
  readonly heads: readonly Head[];
}

const widthsAtOnce = 5_000;
const rowsAtOnce = 200;

/** The entries written before a moment that are still there, as far as they can go: whole rows, up to a multiple of 256, in the tree's
 *  order, and none after one that is younger. What is declared already counts as the rest: more years may have been decided since.
 *  @param before milliseconds since 1970 */
export async function spanToPrune(
  db: Queryable,
  tenant: TenantId,
  former: Pruning | undefined,
  before: number,
): Promise<PruningSpan | undefined> {
  const declared = former?.act.minIndex ?? 0;
  const start = former?.goneTo ?? 0;
  let found: PruningSpan | undefined;
  let sum = { entries: 0, bytes: 0, from: 0, newestBatch: 0 };
  for (let first = start; ; ) {
    const rows = await rowWidths(db, tenant, first, widthsAtOnce);
    for (const row of rows) {
      const isBoundary = row.first_index % tileWidth === 0 && row.first_index >= declared;
      if (isBoundary && sum.entries > 0)
        found = {
          minIndex: row.first_index,
          ...sum,
          until: Math.floor(sum.newestBatch / 1000),
          newestBatch: Math.max(former?.newestBatch ?? 0, sum.newestBatch),
        };
      if (row.batch >= before * 1000) return found;
      sum = {
        entries: sum.entries + row.entries,
        bytes: sum.bytes + row.bytes,
        from: sum.entries === 0 ? Math.floor(row.batch / 1000) : Math.min(sum.from, Math.floor(row.batch / 1000)),
        newestBatch: Math.max(sum.newestBatch, row.batch),
      };
      first = row.first_index + row.entries;
    }
    if (rows.length < widthsAtOnce) return found;
  }
}

/** Goes through the entries that shall go, and makes what declares it. Each must hash to what stands in the tree.
 *  @throws LedgerError `ledger/not-as-signed`, `ledger/heads-altered` */
export async function prepareAct(
  db: Queryable,
  keys: TenantKeys,
  former: Pruning | undefined,
  { minIndex, newestBatch, years }: Pick<PruningSpan, "minIndex" | "newestBatch"> & { readonly years: number },
): Promise<PruningToDeclare> {
  const formerIndex = former?.act.minIndex ?? 0;
  const known = former === undefined ? [] : await everyHead(db, keys, formerIndex, "ledger_pruned_head");
  const heads = new Map<number, Head>(known.map((head) => [head.keyNo, head]));
  const changed = new Set<number>();
  let frontier: Frontier =
    formerIndex === 0 ? emptyFrontier : await readFrontier(tableHashReader(db, keys.tenant), formerIndex);
  while (frontier.size < minIndex) {
    const rows = (await sequenceFrom(db, keys.tenant, frontier.size, rowsAtOnce)).filter(
      ({ first_index: first }) => first < minIndex,
    );
    const batches = new Map(
      (
        await batchesByNumber(
          db,
          keys.tenant,
          rows.map(({ batch }) => batch),
        )
      ).map(({ batch, entries }) => [batch, entries]),
    );
    const places = new Map<number, Pick<Head, "slot" | "before">>();
    const numbers = new Set([...batches.values()].flatMap((entries) => splitBatch(entries).map(({ keyNo }) => keyNo)));
    const unknown = [...numbers].filter((keyNo) => !heads.has(keyNo));
    for (const head of await headsOf(db, keys, unknown)) places.set(head.keyNo, head);
    for (const row of rows) {
      const entries = batches.get(row.batch);
      if (entries === undefined || row.first_index !== frontier.size || row.batch > newestBatch) throw notAsSigned();
      const leaves = leafHashesOf(keys.tenant, row.batch, entries);
      if (!Buffer.concat(leaves).equals(row.leaf_hashes) || leaves.length * hashLength !== row.leaf_hashes.length)
        throw notAsSigned();
      const keyed = splitBatch(entries).map(({ keyNo }, ordinal) => {
        changed.add(keyNo);
        return { index: row.first_index + ordinal, keyNo, leafHash: leaves[ordinal] ?? Buffer.alloc(0) };
      });
      foldLeaves(heads, keyed, (keyNo) => {
        if (keyNo === mapKeyNo) return { slot: noSlot, before: undefined };
        const place = places.get(keyNo);
        if (place === undefined) throw headMissing();
        return place;
      });
      frontier = extendFrontier(frontier, leaves).frontier;
    }
    if (rows.length === 0) throw notAsSigned();
    await others();
  }
  if (frontier.size !== minIndex) throw notAsSigned();
  const root = frontierRoot(frontier);
  const text = formatPruningAct({ minIndex, root, heads: await rootOfHeads(keys, minIndex, heads.values()), years });
  const goneTo = former?.goneTo ?? 0;
  const toWrite = [...heads.values()].filter(({ keyNo }) => changed.has(keyNo));
  return { formerIndex, goneTo, minIndex, root, text, newestBatch, heads: toWrite };
}

/** What an act commits to of the heads below its index. */
export async function rootOfHeads(
  keys: Pick<TenantKeys, "vault">,
  minIndex: number,
  heads: Iterable<Head>,
): Promise<Buffer> {
  return (await buildMap(unlinkHeads(heads), pruningBlinding(keys, minIndex))).root();
}

function notAsSigned(): LedgerError {
  return new LedgerError(
    "ledger/not-as-signed",
    "entries that are old enough to be pruned are not those that were signed: nothing is pruned; check the ledger",
  );
}

function headMissing(): LedgerError {
  return new LedgerError(
    "ledger/heads-altered",
    "what the database says of keys' entries as a whole leaves some out: check the ledger",
  );
}
