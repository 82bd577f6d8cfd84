import type { TenantId } from "../../foundation/kernel/index.ts";
import type { Queryable } from "../../foundation/platform/database/index.ts";
import { type StoredHeads, storedHeads, storedPrunedHeads } from "./head-table.ts";
import { type PruningRow, pruningRows } from "./pruning-table.ts";
import {
  type BatchRow,
  type CheckpointRow,
  type SequenceRow,
  batchesByNumber,
  checkpointsAfter,
  lastCheckpoint,
  sequenceFrom,
  unsequenced,
} from "./ledger-table.ts";

/** A ledger as its tables have it: the ones of the database, or a copy of them. */
export interface LedgerRows {
  newestCheckpoint(): Promise<CheckpointRow | undefined>;
  /** Checkpoints of more entries than `size`, smallest first. */
  checkpointsAfter(size: number, limit: number): Promise<readonly CheckpointRow[]>;
  /** Rows from entry `first` on, in tree order. */
  sequenceFrom(first: number, limit: number): Promise<readonly SequenceRow[]>;
  /** In any order; without those that aren't there. */
  batches(numbers: readonly number[]): Promise<readonly BatchRow[]>;
  /** Numbers of batches without a place, oldest first. */
  waiting(limit: number): Promise<readonly number[]>;
  heads(): Promise<StoredHeads>;
  /** Oldest first. */
  prunings(): Promise<readonly PruningRow[]>;
  /** As they were at the newest pruning's index, and that index. */
  prunedHeads(): Promise<StoredHeads>;
}

const fromTheStart = 0;

export function tableRows(db: Queryable, tenant: TenantId): LedgerRows {
  return {
    newestCheckpoint: () => lastCheckpoint(db, tenant),
    checkpointsAfter: (size, limit) => checkpointsAfter(db, tenant, size, limit),
    sequenceFrom: (first, limit) => sequenceFrom(db, tenant, first, limit),
    batches: (numbers) => batchesByNumber(db, tenant, numbers),
    waiting: (limit) => unsequenced(db, tenant, fromTheStart, limit),
    heads: () => storedHeads(db, tenant),
    prunings: () => pruningRows(db, tenant),
    prunedHeads: () => storedPrunedHeads(db, tenant),
  };
}
