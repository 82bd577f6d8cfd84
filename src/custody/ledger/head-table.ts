import { equalBytes, hmacSha256 } from "../../foundation/crypto/index.ts";
import type { TenantId } from "../../foundation/kernel/index.ts";
import { type Queryable, byteaArray, int8Array } from "../../foundation/platform/database/index.ts";
import type { TenantKeys } from "../keyring/index.ts";
import { writeInt8 } from "./int8.ts";
import { LedgerError } from "./ledger-error.ts";
import { type Head, mapKeyNo } from "./head.ts";

/** A head as it is stored. */
export interface HeadRow {
  readonly key_no: number;
  readonly slot: number;
  readonly before: number | null;
  readonly count: number;
  readonly last_index: number;
  readonly head: Buffer;
  readonly mac: Buffer;
}

type HeadKeys = Pick<TenantKeys, "tenant" | "vault">;
/** Heads of all entries, or of those below the newest pruning's index. */
type HeadTable = "ledger_head" | "ledger_pruned_head";
const columns = "key_no, slot, before, count, last_index, head, mac";

function macOf(keys: HeadKeys, { keyNo, slot, before, count, lastIndex, hash }: Head): Buffer {
  const numbers = Buffer.allocUnsafe(40);
  let offset = 0;
  for (const number of [keyNo, slot, before ?? -1, count, lastIndex]) offset = writeInt8(numbers, offset, number);
  return hmacSha256(keys.vault.secret("ledger-heads").expose(), Buffer.concat([numbers, hash]));
}

export function rowOf(keys: HeadKeys, head: Head): HeadRow {
  return {
    key_no: head.keyNo,
    slot: head.slot,
    before: head.before ?? null,
    count: head.count,
    last_index: head.lastIndex,
    head: head.hash,
    mac: macOf(keys, head),
  };
}

export const headOf = (row: HeadRow): Head => ({
  keyNo: row.key_no,
  slot: row.slot,
  before: row.before ?? undefined,
  count: row.count,
  lastIndex: row.last_index,
  hash: row.head,
});

/** Whether the row was written by whoever holds the organisation's keys; it may be an older one. */
export const isOwn = (keys: HeadKeys, row: HeadRow): boolean => equalBytes(row.mac, macOf(keys, headOf(row)));

/** @throws LedgerError `ledger/heads-altered` */
function believed(keys: HeadKeys, row: HeadRow): Head {
  if (!isOwn(keys, row))
    throw new LedgerError(
      "ledger/heads-altered",
      "what the database says of a key's entries as a whole is not what was written: check the ledger",
    );
  return headOf(row);
}

/** @throws LedgerError `ledger/heads-altered` */
export async function headsOf(db: Queryable, keys: HeadKeys, keyNos: readonly number[]): Promise<Head[]> {
  if (keyNos.length === 0) return [];
  const rows = await db.query<HeadRow>(
    `select ${columns} from wardbook.ledger_head where tenant = $1 and key_no = any($2::int8[])`,
    [keys.tenant, int8Array(keyNos)],
    "ledger-heads-of",
  );
  return rows.map((row) => believed(keys, row));
}

function headRows(db: Queryable, tenant: TenantId, table: HeadTable): Promise<HeadRow[]> {
  return db.query(`select ${columns} from wardbook.${table} where tenant = $1`, [tenant], `every-${table}`);
}

/** Heads and the number of entries that had their place, at one moment. */
export interface StoredHeads {
  readonly size: number;
  readonly rows: readonly HeadRow[];
}

/** Heads below the newest pruning's index, and that index (0: nothing was pruned), at one moment. */
export async function storedPrunedHeads(db: Queryable, tenant: TenantId): Promise<StoredHeads> {
  const rows = await db.query<HeadRow & { readonly size: number }>(
    `select ${columns}, (select coalesce(max(min_index), 0) from wardbook.ledger_pruning where tenant = $1) as size
     from wardbook.ledger_pruned_head where tenant = $1`,
    [tenant],
    "stored-pruned-heads",
  );
  return { size: rows[0]?.size ?? 0, rows };
}

export async function storedHeads(db: Queryable, tenant: TenantId): Promise<StoredHeads> {
  const rows = await db.query<HeadRow & { readonly size: number }>(
    `select ${columns}, (select first_index + length(leaf_hashes) / 32 from wardbook.ledger_sequence
       where tenant = $1 order by first_index desc limit 1) as size
     from wardbook.ledger_head where tenant = $1`,
    [tenant],
    "stored-ledger-heads",
  );
  return { size: rows[0]?.size ?? 0, rows };
}

/** All of them, when together they count as many entries as they must.
 *  @throws LedgerError `ledger/heads-altered` */
export async function everyHead(
  db: Queryable,
  keys: HeadKeys,
  covered: number,
  table: HeadTable = "ledger_head",
): Promise<Head[]> {
  const heads = (await headRows(db, keys.tenant, table)).map((row) => believed(keys, row));
  // An older row has a code that fits, but counts less.
  if (heads.reduce((sum, { count }) => sum + count, 0) !== covered)
    throw new LedgerError(
      "ledger/heads-altered",
      "what the database says of keys' entries as a whole leaves some out: check the ledger",
    );
  return heads;
}

/** How many entries the heads count, how many slots there are, which key the newest entry is under, and where the newest map is (-1: there
 *  is none). */
export async function headsStanding(
  db: Queryable,
  tenant: TenantId,
): Promise<{
  readonly covered: number;
  readonly slots: number;
  readonly newest: number | undefined;
  readonly newestMap: number;
}> {
  const rows = await db.query<{ covered: number; slots: number; newest: number | null; newest_map: number }>(
    `select coalesce(sum(count), 0)::int8 as covered, coalesce(max(slot), -1) + 1 as slots,
       (select key_no from wardbook.ledger_head where tenant = $1 order by last_index desc limit 1) as newest,
       coalesce(max(last_index) filter (where key_no = ${mapKeyNo}), -1) as newest_map
     from wardbook.ledger_head where tenant = $1`,
    [tenant],
    "ledger-heads-standing",
  );
  const [row] = rows;
  return {
    covered: row?.covered ?? 0,
    slots: row?.slots ?? 0,
    newest: row?.newest ?? undefined,
    newestMap: row?.newest_map ?? -1,
  };
}

/** Whether the newest entry under a key number is the one at this place of the tree. */
export async function endsAt(db: Queryable, tenant: TenantId, keyNo: number, index: number): Promise<boolean> {
  const rows = await db.query(
    "select from wardbook.ledger_head where tenant = $1 and key_no = $2 and last_index = $3",
    [tenant, keyNo, index],
    "ledger-head-ends-at",
  );
  return rows.length === 1;
}

export async function writeHeads(
  db: Queryable,
  keys: HeadKeys,
  heads: readonly Head[],
  table: HeadTable = "ledger_head",
): Promise<void> {
  if (heads.length === 0) return;
  const rows = heads.map((head) => rowOf(keys, head));
  await db.query(
    `insert into wardbook.${table} (tenant, key_no, slot, before, count, last_index, head, mac)
     select $1, k, s, nullif(b, -1), c, i, h, m
     from unnest($2::int8[], $3::int8[], $4::int8[], $5::int8[], $6::int8[], $7::bytea[], $8::bytea[]) as n (k, s, b, c, i, h, m)
     on conflict (tenant, key_no) do update
       set count = excluded.count, last_index = excluded.last_index, head = excluded.head, mac = excluded.mac`,
    [
      keys.tenant,
      int8Array(rows.map(({ key_no }) => key_no)),
      int8Array(rows.map(({ slot }) => slot)),
      int8Array(rows.map(({ before }) => before ?? -1)),
      int8Array(rows.map(({ count }) => count)),
      int8Array(rows.map(({ last_index }) => last_index)),
      byteaArray(rows.map(({ head }) => head)),
      byteaArray(rows.map(({ mac }) => mac)),
    ],
    `write-${table}`,
  );
}
