import { equalBytes, hmacSha256 } from "../../foundation/crypto/index.ts";
import type { TenantId } from "../../foundation/kernel/index.ts";
import type { Queryable } from "../../foundation/platform/database/index.ts";
import type { TenantKeys } from "../keyring/index.ts";
import { type PruningAct, parsePruningAct } from "./pruning-act.ts";

/** A row as it is stored. */
export interface PruningRow {
  readonly min_index: number;
  readonly act_index: number;
  readonly act_batch: number;
  readonly act: string;
  readonly newest_batch: number;
  readonly gone_to: number;
  readonly mac: Buffer;
}

/** A pruning that the ledger has declared. */
export interface Pruning {
  readonly act: PruningAct;
  readonly text: string;
  /** Place of the act in the tree. */
  readonly index: number;
  /** The act's batch. */
  readonly batch: number;
  /** When it was declared, in milliseconds since 1970. */
  readonly at: number;
  /** The newest row below the index. */
  readonly newestBatch: number;
  /** What stood before this index is gone already. */
  readonly goneTo: number;
}

type Keys = Pick<TenantKeys, "tenant" | "vault">;
type Told = Pick<Pruning, "text" | "index" | "batch" | "newestBatch"> & { readonly minIndex: number };

function macOf(keys: Keys, { minIndex, text, index, batch, newestBatch }: Told): Buffer {
  return hmacSha256(
    keys.vault.secret("ledger-prunings").expose(),
    Buffer.from([keys.tenant, minIndex, index, batch, newestBatch, text].join("|")),
  );
}

/** @returns undefined for a row that nobody with the organisation's keys wrote */
export function pruningOf(keys: Keys, row: PruningRow): Pruning | undefined {
  const act = parsePruningAct(row.act);
  const told = { minIndex: row.min_index, text: row.act, index: row.act_index, batch: row.act_batch };
  const isOwn = equalBytes(row.mac, macOf(keys, { ...told, newestBatch: row.newest_batch }));
  if (act === undefined || act.minIndex !== row.min_index || !isOwn) return undefined;
  const at = Math.floor(row.act_batch / 1000);
  return { ...told, act, at, newestBatch: row.newest_batch, goneTo: row.gone_to };
}

export function pruningRow(keys: Keys, told: Told, goneTo: number): PruningRow {
  const { minIndex, text, index, batch, newestBatch } = told;
  return {
    min_index: minIndex,
    act_index: index,
    act_batch: batch,
    act: text,
    newest_batch: newestBatch,
    gone_to: goneTo,
    mac: macOf(keys, told),
  };
}

const columns = "min_index, act_index, act_batch, act, newest_batch, gone_to, mac";

/** Oldest first. */
export function pruningRows(db: Queryable, tenant: TenantId): Promise<PruningRow[]> {
  return db.query(
    `select ${columns} from wardbook.ledger_pruning where tenant = $1 order by min_index`,
    [tenant],
    "ledger-prunings",
  );
}

/** The one that goes furthest, of those that this installation wrote. */
export async function newestPruning(db: Queryable, keys: Keys): Promise<Pruning | undefined> {
  const rows = await db.query<PruningRow>(
    `select ${columns} from wardbook.ledger_pruning where tenant = $1 order by min_index desc limit 1`,
    [keys.tenant],
    "newest-ledger-pruning",
  );
  const [row] = rows;
  if (row === undefined) return undefined;
  return (
    pruningOf(keys, row) ?? (await pruningRows(db, keys.tenant)).flatMap((one) => pruningOf(keys, one) ?? []).at(-1)
  );
}

export async function insertPruning(db: Queryable, tenant: TenantId, row: PruningRow): Promise<void> {
  await db.query(`insert into wardbook.ledger_pruning (tenant, ${columns}) values ($1, $2, $3, $4, $5, $6, $7, $8)`, [
    tenant,
    row.min_index,
    row.act_index,
    row.act_batch,
    row.act,
    row.newest_batch,
    row.gone_to,
    row.mac,
  ]);
}

/** How much a row of the ledger holds. */
interface RowWidth {
  readonly first_index: number;
  readonly batch: number;
  readonly entries: number;
  readonly bytes: number;
}

/** Of rows of the sequence from an entry on, in the tree's order: what each takes of ledger_batch, 0 for one that is gone. */
export function rowWidths(db: Queryable, tenant: TenantId, first: number, limit: number): Promise<RowWidth[]> {
  return db.query(
    `select s.first_index, s.batch, length(s.leaf_hashes) / 32 as entries,
       coalesce(length(b.entries) + 8 * cardinality(b.tokens), 0) as bytes
     from wardbook.ledger_sequence s left join wardbook.ledger_batch b on b.tenant = s.tenant and b.batch = s.batch
     where s.tenant = $1 and s.first_index >= $2 order by s.first_index limit $3`,
    [tenant, first, limit],
  );
}

/** Takes away the oldest rows that are still there, at most `limit` of them. A statement of the schema's owner. It is one, so whoever is
 *  killed goes on where it was, and of two at the same time one does nothing.
 *  @returns what stood before this index is gone now; undefined when nothing went, because somebody else was quicker or nothing was left */
export async function dropOldest(
  owner: Queryable,
  tenant: TenantId,
  { act: { minIndex }, goneTo, newestBatch }: Pick<Pruning, "act" | "goneTo" | "newestBatch">,
  limit: number,
): Promise<number | undefined> {
  const rows = await owner.query<{ gone_to: number }>(
    `with oldest as (
       select s.batch, s.first_index + length(s.leaf_hashes) / 32 as ends from wardbook.ledger_sequence s
       where s.tenant = $1 and s.first_index >= $3 and s.first_index < $2 order by s.first_index limit $5
     ), gone as (
       delete from wardbook.ledger_batch b using oldest where b.tenant = $1 and b.batch = oldest.batch and b.batch <= $4
     )
     update wardbook.ledger_pruning set gone_to = (select max(ends) from oldest)
     where tenant = $1 and min_index = $2 and gone_to = $3 and exists (select from oldest)
     returning gone_to`,
    [tenant, minIndex, goneTo, newestBatch, limit],
  );
  return rows[0]?.gone_to;
}
