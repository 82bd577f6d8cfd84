import type { ResourceId, TenantId } from "../../../foundation/kernel/index.ts";
import { type Queryable, int8Array, uuidArray } from "../../../foundation/platform/database/index.ts";

// Statements of the schema's owner, but for the two that say so.

/** Of these records, how many versions lie under a key that isn't this patient's. The application's role may ask this. */
export async function countUnderOthers(
  db: Queryable,
  tenant: TenantId,
  patient: ResourceId,
  ids: readonly ResourceId[],
): Promise<number> {
  const rows = await db.query<{ count: number }>(
    `select count(*) as count from wardbook.record_version v where v.tenant = $1 and v.id = any($3::uuid[])
       and not exists (select from wardbook.data_key k where k.tenant = v.tenant and k.key_no = v.key_no and k.subject = $2)`,
    [tenant, patient, uuidArray(ids)],
  );
  return rows[0]?.count ?? 0;
}

/** Takes every version of these records away, and remembers that they were. @param until position up to which that holds */
export async function eraseVersions(
  db: Queryable,
  tenant: TenantId,
  {
    ids,
    patient,
    erasure,
    until,
  }: {
    readonly ids: readonly ResourceId[];
    readonly patient: ResourceId;
    readonly erasure: string;
    readonly until: number;
  },
): Promise<void> {
  const list = uuidArray(ids);
  await db.query("delete from wardbook.record_head where tenant = $1 and id = any($2::uuid[])", [tenant, list]);
  await db.query("delete from wardbook.calendar_seat where tenant = $1 and appointment = any($2::uuid[])", [
    tenant,
    list,
  ]);
  await db.query("delete from wardbook.appointment_reminder where tenant = $1 and appointment = any($2::uuid[])", [
    tenant,
    list,
  ]);
  await db.query("delete from wardbook.record_version where tenant = $1 and id = any($2::uuid[])", [tenant, list]);
  await db.query(
    `insert into wardbook.erased_record (tenant, id, patient, erasure, until)
     select $1, id, $3, $4, $5 from unnest($2::uuid[]) as w (id)
     on conflict (tenant, id) do update set patient = excluded.patient, erasure = excluded.erasure, until = excluded.until`,
    [tenant, list, patient, erasure, until],
  );
}

/** All keys that the patient has must end. @returns their numbers */
export async function askKeysToEnd(
  db: Queryable,
  tenant: TenantId,
  patient: ResourceId,
  at: number,
): Promise<readonly number[]> {
  await db.query(
    `insert into wardbook.ending_key (tenant, key_no, patient, asked_at)
     select tenant, key_no, subject, $3 from wardbook.data_key where tenant = $1 and subject = $2
     on conflict (tenant, key_no) do update set moved_at = null`,
    [tenant, patient, at],
  );
  return (
    await db.query<{ key_no: number }>(
      "select key_no from wardbook.data_key where tenant = $1 and subject = $2 order by key_no",
      [tenant, patient],
    )
  ).map(({ key_no }) => key_no);
}

export interface EndingKey {
  readonly key_no: number;
  readonly patient: ResourceId;
  readonly moved_at: number | null;
  readonly state: "next" | "current" | "old";
}

/** Keys that must end and are there. A restore may have brought back one that had ended. */
export function keysToEnd(db: Queryable, tenant: TenantId): Promise<EndingKey[]> {
  return db.query(
    `select e.key_no, e.patient, e.moved_at, k.state from wardbook.ending_key e
     join wardbook.data_key k on k.tenant = e.tenant and k.key_no = e.key_no and k.subject = e.patient
     where e.tenant = $1 order by e.patient, e.key_no`,
    [tenant],
  );
}

export async function countVersionsUnder(db: Queryable, tenant: TenantId, keyNos: readonly number[]): Promise<number> {
  const rows = await db.query<{ count: number }>(
    "select count(*) as count from wardbook.record_version where tenant = $1 and key_no = any($2::int8[])",
    [tenant, int8Array(keyNos)],
  );
  return rows[0]?.count ?? 0;
}

export async function setMoved(db: Queryable, tenant: TenantId, keyNos: readonly number[], at: number): Promise<void> {
  await db.query("update wardbook.ending_key set moved_at = $3 where tenant = $1 and key_no = any($2::int8[])", [
    tenant,
    int8Array(keyNos),
    at,
  ]);
}

/** Takes the keys away, where none of them seals and nothing of the record is under them. @returns their numbers */
export async function endKeys(
  db: Queryable,
  tenant: TenantId,
  {
    keyNos,
    at,
    certificate,
  }: { readonly keyNos: readonly number[]; readonly at: number; readonly certificate: string },
): Promise<readonly number[]> {
  const numbers = int8Array(keyNos);
  const gone = await db.query<{ key_no: number }>(
    `delete from wardbook.data_key k where k.tenant = $1 and k.key_no = any($2::int8[]) and k.state = 'old'
       and not exists (select from wardbook.record_version v where v.tenant = k.tenant and v.key_no = k.key_no)
     returning k.key_no`,
    [tenant, numbers],
  );
  await db.query(
    "update wardbook.ending_key set ended_at = $3, certificate = $4 where tenant = $1 and key_no = any($2::int8[])",
    [tenant, numbers, at, certificate],
  );
  return gone.map(({ key_no }) => key_no);
}

/** One key that had to end. */
export interface KeyEnding {
  readonly keyNo: number;
  /** Milliseconds since 1970, as is the next; undefined while parts of the record are under it. */
  readonly movedAt: number | undefined;
  /** Undefined while it is there. */
  readonly endedAt: number | undefined;
  /** A signed note. */
  readonly certificate: string | undefined;
}

/** What became of these keys. The application's role may ask this. */
export async function keyEndings(
  db: Queryable,
  tenant: TenantId,
  keyNos: readonly number[],
): Promise<readonly KeyEnding[]> {
  const rows = await db.query<{
    readonly key_no: number;
    readonly moved_at: number | null;
    readonly ended_at: number | null;
    readonly certificate: string | null;
    readonly is_there: boolean;
  }>(
    `select e.key_no, e.moved_at, e.ended_at, e.certificate, k.key_no is not null as is_there
     from wardbook.ending_key e left join wardbook.data_key k on k.tenant = e.tenant and k.key_no = e.key_no
     where e.tenant = $1 and e.key_no = any($2::int8[]) order by e.key_no`,
    [tenant, int8Array(keyNos)],
  );
  return rows.map(({ key_no: keyNo, moved_at, ended_at, certificate, is_there: isThere }) => ({
    keyNo,
    movedAt: moved_at ?? undefined,
    endedAt: isThere ? undefined : (ended_at ?? undefined),
    certificate: isThere ? undefined : (certificate ?? undefined),
  }));
}

/** Certificates of keys that ended, oldest first. */
export async function endedKeys(
  db: Queryable,
): Promise<{ readonly tenant: TenantId; readonly at: number; readonly certificate: string }[]> {
  return db.query(
    `select distinct tenant, ended_at as at, certificate from wardbook.ending_key where ended_at is not null order by at`,
  );
}
