import type { TenantKeys } from "../keyring/index.ts";
import { clearBatch } from "./batch.ts";
import { type TableCopy, layDown, leavesIn, madeUpBatch, sizeOf } from "./drill-tables.ts";
import { type HeadRow, headOf } from "./head-table.ts";
import { emptyFrontier, extendFrontier, frontierRoot, tileWidth } from "./merkle/index.ts";
import { rootOfHeads } from "./plan-pruning.ts";
import { formatPruningAct } from "./pruning-act.ts";
import { pruningRow } from "./pruning-table.ts";
import { usualYears } from "./retention.ts";
import { mostUnseenDays } from "./seen-time.ts";

const dayMicroseconds = 86_400_000_000;
const yearDays = 366;
const laterMicroseconds = 1_000;

export interface DrilledPruning {
  /** How long after the newest entry it is declared. */
  readonly years?: number;
  /** Whether the ledger wrote something in all that time: what a clock that was set ahead at one stroke doesn't leave. */
  readonly isSeen?: boolean;
  /** Rows that are still there, as a process leaves them that is killed. */
  readonly left?: number;
  /** What is declared of the heads. */
  readonly heads?: (rows: readonly HeadRow[]) => readonly HeadRow[];
}

/** A copy of which everything was pruned but a few entries, as the ledger itself does it. */
export async function prunedCopy(
  keys: TenantKeys,
  copy: TableCopy,
  { years = usualYears + 1, isSeen = true, left = 0, heads = (rows) => rows }: DrilledPruning = {},
): Promise<TableCopy> {
  const nextOf = ({ batches }: TableCopy) => Math.max(...batches.map(({ batch }) => batch)) + laterMicroseconds;
  const missing = (tileWidth - (sizeOf(copy) % tileWidth)) % tileWidth;
  const old = missing === 0 ? copy : layDown(keys, copy, [madeUpBatch(keys, nextOf(copy), missing)]);
  const meanwhile = isSeen ? Math.floor((years * yearDays) / mostUnseenDays) : 0;
  const later = nextOf(old);
  const kept = layDown(
    keys,
    old,
    Array.from({ length: meanwhile + 1 }, (_, at) =>
      madeUpBatch(keys, later + at * mostUnseenDays * dayMicroseconds, 5),
    ),
  );
  const minIndex = sizeOf(old);
  const prunedHeads = heads(old.heads);
  const text = formatPruningAct({
    minIndex,
    root: frontierRoot(extendFrontier(emptyFrontier, leavesIn(old)).frontier),
    heads: await rootOfHeads(keys, minIndex, prunedHeads.map(headOf)),
    years: usualYears,
  });
  const newestBatch = nextOf(old) - laterMicroseconds;
  const batch = later + years * yearDays * dayMicroseconds + laterMicroseconds;
  const declared = layDown(keys, kept, [clearBatch(batch, Buffer.from(text))]);
  const told = { minIndex, text, index: sizeOf(kept), batch, newestBatch };
  const gone = new Set(old.sequence.slice(0, old.sequence.length - left).map((row) => row.batch));
  return {
    ...declared,
    batches: declared.batches.filter((row) => !gone.has(row.batch)),
    prunings: [pruningRow(keys, told, minIndex)],
    prunedHeads,
  };
}
