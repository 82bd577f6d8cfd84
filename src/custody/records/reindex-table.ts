import type { ResourceId, TenantId } from "../../foundation/kernel/index.ts";
import {
  type Queryable,
  int2Array,
  int4Array,
  int8Array,
  int8ArrayOfBytes,
  uuidArray,
} from "../../foundation/platform/database/index.ts";
import { heldPage, mostPageBytes } from "./held-page-table.ts";
import { joinTokens } from "./joined-tokens.ts";
import type { VersionRow } from "./version-table.ts";

const newestAfter = heldPage(
  `select distinct on (v.id) v.id, v.type, v.version, v.key_no, v.position, v.deleted, v.body
   from wardbook.record_version v
   where v.tenant = $1 and ($2::uuid is null or v.id > $2) order by v.id, v.version desc limit $3`,
  "id",
  "$4",
);

/** Newest versions, deletions included, in id order; fewer than asked where they are large. None: there are no more. */
export function newestVersionsAfter(
  db: Queryable,
  tenant: TenantId,
  after: ResourceId | undefined,
  limit: number,
  bytes = mostPageBytes,
): Promise<VersionRow[]> {
  return db.query(newestAfter, [tenant, after ?? null, limit, bytes]);
}

export async function countVersions(db: Queryable, tenant: TenantId): Promise<number> {
  const rows = await db.query<{ count: number }>(
    "select count(distinct id) as count from wardbook.record_version where tenant = $1",
    [tenant],
  );
  return rows[0]?.count ?? 0;
}

export interface HeadRow {
  readonly id: ResourceId;
  readonly type: number;
  readonly version: number;
  readonly position: number;
  readonly tokens: Buffer;
}

/** Puts index rows in place, unless a newer version has put its own meanwhile. */
export async function upsertHeads(db: Queryable, tenant: TenantId, heads: readonly HeadRow[]): Promise<void> {
  const tokens = joinTokens(heads);
  await db.query(
    `insert into wardbook.record_head (tenant, id, type, version, position, tokens)
     select $1, id, type, version, position, ($8::int8[])[first_token:last_token]
     from unnest($2::uuid[], $3::int2[], $4::int4[], $5::int8[], $6::int4[], $7::int4[]) as t (id, type, version, position, first_token, last_token)
     on conflict (tenant, id) do update set version = excluded.version, position = excluded.position, type = excluded.type, tokens = excluded.tokens
       where record_head.version <= excluded.version`,
    [
      tenant,
      uuidArray(heads.map(({ id }) => id)),
      int2Array(heads.map(({ type }) => type)),
      int4Array(heads.map(({ version }) => version)),
      int8Array(heads.map(({ position }) => position)),
      int4Array(tokens.first),
      int4Array(tokens.last),
      int8ArrayOfBytes(tokens.all),
    ],
  );
}

export async function currentTransaction(db: Queryable): Promise<string> {
  return (await db.query<{ xid: string }>("select pg_current_xact_id()::text as xid"))[0]?.xid ?? "0";
}

/** Whether every transaction that was running at `xid` has ended. */
export async function settledSince(db: Queryable, xid: string): Promise<boolean> {
  const rows = await db.query<{ settled: boolean }>(
    "select pg_snapshot_xmin(pg_current_snapshot()) >= $1::xid8 as settled",
    [xid],
  );
  return rows[0]?.settled === true;
}

/** Removes index rows that no current version stands behind. @returns how many there were. */
export async function removeStaleHeads(db: Queryable, tenant: TenantId): Promise<number> {
  const rows = await db.query(
    `delete from wardbook.record_head h where h.tenant = $1 and not exists (
       select from wardbook.record_version v where v.tenant = h.tenant and v.id = h.id and v.version = h.version and not v.deleted
         and not exists (select from wardbook.record_version n where n.tenant = h.tenant and n.id = h.id and n.version > h.version))
     returning 1`,
    [tenant],
  );
  return rows.length;
}
