import { equalBytes, hmacSha256 } from "../../foundation/crypto/index.ts";
import type { TenantId } from "../../foundation/kernel/index.ts";
import type { Queryable } from "../../foundation/platform/database/index.ts";
import type { TenantKeys } from "../keyring/index.ts";
import { type PruningAct, type PruningWithdrawal, parsePruningAct, parseWithdrawal } from "./pruning-act.ts";

/** A row as it is stored. */
export interface PruningRow {
  readonly min_index: number;
  readonly act_index: number;
  readonly act_batch: number;
  readonly act: string;
  readonly newest_batch: number;
  readonly gone_to: number;
  readonly mac: Buffer;
  /** Of what withdraws it; null while nothing does. */
  readonly withdrawn_index: number | null;
  readonly withdrawn_batch: number | null;
  readonly withdrawn_act: string | null;
  readonly withdrawn_mac: Buffer | null;
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
  /** Since when nothing more goes by it. */
  readonly withdrawal: WithdrawnPruning | undefined;
}

export interface WithdrawnPruning extends PruningWithdrawal {
  readonly text: string;
  /** Place in the tree of the entry that says so, and its batch. */
  readonly index: number;
  readonly batch: number;
}

/** Whether something may still go by it. */
export const isOpen = ({ goneTo, act, withdrawal }: Pruning): boolean =>
  withdrawal === undefined && goneTo < act.minIndex;

/** The first entry that may not be gone by it. */
export const endOf = ({ act, withdrawal }: Pruning): number => withdrawal?.keptFrom ?? act.minIndex;

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
  return { ...told, act, at, newestBatch: row.newest_batch, goneTo: row.gone_to, withdrawal: withdrawalOf(keys, row) };
}

/** @returns undefined where there is none, and for one that nobody with the organisation's keys wrote */
function withdrawalOf(keys: Keys, row: PruningRow): WithdrawnPruning | undefined {
  const { withdrawn_index: index, withdrawn_batch: batch, withdrawn_act: text, withdrawn_mac: mac } = row;
  if (index === null || batch === null || text === null || mac === null) return undefined;
  const said = parseWithdrawal(text);
  const isOwn = equalBytes(mac, withdrawalMac(keys, { text, index, batch }));
  return said !== undefined && said.pruningIndex === row.act_index && isOwn
    ? { ...said, text, index, batch }
    : undefined;
}

type ToldWithdrawal = Pick<WithdrawnPruning, "text" | "index" | "batch">;

function withdrawalMac(keys: Keys, { text, index, batch }: ToldWithdrawal): Buffer {
  return hmacSha256(
    keys.vault.secret("ledger-prunings").expose(),
    Buffer.from([keys.tenant, "withdrawal", index, batch, text].join("|")),
  );
}

/** The columns of a row that is withdrawn. */
export function withdrawnColumns(keys: Keys, told: ToldWithdrawal) {
  const { text, index, batch } = told;
  return {
    withdrawn_index: index,
    withdrawn_batch: batch,
    withdrawn_act: text,
    withdrawn_mac: withdrawalMac(keys, told),
  };
}

export const notWithdrawn = { withdrawn_index: null, withdrawn_batch: null, withdrawn_act: null, withdrawn_mac: null };

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
    ...notWithdrawn,
  };
}

const columns = "min_index, act_index, act_batch, act, newest_batch, gone_to, mac";

const everyRow = `select p.min_index, p.act_index, p.act_batch, p.act, p.newest_batch, p.gone_to, p.mac,
  w.act_index as withdrawn_index, w.act_batch as withdrawn_batch, w.act as withdrawn_act, w.mac as withdrawn_mac
  from wardbook.ledger_pruning p
  left join wardbook.ledger_pruning_withdrawal w on w.tenant = p.tenant and w.pruning_index = p.act_index
  where p.tenant = $1 order by p.act_index`;

/** Oldest first. */
export function pruningRows(db: Queryable, tenant: TenantId): Promise<PruningRow[]> {
  return db.query(everyRow, [tenant], "ledger-prunings");
}

/** The one that goes furthest, of those that this installation wrote. */
export async function newestPruning(db: Queryable, keys: Keys): Promise<Pruning | undefined> {
  const rows = await db.query<PruningRow>(`${everyRow} desc limit 1`, [keys.tenant], "newest-ledger-pruning");
  const [row] = rows;
  if (row === undefined) return undefined;
  return pruningOf(keys, row) ?? (await ownPrunings(db, keys)).at(-1);
}

/** Those that this installation wrote, oldest first. */
async function ownPrunings(db: Queryable, keys: Keys): Promise<readonly Pruning[]> {
  return (await pruningRows(db, keys.tenant)).flatMap((one) => pruningOf(keys, one) ?? []);
}

/** The one that everybody is to be told of: not one that was withdrawn before anything went by it. */
export async function pruningToShow(db: Queryable, keys: Keys, newest: Pruning): Promise<Pruning | undefined> {
  if (newest.withdrawal === undefined) return newest;
  const all = await ownPrunings(db, keys);
  return all.findLast(({ withdrawal, goneTo }, at) => withdrawal === undefined || goneTo > (all[at - 1]?.goneTo ?? 0));
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

export async function insertWithdrawal(
  db: Queryable,
  keys: Keys,
  pruning: Pruning,
  told: ToldWithdrawal,
): Promise<void> {
  const row = withdrawnColumns(keys, told);
  await db.query(
    "insert into wardbook.ledger_pruning_withdrawal (tenant, pruning_index, act_index, act_batch, act, mac) values ($1, $2, $3, $4, $5, $6)",
    [keys.tenant, pruning.index, row.withdrawn_index, row.withdrawn_batch, row.withdrawn_act, row.withdrawn_mac],
  );
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
  { act: { minIndex }, index, goneTo, newestBatch }: Pruning,
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
     where tenant = $1 and act_index = $6 and gone_to = $3 and exists (select from oldest)
     returning gone_to`,
    [tenant, minIndex, goneTo, newestBatch, limit, index],
  );
  return rows[0]?.gone_to;
}
