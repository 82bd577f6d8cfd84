import type { Queryable } from "../../foundation/platform/database/index.ts";
import { int8Array, uuidArray } from "../../foundation/platform/database/index.ts";
import type { ResourceId, TenantId } from "../../foundation/kernel/index.ts";

export interface DataKeyRow {
  readonly key_no: number;
  readonly purpose: string;
  readonly subject: ResourceId | null;
  readonly wrapped: Buffer;
}

const columns = "key_no, purpose, subject, wrapped";

export function keysByPurpose(db: Queryable, tenant: TenantId): Promise<DataKeyRow[]> {
  return db.query(
    `select ${columns} from wardbook.data_key where tenant = $1 and subject is null`,
    [tenant],
    "keys-by-purpose",
  );
}

export function keysByNumber(db: Queryable, tenant: TenantId, numbers: readonly number[]): Promise<DataKeyRow[]> {
  return db.query(
    `select ${columns} from wardbook.data_key where tenant = $1 and key_no = any($2::int8[])`,
    [tenant, int8Array(numbers)],
    "keys-by-number",
  );
}

export function keysBySubject(db: Queryable, tenant: TenantId, subjects: readonly ResourceId[]): Promise<DataKeyRow[]> {
  return db.query(
    `select ${columns} from wardbook.data_key where tenant = $1 and subject = any($2::uuid[])`,
    [tenant, uuidArray(subjects)],
    "keys-by-subject",
  );
}

/** @throws DatabaseError `database/unique-violation` when another process made the key first. */
export async function insertDataKey(db: Queryable, tenant: TenantId, row: DataKeyRow): Promise<void> {
  await db.query(
    "insert into wardbook.data_key (tenant, key_no, purpose, subject, wrapped) values ($1, $2, $3, $4, $5)",
    [tenant, row.key_no, row.purpose, row.subject, row.wrapped],
  );
}
