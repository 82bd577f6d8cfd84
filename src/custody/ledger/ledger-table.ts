import type { TenantId } from "../../foundation/kernel/index.ts";
import {
  type Queryable,
  byteaArray,
  int2Array,
  int8Array,
  int8ArrayOfBytes,
} from "../../foundation/platform/database/index.ts";
import type { SealedBatch } from "./batch.ts";
import type { CompletedSubtree } from "./merkle/index.ts";

export interface BatchRow {
  readonly batch: number;
  readonly entries: Buffer;
}

export interface SequenceRow {
  readonly first_index: number;
  readonly batch: number;
  readonly leaf_hashes: Buffer;
  readonly mac: Buffer;
}

export interface CheckpointRow {
  readonly size: number;
  readonly at: number;
  readonly note: string;
}

/** @returns false when another process has taken the same number: it needs another one. */
export async function insertBatch(
  db: Queryable,
  tenant: TenantId,
  { batch, entries, tokens }: SealedBatch,
): Promise<boolean> {
  const rows = await db.query(
    "insert into wardbook.ledger_batch (tenant, batch, entries, tokens) values ($1, $2, $3, $4::int8[]) on conflict (tenant, batch) do nothing returning 1",
    [tenant, batch, entries, int8ArrayOfBytes(tokens)],
    "insert-ledger-batch",
  );
  return rows.length === 1;
}

/** One sequencer at a time for each organisation; held until the transaction ends. */
export async function lockSequence(db: Queryable, tenant: TenantId): Promise<void> {
  await db.query("select pg_advisory_xact_lock(7264002, $1)", [tenant], "lock-sequence");
}

export async function lastSequenced(db: Queryable, tenant: TenantId): Promise<SequenceRow | undefined> {
  const rows = await db.query<SequenceRow>(
    "select first_index, batch, leaf_hashes, mac from wardbook.ledger_sequence where tenant = $1 order by first_index desc limit 1",
    [tenant],
    "last-sequenced",
  );
  return rows[0];
}

/** The row that ends at an entry or before it. */
export async function sequencedBefore(
  db: Queryable,
  tenant: TenantId,
  end: number,
): Promise<Pick<SequenceRow, "first_index" | "batch"> | undefined> {
  const rows = await db.query<Pick<SequenceRow, "first_index" | "batch">>(
    "select first_index, batch from wardbook.ledger_sequence where tenant = $1 and first_index < $2 order by first_index desc limit 1",
    [tenant, end],
    "sequenced-before",
  );
  return rows[0];
}

/** Numbers of batches above `after` that have no place in the tree yet, oldest first. */
export async function unsequenced(db: Queryable, tenant: TenantId, after: number, limit: number): Promise<number[]> {
  const rows = await db.query<{ batch: number }>(
    `select b.batch from wardbook.ledger_batch b where b.tenant = $1 and b.batch > $2
       and not exists (select from wardbook.ledger_sequence s where s.tenant = b.tenant and s.batch = b.batch)
     order by b.batch limit $3`,
    [tenant, after, limit],
    "unsequenced",
  );
  return rows.map(({ batch }) => batch);
}

export function batchesByNumber(db: Queryable, tenant: TenantId, numbers: readonly number[]): Promise<BatchRow[]> {
  return db.query(
    "select batch, entries from wardbook.ledger_batch where tenant = $1 and batch = any($2::int8[])",
    [tenant, int8Array(numbers)],
    "batches-by-number",
  );
}

export async function insertSequence(db: Queryable, tenant: TenantId, rows: readonly SequenceRow[]): Promise<void> {
  await db.query(
    `insert into wardbook.ledger_sequence (tenant, first_index, batch, leaf_hashes, mac)
     select $1, * from unnest($2::int8[], $3::int8[], $4::bytea[], $5::bytea[])`,
    [
      tenant,
      int8Array(rows.map(({ first_index }) => first_index)),
      int8Array(rows.map(({ batch }) => batch)),
      byteaArray(rows.map(({ leaf_hashes }) => leaf_hashes)),
      byteaArray(rows.map(({ mac }) => mac)),
    ],
    "insert-sequence",
  );
}

export async function insertNodes(db: Queryable, tenant: TenantId, nodes: readonly CompletedSubtree[]): Promise<void> {
  if (nodes.length === 0) return;
  await db.query(
    "insert into wardbook.ledger_node (tenant, level, index, hash) select $1, * from unnest($2::int2[], $3::int8[], $4::bytea[])",
    [
      tenant,
      int2Array(nodes.map(({ level }) => level)),
      int8Array(nodes.map(({ index }) => index)),
      byteaArray(nodes.map(({ hash }) => hash)),
    ],
    "insert-nodes",
  );
}

export async function insertCheckpoint(
  db: Queryable,
  tenant: TenantId,
  { size, at, note }: CheckpointRow,
): Promise<void> {
  await db.query(
    "insert into wardbook.ledger_checkpoint (tenant, size, at, note) values ($1, $2, $3, $4)",
    [tenant, size, at, note],
    "insert-checkpoint",
  );
}

export async function lastCheckpoint(db: Queryable, tenant: TenantId): Promise<CheckpointRow | undefined> {
  const rows = await db.query<CheckpointRow>(
    "select size, at, note from wardbook.ledger_checkpoint where tenant = $1 order by size desc limit 1",
    [tenant],
    "last-checkpoint",
  );
  return rows[0];
}

/** The newest checkpoint of more than `size` and at most `most` entries; where there is none, the next larger one. */
export async function checkpointTowards(
  db: Queryable,
  tenant: TenantId,
  size: number,
  most: number,
): Promise<CheckpointRow | undefined> {
  const rows = await db.query<CheckpointRow>(
    `(select size, at, note from wardbook.ledger_checkpoint where tenant = $1 and size > $2 and size <= $3 order by size desc limit 1)
     union all
     (select size, at, note from wardbook.ledger_checkpoint where tenant = $1 and size > $3 order by size limit 1)`,
    [tenant, size, most],
    "checkpoint-towards",
  );
  return rows.toSorted((a, b) => a.size - b.size)[0];
}

export function checkpointsAfter(
  db: Queryable,
  tenant: TenantId,
  size: number,
  limit: number,
): Promise<CheckpointRow[]> {
  return db.query(
    "select size, at, note from wardbook.ledger_checkpoint where tenant = $1 and size > $2 order by size limit $3",
    [tenant, size, limit],
  );
}

/** Newest checkpoint of each of the last days: `size` then is what the ledger had grown to. */
export function checkpointsByDay(
  db: Queryable,
  tenant: TenantId,
  since: number,
): Promise<{ day: number; size: number }[]> {
  return db.query(
    `select at / 86400000 as day, max(size) as size from wardbook.ledger_checkpoint where tenant = $1 and at >= $2 group by 1 order by 1`,
    [tenant, since],
  );
}

export async function sizeBefore(db: Queryable, tenant: TenantId, at: number): Promise<number> {
  const rows = await db.query<{ size: number | null }>(
    "select max(size) as size from wardbook.ledger_checkpoint where tenant = $1 and at < $2",
    [tenant, at],
  );
  return rows[0]?.size ?? 0;
}

/** Rows of the sequence in tree order. */
export function sequenceFrom(
  db: Queryable,
  tenant: TenantId,
  firstIndex: number,
  limit: number,
): Promise<SequenceRow[]> {
  return db.query(
    `select first_index, batch, leaf_hashes, mac from wardbook.ledger_sequence
     where tenant = $1 and first_index >= $2 order by first_index limit $3`,
    [tenant, firstIndex, limit],
    "sequence-from",
  );
}

/** Rows that hold the leaves [first, end). */
export function sequenceCovering(db: Queryable, tenant: TenantId, first: number, end: number): Promise<SequenceRow[]> {
  return db.query(
    `select first_index, batch, leaf_hashes, mac from wardbook.ledger_sequence
     where tenant = $1 and first_index < $3 and first_index >= coalesce(
       (select max(first_index) from wardbook.ledger_sequence where tenant = $1 and first_index <= $2), 0)
     order by first_index`,
    [tenant, first, end],
    "sequence-covering",
  );
}

export async function nodesFrom(
  db: Queryable,
  tenant: TenantId,
  node: { readonly level: number; readonly first: number; readonly count: number },
): Promise<{ index: number; hash: Buffer }[]> {
  return db.query(
    "select index, hash from wardbook.ledger_node where tenant = $1 and level = $2 and index >= $3 and index < $3 + $4 order by index",
    [tenant, node.level, node.first, node.count],
    "nodes-from",
  );
}

/** Where a batch begins in the tree. */
export async function firstIndexOf(db: Queryable, tenant: TenantId, batch: number): Promise<number | undefined> {
  const rows = await db.query<Pick<SequenceRow, "first_index">>(
    "select first_index from wardbook.ledger_sequence where tenant = $1 and batch = $2",
    [tenant, batch],
    "first-index-of-batch",
  );
  return rows[0]?.first_index;
}

export interface FoundBatch extends BatchRow {
  /** Where it begins in the tree; null while it waits for its place. */
  readonly first_index: number | null;
}

export function batchesWith(
  db: Queryable,
  wanted: { readonly token: Buffer; readonly before: number; readonly limit: number },
): Promise<FoundBatch[]> {
  return db.query(
    "select batch, entries, first_index from wardbook.ledger_batches_with($1, $2, $3)",
    [wanted.token.readBigInt64BE(0).toString(), wanted.before, wanted.limit],
    "ledger-batches-with",
  );
}

/** Newest first. */
export function newestBatches(
  db: Queryable,
  tenant: TenantId,
  wanted: { readonly before: number; readonly limit: number },
): Promise<FoundBatch[]> {
  return db.query(
    `select b.batch, b.entries, s.first_index from wardbook.ledger_batch b
       left join wardbook.ledger_sequence s on s.tenant = b.tenant and s.batch = b.batch
     where b.tenant = $1 and b.batch < $2 order by b.batch desc limit $3`,
    [tenant, wanted.before, wanted.limit],
    "newest-ledger-batches",
  );
}
