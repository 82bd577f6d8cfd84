import type { TenantKeys } from "../keyring/index.ts";
import { clearBatch } from "./batch.ts";
import { type TableCopy, layDown, leavesIn, madeUpBatch, sizeOf } from "./drill-tables.ts";
import { type HeadRow, headOf } from "./head-table.ts";
import { emptyFrontier, extendFrontier, frontierRoot, tileWidth } from "./merkle/index.ts";
import { rootOfHeads } from "./plan-pruning.ts";
import { formatPruningAct, formatWithdrawal } from "./pruning-act.ts";
import { type PruningRow, pruningRow, withdrawnColumns } from "./pruning-table.ts";
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
  /** Rows that are kept after all, because the pruning is withdrawn. */
  readonly keeps?: number;
  /** What is declared of the heads. */
  readonly heads?: (rows: readonly HeadRow[]) => readonly HeadRow[];
}

/** A copy of which everything was pruned but a few entries, as the ledger itself does it. */
export async function prunedCopy(
  keys: TenantKeys,
  copy: TableCopy,
  { years = usualYears + 1, isSeen = true, left = 0, keeps, heads = (rows) => rows }: DrilledPruning = {},
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
  const row = pruningRow(keys, told, minIndex);
  const ended =
    keeps === undefined
      ? { tables: declared, row }
      : withdrawn(keys, declared, row, old.sequence.at(-keeps)?.first_index ?? minIndex);
  return {
    ...ended.tables,
    batches: ended.tables.batches.filter(({ batch: one }) => !gone.has(one)),
    prunings: [ended.row],
    prunedHeads,
  };
}

function withdrawn(keys: TenantKeys, declared: TableCopy, row: PruningRow, keptFrom: number) {
  const text = formatWithdrawal({ pruningIndex: row.act_index, keptFrom });
  const batch = row.act_batch + laterMicroseconds;
  const tables = layDown(keys, declared, [clearBatch(batch, Buffer.from(text))]);
  return { tables, row: { ...row, ...withdrawnColumns(keys, { text, index: sizeOf(declared), batch }) } };
}
