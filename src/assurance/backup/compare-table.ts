import { type Queryable, int4Array, uuidArray } from "../../foundation/platform/database/index.ts";
import type { ResourceId, TenantId } from "../../foundation/kernel/index.ts";

/** A stored version, without its body. */
export interface VersionDigest {
  readonly id: ResourceId;
  readonly version: number;
  readonly key_no: number;
  /** SHA-256 of everything that the row says. */
  readonly digest: Buffer;
}

const columns = `v.id, v.version, v.key_no,
  sha256(int8send(v.position) || int8send(v.key_no) || int2send(v.type) || boolsend(v.deleted) || v.body) as digest`;

/** In the order of their ids. */
export function versionsAfter(
  db: Queryable,
  tenant: TenantId,
  after: Pick<VersionDigest, "id" | "version"> | undefined,
  limit: number,
): Promise<VersionDigest[]> {
  return db.query(
    `select ${columns} from wardbook.record_version v
     where v.tenant = $1 and ($2::uuid is null or (v.id, v.version) > ($2, $3)) order by v.id, v.version limit $4`,
    [tenant, after?.id ?? null, after?.version ?? 0, limit],
  );
}

/** The same versions as another database has them. */
export function sameVersions(
  db: Queryable,
  tenant: TenantId,
  wanted: readonly Pick<VersionDigest, "id" | "version">[],
): Promise<VersionDigest[]> {
  return db.query(
    `select ${columns} from unnest($2::uuid[], $3::int4[]) as w (id, version)
     join wardbook.record_version v on v.tenant = $1 and v.id = w.id and v.version = w.version order by v.id, v.version`,
    [tenant, uuidArray(wanted.map(({ id }) => id)), int4Array(wanted.map(({ version }) => version))],
  );
}

export async function countVersionsBefore(db: Queryable, tenant: TenantId, position: number): Promise<number> {
  const rows = await db.query<{ count: number }>(
    "select count(*) as count from wardbook.record_version where tenant = $1 and position < $2",
    [tenant, position],
  );
  return rows[0]?.count ?? 0;
}

/** Index rows that stand for the newest version of something that isn't deleted, and how many such there are. */
export async function countIndexed(
  db: Queryable,
  tenant: TenantId,
): Promise<{ readonly indexed: number; readonly current: number }> {
  const rows = await db.query<{ indexed: number; current: number }>(
    `with newest as (
       select distinct on (v.id) v.id, v.version, v.deleted from wardbook.record_version v where v.tenant = $1 order by v.id, v.version desc)
     select count(*) filter (where h.id is not null) as indexed, count(*) as current
     from newest n left join wardbook.record_head h on h.tenant = $1 and h.id = n.id and h.version = n.version
     where not n.deleted`,
    [tenant],
  );
  return rows[0] ?? { indexed: 0, current: 0 };
}

/** Patients whose keys were destroyed. */
export async function destroyedPatients(db: Queryable, tenant: TenantId): Promise<ResourceId[]> {
  const rows = await db.query<{ subject: ResourceId }>(
    "select distinct subject from wardbook.key_destruction where tenant = $1 and subject is not null",
    [tenant],
  );
  return rows.map(({ subject }) => subject);
}

/** How many keys of these patients there are. */
export async function countKeysOf(db: Queryable, tenant: TenantId, subjects: readonly ResourceId[]): Promise<number> {
  const rows = await db.query<{ count: number }>(
    "select count(*) as count from wardbook.data_key where tenant = $1 and subject = any($2::uuid[])",
    [tenant, uuidArray(subjects)],
  );
  return rows[0]?.count ?? 0;
}
