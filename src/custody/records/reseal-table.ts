import type { ResourceId, TenantId } from "../../foundation/kernel/index.ts";
import {
  type Queryable,
  byteaArray,
  int4Array,
  int8Array,
  int8ArrayOfBytes,
  uuidArray,
} from "../../foundation/platform/database/index.ts";
import { heldPage, mostPageBytes } from "./held-page-table.ts";
import type { HeadRow } from "./reindex-table.ts";
import type { VersionRow } from "./version-table.ts";

export interface VersionPlace {
  readonly id: ResourceId;
  readonly version: number;
}

const columns = "v.id, v.type, v.version, v.key_no, v.position, v.deleted, v.body";
const isUnderOldKey =
  "exists (select from wardbook.data_key k where k.tenant = v.tenant and k.key_no = v.key_no and k.state = 'old')";

/** Versions whose key doesn't seal any more, in the order of their places; fewer than asked where they are large. */
export function versionsUnderOldKeys(
  db: Queryable,
  tenant: TenantId,
  after: VersionPlace | undefined,
  limit: number,
): Promise<VersionRow[]> {
  return db.query(
    heldPage(
      `select ${columns} from wardbook.record_version v
       where v.tenant = $1 and ($2::uuid is null or (v.id, v.version) > ($2, $3)) and ${isUnderOldKey}
       order by v.id, v.version limit $4`,
      "id, version",
      "$5",
    ),
    [tenant, after?.id ?? null, after?.version ?? 0, limit, mostPageBytes],
  );
}

export async function countUnderOldKeys(db: Queryable, tenant: TenantId): Promise<number> {
  const rows = await db.query<{ count: number }>(
    `select count(*) as count from wardbook.record_version v where v.tenant = $1 and ${isUnderOldKey}`,
    [tenant],
  );
  return rows[0]?.count ?? 0;
}

/** Versions under keys of this number or a later one, in the order of their places; fewer than asked where they are large. */
export function versionsUnderKeysFrom(
  db: Queryable,
  tenant: TenantId,
  wanted: { readonly keysFrom: number; readonly after: VersionPlace | undefined; readonly limit: number },
): Promise<VersionRow[]> {
  return db.query(
    heldPage(
      `select ${columns} from wardbook.record_version v
       where v.tenant = $1 and v.key_no >= $2 and ($3::uuid is null or (v.id, v.version) > ($3, $4)) order by v.id, v.version limit $5`,
      "id, version",
      "$6",
    ),
    [tenant, wanted.keysFrom, wanted.after?.id ?? null, wanted.after?.version ?? 0, wanted.limit, mostPageBytes],
  );
}

export interface Resealed extends VersionPlace {
  readonly from: number;
  readonly to: number;
  readonly body: Buffer;
}

/** A statement of the schema's owner: to everybody else versions are immutable. Each only where it is still as it was. */
export async function replaceBodies(db: Queryable, tenant: TenantId, versions: readonly Resealed[]): Promise<void> {
  await db.query(
    `update wardbook.record_version v set key_no = n.key_to, body = n.body
     from unnest($2::uuid[], $3::int4[], $4::int8[], $5::int8[], $6::bytea[]) as n (id, version, key_from, key_to, body)
     where v.tenant = $1 and v.id = n.id and v.version = n.version and v.key_no = n.key_from`,
    [
      tenant,
      uuidArray(versions.map(({ id }) => id)),
      int4Array(versions.map(({ version }) => version)),
      int8Array(versions.map(({ from }) => from)),
      int8Array(versions.map(({ to }) => to)),
      byteaArray(versions.map(({ body }) => body)),
    ],
  );
}

/** @returns how many of these index rows are there, of the same version, with other tokens */
export async function countOtherTokens(db: Queryable, tenant: TenantId, heads: readonly HeadRow[]): Promise<number> {
  const first: number[] = [];
  const last: number[] = [];
  let count = 0;
  for (const { tokens } of heads) {
    first.push(count + 1);
    count += tokens.length / 8;
    last.push(count);
  }
  const rows = await db.query<{ count: number }>(
    `select count(*) as count
     from unnest($2::uuid[], $3::int4[], $4::int4[], $5::int4[]) as t (id, version, first_token, last_token)
     join wardbook.record_head h on h.tenant = $1 and h.id = t.id and h.version = t.version
     where h.tokens <> ($6::int8[])[t.first_token:t.last_token]`,
    [
      tenant,
      uuidArray(heads.map(({ id }) => id)),
      int4Array(heads.map(({ version }) => version)),
      int4Array(first),
      int4Array(last),
      int8ArrayOfBytes(Buffer.concat(heads.map(({ tokens }) => tokens))),
    ],
  );
  return rows[0]?.count ?? 0;
}
