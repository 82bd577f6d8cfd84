import type { ResourceId, TenantId } from "../../../foundation/kernel/index.ts";
import { type Queryable, byteaArray, int8Array, uuidArray } from "../../../foundation/platform/database/index.ts";
import type { DataKeyRow } from "../data-key-table.ts";
import type { TenantRow } from "../tenant-table.ts";

// Statements of the schema's owner: the application's role changes no key.

const columns = "key_no, purpose, subject, wrapped, state";

/** Wrapped bytes of every organisation's key, also of those whose data keys are moving. */
export function everyTenantRow(db: Queryable): Promise<TenantRow[]> {
  return db.query(
    "select tenant, wrapped_key, other_wrapped_key, sealed_profile from wardbook.tenant where destroyed_at is null order by tenant",
  );
}

/** @returns false when somebody changed it meanwhile */
export async function replaceTenantKey(
  db: Queryable,
  tenant: TenantId,
  column: "wrapped_key" | "other_wrapped_key",
  { old, wrapped }: { readonly old: Buffer; readonly wrapped: Buffer },
): Promise<boolean> {
  const rows = await db.query(
    `update wardbook.tenant set ${column} = $3 where tenant = $1 and ${column} = $2 returning 1`,
    [tenant, old, wrapped],
  );
  return rows.length === 1;
}

export async function announceTenantKey(db: Queryable, tenant: TenantId, wrapped: Buffer): Promise<void> {
  await db.query("update wardbook.tenant set other_wrapped_key = $2 where tenant = $1 and other_wrapped_key is null", [
    tenant,
    wrapped,
  ]);
}

export async function swapTenantKeys(db: Queryable, tenant: TenantId, sealedProfile: Buffer): Promise<void> {
  await db.query(
    "update wardbook.tenant set wrapped_key = other_wrapped_key, other_wrapped_key = wrapped_key, sealed_profile = $2 where tenant = $1",
    [tenant, sealedProfile],
  );
}

export async function dropOtherTenantKey(db: Queryable, tenant: TenantId): Promise<void> {
  await db.query("update wardbook.tenant set other_wrapped_key = null where tenant = $1", [tenant]);
}

/** Keys that another version than this one wraps. */
export function keysNotUnder(db: Queryable, tenant: TenantId, version: number, limit: number): Promise<DataKeyRow[]> {
  return db.query(
    `select ${columns} from wardbook.data_key
     where tenant = $1 and (length(wrapped) = 60 or substring(wrapped from 2 for 4) <> int4send($2)) order by key_no limit $3`,
    [tenant, version, limit],
  );
}

export async function countKeys(db: Queryable, tenant: TenantId): Promise<number> {
  const rows = await db.query<{ count: number }>("select count(*) as count from wardbook.data_key where tenant = $1", [
    tenant,
  ]);
  return rows[0]?.count ?? 0;
}

export function keysAfter(db: Queryable, tenant: TenantId, keyNo: number, limit: number): Promise<DataKeyRow[]> {
  return db.query(
    `select ${columns} from wardbook.data_key where tenant = $1 and key_no > $2 order by key_no limit $3`,
    [tenant, keyNo, limit],
  );
}

/** Each only where it is still wrapped as it was. */
export async function rewrapKeys(
  db: Queryable,
  tenant: TenantId,
  keys: readonly { readonly keyNo: number; readonly old: Buffer; readonly wrapped: Buffer }[],
): Promise<void> {
  await db.query(
    `update wardbook.data_key k set wrapped = n.wrapped
     from unnest($2::int8[], $3::bytea[], $4::bytea[]) as n (key_no, old, wrapped)
     where k.tenant = $1 and k.key_no = n.key_no and k.wrapped = n.old`,
    [
      tenant,
      int8Array(keys.map(({ keyNo }) => keyNo)),
      byteaArray(keys.map(({ old }) => old)),
      byteaArray(keys.map(({ wrapped }) => wrapped)),
    ],
  );
}

/** Patients whose key is older than this number and who have no next one yet. */
export async function patientsToRotate(
  db: Queryable,
  tenant: TenantId,
  wanted: { readonly before: number; readonly subject: ResourceId | undefined; readonly limit: number },
): Promise<ResourceId[]> {
  const rows = await db.query<{ subject: ResourceId }>(
    `select c.subject from wardbook.data_key c
     where c.tenant = $1 and c.purpose = 'patient' and c.state = 'current' and c.key_no < $2 and ($3::uuid is null or c.subject = $3)
       and not exists (select from wardbook.data_key n where n.tenant = $1 and n.subject = c.subject and n.state = 'next')
     order by c.key_no limit $4`,
    [tenant, wanted.before, wanted.subject ?? null, wanted.limit],
  );
  return rows.map(({ subject }) => subject);
}

/** Patients who are known somewhere are known there by their next key as well. */
export async function placeNextKeys(db: Queryable, tenant: TenantId): Promise<void> {
  await db.query(
    `insert into wardbook.patient_facility (tenant, key_no, facility)
     select n.tenant, n.key_no, f.facility
     from wardbook.data_key n
     join wardbook.data_key c on c.tenant = n.tenant and c.subject = n.subject and c.state = 'current'
     join wardbook.patient_facility f on f.tenant = c.tenant and f.key_no = c.key_no
     where n.tenant = $1 and n.state = 'next' and n.purpose = 'patient'
     on conflict do nothing`,
    [tenant],
  );
  await db.query(
    `delete from wardbook.patient_facility p using wardbook.data_key n, wardbook.data_key c
     where n.tenant = $1 and n.state = 'next' and n.purpose = 'patient' and c.tenant = n.tenant and c.subject = n.subject and c.state = 'current'
       and p.tenant = n.tenant and p.key_no = n.key_no
       and not exists (select from wardbook.patient_facility f where f.tenant = c.tenant and f.key_no = c.key_no and f.facility = p.facility)`,
    [tenant],
  );
}

export async function isAnnounced(db: Queryable, tenant: TenantId, purpose: string): Promise<boolean> {
  const rows = await db.query(
    "select from wardbook.data_key where tenant = $1 and purpose = $2 and state = 'next' limit 1",
    [tenant, purpose],
  );
  return rows.length > 0;
}

/** What was announced seals from now on; what sealed opens. @returns how many */
export async function switchKeys(db: Queryable, tenant: TenantId, purpose: string, at: number): Promise<number> {
  const replaced = await db.query(
    `update wardbook.data_key c set state = 'old', replaced_at = $3
     where c.tenant = $1 and c.purpose = $2 and c.state = 'current' and exists (
       select from wardbook.data_key n
       where n.tenant = $1 and n.purpose = $2 and n.state = 'next' and n.subject is not distinct from c.subject)
     returning 1`,
    [tenant, purpose, at],
  );
  await db.query(
    "update wardbook.data_key set state = 'current' where tenant = $1 and purpose = $2 and state = 'next'",
    [tenant, purpose],
  );
  return replaced.length;
}

export async function countOldKeys(db: Queryable, tenant: TenantId, purpose: string): Promise<number> {
  const rows = await db.query<{ count: number }>(
    "select count(*) as count from wardbook.data_key where tenant = $1 and purpose = $2 and state = 'old'",
    [tenant, purpose],
  );
  return rows[0]?.count ?? 0;
}

/** When the newest of those that are still there was replaced, in milliseconds since 1970. */
export async function newestReplacement(db: Queryable, tenant: TenantId, purpose: string): Promise<number | undefined> {
  const rows = await db.query<{ at: number | null }>(
    "select max(replaced_at) as at from wardbook.data_key where tenant = $1 and purpose = $2 and state = 'old'",
    [tenant, purpose],
  );
  return rows[0]?.at ?? undefined;
}

/** @returns the numbers of those that are gone */
export async function deleteOldKeys(db: Queryable, tenant: TenantId, purpose: string): Promise<number[]> {
  const rows = await db.query<{ key_no: number }>(
    "delete from wardbook.data_key where tenant = $1 and purpose = $2 and state = 'old' returning key_no",
    [tenant, purpose],
  );
  return rows.map(({ key_no }) => key_no);
}

export function oldKeys(db: Queryable, tenant: TenantId, purpose: string): Promise<DataKeyRow[]> {
  return db.query(
    `select ${columns} from wardbook.data_key where tenant = $1 and purpose = $2 and state = 'old' order by key_no`,
    [tenant, purpose],
  );
}

/** Puts what stays of an old key in its place. */
export async function replaceOldKey(db: Queryable, tenant: TenantId, row: DataKeyRow): Promise<void> {
  await db.query(
    "update wardbook.data_key set purpose = $3, wrapped = $4 where tenant = $1 and key_no = $2 and state = 'old'",
    [tenant, row.key_no, row.purpose, row.wrapped],
  );
}

/** How old each kind of key is that seals: the oldest one's number, and how many there are. */
export function keyAges(
  db: Queryable,
  tenant: TenantId,
): Promise<
  {
    readonly purpose: string;
    readonly oldest: number;
    readonly keys: number;
    readonly seals: number;
    readonly old: number;
  }[]
> {
  return db.query(
    `select purpose, min(key_no) filter (where state = 'current') as oldest, count(*) filter (where state = 'current') as keys,
            max(seals) as seals, count(*) filter (where state = 'old') as old
     from wardbook.data_key where tenant = $1 group by purpose order by purpose`,
    [tenant],
  );
}

/** Every wrapped copy of a patient's key, with all versions of each record that has one under it. @returns the numbers of the keys */
export async function deletePatientKeys(db: Queryable, tenant: TenantId, subject: ResourceId): Promise<DataKeyRow[]> {
  const keys = await db.query<DataKeyRow>(
    `delete from wardbook.data_key where tenant = $1 and subject = $2 returning ${columns}`,
    [tenant, subject],
  );
  const numbers = int8Array(keys.map(({ key_no }) => key_no));
  await db.query("delete from wardbook.ledger_copy where tenant = $1 and key_no = any($2::int8[])", [tenant, numbers]);
  // What was about nobody at first is the same record: it would be there again once its later versions are gone.
  const records = await db.query<{ id: ResourceId }>(
    "select distinct id from wardbook.record_version where tenant = $1 and key_no = any($2::int8[])",
    [tenant, numbers],
  );
  const ids = uuidArray(records.map(({ id }) => id));
  await db.query("delete from wardbook.record_head where tenant = $1 and id = any($2::uuid[])", [tenant, ids]);
  await db.query("delete from wardbook.calendar_seat where tenant = $1 and appointment = any($2::uuid[])", [
    tenant,
    ids,
  ]);
  await db.query("delete from wardbook.appointment_reminder where tenant = $1 and appointment = any($2::uuid[])", [
    tenant,
    ids,
  ]);
  await db.query(
    `delete from wardbook.record_version v where v.tenant = $1 and v.id = any($2::uuid[]) and (v.key_no = any($3::int8[])
       or v.key_no in (select k.key_no from wardbook.data_key k where k.tenant = $1 and k.subject is null))`,
    [tenant, ids, numbers],
  );
  await db.query("delete from wardbook.note_draft where tenant = $1 and patient = any($2::uuid[])", [
    tenant,
    uuidArray([subject]),
  ]);
  return keys;
}

export async function deleteTenantKeys(db: Queryable, tenant: TenantId, at: number): Promise<number> {
  const keys = await db.query("delete from wardbook.data_key where tenant = $1 returning 1", [tenant]);
  await db.query(
    "update wardbook.tenant set wrapped_key = '', other_wrapped_key = null, sealed_profile = '', destroyed_at = $2 where tenant = $1",
    [tenant, at],
  );
  return keys.length;
}

export async function insertDestruction(
  db: Queryable,
  row: {
    readonly tenant: TenantId;
    readonly destruction: number;
    readonly subject: ResourceId | undefined;
    readonly at: number;
    readonly certificate: string;
  },
): Promise<void> {
  await db.query(
    "insert into wardbook.key_destruction (tenant, destruction, subject, at, certificate) values ($1, $2, $3, $4, $5)",
    [row.tenant, row.destruction, row.subject ?? null, row.at, row.certificate],
  );
}

export function readDestructions(
  db: Queryable,
): Promise<{ readonly tenant: TenantId; readonly at: number; readonly certificate: string }[]> {
  return db.query("select tenant, at, certificate from wardbook.key_destruction order by destruction");
}
