import type { Queryable } from "../../foundation/platform/database/index.ts";
import { int8Array, uuidArray } from "../../foundation/platform/database/index.ts";
import type { ResourceId, TenantId } from "../../foundation/kernel/index.ts";

export type KeyState = "next" | "current" | "old";

export interface DataKeyRow {
  readonly key_no: number;
  readonly purpose: string;
  readonly subject: ResourceId | null;
  readonly wrapped: Buffer;
  readonly state: KeyState;
}

const columns = "key_no, purpose, subject, wrapped, state";

/** The organisation's own, in every state, oldest first. */
export function ownKeyRows(db: Queryable, tenant: TenantId): Promise<DataKeyRow[]> {
  return db.query(
    `select ${columns} from wardbook.data_key where tenant = $1 and subject is null order by key_no`,
    [tenant],
    "own-keys",
  );
}

/** Of a key that ended because records were erased there is nothing but whose it was. */
export const endedPurpose = "ended";

/** Also those that ended, with no bytes. */
export function keysByNumber(db: Queryable, tenant: TenantId, numbers: readonly number[]): Promise<DataKeyRow[]> {
  return db.query(
    `select ${columns} from wardbook.data_key where tenant = $1 and key_no = any($2::int8[])
     union all
     select e.key_no, '${endedPurpose}', e.patient, ''::bytea, 'old' from wardbook.ending_key e
     where e.tenant = $1 and e.key_no = any($2::int8[])
       and not exists (select from wardbook.data_key k where k.tenant = e.tenant and k.key_no = e.key_no)`,
    [tenant, int8Array(numbers)],
    "keys-by-number",
  );
}

/** Those that seal, with how often they did. */
export function keysBySubject(
  db: Queryable,
  tenant: TenantId,
  subjects: readonly ResourceId[],
): Promise<(DataKeyRow & { readonly seals: number })[]> {
  return db.query(
    `select ${columns}, seals from wardbook.data_key where tenant = $1 and subject = any($2::uuid[]) and state = 'current'`,
    [tenant, uuidArray(subjects)],
    "keys-by-subject",
  );
}

/** Every version of one patient's key, newest first. */
export function everyKeyRowOf(db: Queryable, tenant: TenantId, subject: ResourceId): Promise<DataKeyRow[]> {
  return db.query(
    `select ${columns} from wardbook.data_key where tenant = $1 and subject = $2 order by key_no desc`,
    [tenant, subject],
    "every-key-of",
  );
}

/** Numbers of every key that one patient has or had, also of those that ended because records were erased. */
export async function everyNumberOf(db: Queryable, tenant: TenantId, subject: ResourceId): Promise<number[]> {
  const rows = await db.query<{ key_no: number }>(
    `select key_no from wardbook.data_key where tenant = $1 and subject = $2
     union select e.key_no from wardbook.ending_key e where e.tenant = $1 and e.patient = $2
       and exists (select from wardbook.data_key k where k.tenant = $1 and k.subject = $2)`,
    [tenant, subject],
    "every-number-of",
  );
  return rows.map(({ key_no }) => key_no);
}

/** Pairs of a number and another one of the same patient's. */
export function otherKeyNumbers(
  db: Queryable,
  tenant: TenantId,
  numbers: readonly number[],
): Promise<{ readonly key_no: number; readonly other: number }[]> {
  return db.query(
    `select n.key_no, o.key_no as other
     from wardbook.data_key n join wardbook.data_key o on o.tenant = n.tenant and o.subject = n.subject and o.key_no <> n.key_no
     where n.tenant = $1 and n.key_no = any($2::int8[])
     union
     select n.key_no, e.key_no from wardbook.data_key n
     join wardbook.ending_key e on e.tenant = n.tenant and e.patient = n.subject and e.key_no <> n.key_no
     where n.tenant = $1 and n.key_no = any($2::int8[])`,
    [tenant, int8Array(numbers)],
    "other-key-numbers",
  );
}

/** @throws DatabaseError `database/unique-violation` when another process made the key first. */
export async function insertDataKey(db: Queryable, tenant: TenantId, row: DataKeyRow): Promise<void> {
  await db.query(
    "insert into wardbook.data_key (tenant, key_no, purpose, subject, wrapped, state) values ($1, $2, $3, $4, $5, $6)",
    [tenant, row.key_no, row.purpose, row.subject, row.wrapped, row.state],
  );
}

/** Takes a block of seals for this process. @returns how many had been taken before */
export async function claimSeals(db: Queryable, tenant: TenantId, keyNo: number, seals: number): Promise<number> {
  const rows = await db.query<{ before: number }>(
    "update wardbook.data_key set seals = seals + $3 where tenant = $1 and key_no = $2 returning seals - $3 as before",
    [tenant, keyNo, seals],
    "claim-seals",
  );
  return rows[0]?.before ?? 0;
}

/** Adds what was sealed, but not to a row that somebody holds: a rotation holds those of all patients, for as long as it takes.
 *  @returns the sums, by the numbers of the keys that it was added to */
export async function addSeals(
  db: Queryable,
  tenant: TenantId,
  unsaved: readonly { readonly keyNo: number; readonly seals: number }[],
): Promise<ReadonlyMap<number, number>> {
  const rows = await db.query<{ key_no: number; seals: number }>(
    `with free as (
       select key_no from wardbook.data_key where tenant = $1 and key_no = any($2::int8[]) order by key_no for update skip locked)
     update wardbook.data_key k set seals = k.seals + n.seals
     from unnest($2::int8[], $3::int8[]) as n (key_no, seals) join free using (key_no)
     where k.tenant = $1 and k.key_no = n.key_no returning k.key_no, k.seals`,
    [tenant, int8Array(unsaved.map(({ keyNo }) => keyNo)), int8Array(unsaved.map(({ seals }) => seals))],
    "add-seals",
  );
  return new Map(rows.map(({ key_no, seals }) => [key_no, seals]));
}
