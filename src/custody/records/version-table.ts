import { typeNumber } from "../../foundation/fhir/index.ts";
import type { ResourceId, TenantId } from "../../foundation/kernel/index.ts";
import {
  DatabaseError,
  type Queryable,
  type Transaction,
  boolArray,
  byteaArray,
  int2Array,
  int4Array,
  int8Array,
  int8ArrayOfBytes,
  uuidArray,
} from "../../foundation/platform/database/index.ts";
import { heldPage, mostPageBytes } from "./held-page-table.ts";
import { joinTokens } from "./joined-tokens.ts";
import type { SealedVersion } from "./version.ts";

export interface VersionRow {
  readonly id: ResourceId;
  readonly type: number;
  readonly version: number;
  readonly key_no: number;
  readonly position: number;
  readonly deleted: boolean;
  readonly body: Buffer;
}

const insert = `
with input as materialized (
  select * from unnest($2::uuid[], $3::int2[], $4::int4[], $5::int8[], $6::int8[], $7::bool[], $8::bytea[], $9::int4[], $10::int4[])
    as t (id, type, version, key_no, position, deleted, body, first_token, last_token)),
keys as (
  insert into wardbook.data_key (tenant, key_no, purpose, subject, wrapped)
  select $1, k.key_no, 'patient', k.subject, k.wrapped
  from unnest($12::int8[], $13::uuid[], $14::bytea[]) as k (key_no, subject, wrapped)),
versions as (
  insert into wardbook.record_version (tenant, id, type, version, key_no, position, deleted, body)
  select $1, id, type, version, key_no, position, deleted, body from input),
removed as (
  delete from wardbook.record_head h using input i where h.tenant = $1 and h.id = i.id and i.deleted),
heads as (
  insert into wardbook.record_head (tenant, id, type, version, position, tokens)
  select $1, id, type, version, position, ($11::int8[])[first_token:last_token] from input where not deleted
  on conflict (tenant, id) do update set version = excluded.version, position = excluded.position, tokens = excluded.tokens
    where record_head.version < excluded.version)
select count(*) as count from input i where
  (i.version > 1
    and not exists (select from wardbook.record_version v where v.tenant = $1 and v.id = i.id and v.version = i.version - 1)
    and not exists (select from input j where j.id = i.id and j.version = i.version - 1))
  or (i.key_no <> all($12::int8[])
    and not exists (select from wardbook.data_key k where k.tenant = $1 and k.key_no = i.key_no))`;

/** Writes versions, their index rows and new patients' keys in one statement.
 *  @throws DatabaseError `database/unique-violation` when a version exists already, or the one before it or its key was erased: somebody
 *  else was first. The transaction must not go on then. */
export async function insertVersions(
  db: Queryable,
  tenant: TenantId,
  versions: readonly SealedVersion[],
): Promise<void> {
  const tokens = joinTokens(versions);
  const keys = versions.flatMap(({ newKey }) => (newKey === undefined ? [] : [newKey]));
  const rows = await db.query<{ count: number }>(
    insert,
    [
      tenant,
      uuidArray(versions.map(({ id }) => id)),
      int2Array(versions.map(({ type }) => typeNumber(type))),
      int4Array(versions.map(({ version }) => version)),
      int8Array(versions.map(({ keyNo }) => keyNo)),
      int8Array(versions.map(({ position }) => position)),
      boolArray(versions.map(({ deleted }) => deleted)),
      byteaArray(versions.map(({ sealed }) => sealed)),
      int4Array(tokens.first),
      int4Array(tokens.last),
      int8ArrayOfBytes(tokens.all),
      int8Array(keys.map(({ keyNo }) => keyNo)),
      uuidArray(keys.map(({ subject }) => subject)),
      byteaArray(keys.map(({ wrapped }) => wrapped)),
    ],
    "insert-versions",
  );
  if ((rows[0]?.count ?? 0) > 0)
    throw new DatabaseError("database/unique-violation", "what this version goes on from is gone");
}

const columns = "v.id, v.type, v.version, v.key_no, v.position, v.deleted, v.body";

/** The newest version of one id, a deletion included. */
export async function newestVersion(db: Queryable, tenant: TenantId, id: ResourceId): Promise<VersionRow | undefined> {
  const rows = await db.query<VersionRow>(
    `select ${columns} from wardbook.record_version v where v.tenant = $1 and v.id = $2 order by v.version desc limit 1`,
    [tenant, id],
    "newest-version",
  );
  return rows[0];
}

const newestOfEach = `
  select ${columns} from unnest($2::uuid[]) as wanted (id)
  cross join lateral (
    select v.* from wardbook.record_version v where v.tenant = $1 and v.id = wanted.id order by v.version desc limit 1) v`;

/** The newest versions of these ids, deletions included. */
export function newestVersions(db: Queryable, tenant: TenantId, ids: readonly ResourceId[]): Promise<VersionRow[]> {
  return db.query(newestOfEach, [tenant, uuidArray(ids)], "newest-versions");
}

const newestOfFirst = heldPage(
  `select ${columns}, wanted.place from unnest($2::uuid[]) with ordinality as wanted (id, place)
   cross join lateral (
     select v.* from wardbook.record_version v where v.tenant = $1 and v.id = wanted.id order by v.version desc limit 1) v`,
  "place",
  "$3",
);

/** The newest versions of these ids, deletions included, in the order of the ids; of the first of them where they are large. */
export function newestVersionsOfFirst(
  db: Queryable,
  tenant: TenantId,
  ids: readonly ResourceId[],
  bytes = mostPageBytes,
): Promise<VersionRow[]> {
  return db.query(newestOfFirst, [tenant, uuidArray(ids), bytes]);
}

/** The current versions of these ids; deleted and unknown ones are absent. Read off the versions themselves: the index could be
 *  set back to an older one by whoever can write to it. */
export function currentVersions(db: Queryable, tenant: TenantId, ids: readonly ResourceId[]): Promise<VersionRow[]> {
  return db.query(`${newestOfEach} where not v.deleted`, [tenant, uuidArray(ids)], "current-versions");
}

export async function oneVersion(
  db: Queryable,
  tenant: TenantId,
  id: ResourceId,
  version: number,
): Promise<VersionRow | undefined> {
  const rows = await db.query<VersionRow>(
    `select ${columns} from wardbook.record_version v where v.tenant = $1 and v.id = $2 and v.version = $3`,
    [tenant, id, version],
    "one-version",
  );
  return rows[0];
}

/** Versions of one id, newest first, below a version number. */
export function versionsOf(
  db: Queryable,
  tenant: TenantId,
  wanted: { readonly id: ResourceId; readonly belowVersion: number; readonly limit: number },
): Promise<VersionRow[]> {
  return db.query(
    `select ${columns} from wardbook.record_version v
     where v.tenant = $1 and v.id = $2 and v.version < $3 order by v.version desc limit $4`,
    [tenant, wanted.id, wanted.belowVersion, wanted.limit],
    "versions-of",
  );
}

/** Versions of every id (of these types), newest first, below a position. */
export function versionsBefore(
  db: Queryable,
  tenant: TenantId,
  wanted: { readonly types: readonly number[]; readonly from: number; readonly before: number; readonly limit: number },
): Promise<VersionRow[]> {
  return db.query(
    `select ${columns} from wardbook.record_version v
     where v.tenant = $1 and v.type = any($2::int2[]) and v.position >= $3 and v.position < $4 order by v.position desc limit $5`,
    [tenant, int2Array(wanted.types), wanted.from, wanted.before, wanted.limit],
    "versions-before",
  );
}

/** Ids of all that has a version under a key of this patient's, in order. Read off the versions: no index knows it, so it takes a pass
 *  over the organisation's. */
export async function idsUnder(db: Queryable, tenant: TenantId, patient: ResourceId): Promise<ResourceId[]> {
  const rows = await db.query<{ id: ResourceId }>(
    `select distinct v.id from wardbook.record_version v
     where v.tenant = $1 and v.key_no in (select k.key_no from wardbook.data_key k where k.tenant = $1 and k.subject = $2)
     order by v.id`,
    [tenant, patient],
  );
  return rows.map(({ id }) => id);
}

/** Deletions of what was this patient's and wasn't written again, newest first, below a position. An index has them alone. */
export function deletionsUnder(
  db: Queryable,
  tenant: TenantId,
  wanted: { readonly patient: ResourceId; readonly before: number; readonly limit: number },
): Promise<VersionRow[]> {
  return db.query(
    `select ${columns} from wardbook.record_version v
     where v.tenant = $1 and v.deleted and v.position < $3
       and v.key_no in (select k.key_no from wardbook.data_key k where k.tenant = $1 and k.subject = $2)
       and not exists (select from wardbook.record_version w where w.tenant = $1 and w.id = v.id and w.version > v.version)
     order by v.position desc limit $4`,
    [tenant, wanted.patient, wanted.before, wanted.limit],
    "deletions-under",
  );
}

/** The newest version of each that has one under a key of this patient's. @see idsUnder for what it costs */
export async function newestUnder(
  db: Queryable,
  tenant: TenantId,
  patient: ResourceId,
): Promise<ReadonlyMap<ResourceId, number>> {
  const rows = await db.query<{ id: ResourceId; version: number }>(
    `select v.id, max(v.version) as version from wardbook.record_version v
     where v.tenant = $1 and v.key_no in (select k.key_no from wardbook.data_key k where k.tenant = $1 and k.subject = $2)
     group by v.id order by v.id`,
    [tenant, patient],
  );
  return new Map(rows.map(({ id, version }) => [id, version]));
}

/** Of these ids those that were erased: records by themselves, and patients with their keys. */
export async function erasedAmong(
  db: Queryable,
  tenant: TenantId,
  ids: readonly ResourceId[],
): Promise<ReadonlySet<ResourceId>> {
  const rows = await db.query<{ id: ResourceId }>(
    `select id from wardbook.erased_record where tenant = $1 and id = any($2::uuid[])
     union select subject from wardbook.key_destruction where tenant = $1 and subject = any($2::uuid[])`,
    [tenant, uuidArray(ids)],
    "erased-among",
  );
  return new Set(rows.map(({ id }) => id));
}

/** Until the transaction ends nobody writes a version, of whatever organisation: for the moment in which a patient's are taken away. */
export async function holdWrites(tx: Transaction): Promise<void> {
  await tx.query("lock table wardbook.record_version in share row exclusive mode");
}
