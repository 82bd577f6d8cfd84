import type { ResourceId, TenantId } from "../../foundation/kernel/index.ts";
import { type Queryable, byteaArray, int4Array, int8Array } from "../../foundation/platform/database/index.ts";

/** What one entry said whose key is gone, sealed under a key that is there. */
export interface CopyRow {
  readonly batch: number;
  readonly ordinal: number;
  readonly key_no: number;
  readonly entry: Buffer;
}

export function copiesIn(db: Queryable, tenant: TenantId, batches: readonly number[]): Promise<CopyRow[]> {
  return db.query(
    "select batch, ordinal, key_no, entry from wardbook.ledger_copy where tenant = $1 and batch = any($2::int8[])",
    [tenant, int8Array(batches)],
    "ledger-copies",
  );
}

/** A statement of the schema's owner. What was copied before is replaced. */
export async function putCopies(db: Queryable, tenant: TenantId, rows: readonly CopyRow[]): Promise<void> {
  await db.query(
    `insert into wardbook.ledger_copy (tenant, batch, ordinal, key_no, entry)
     select $1, batch, ordinal, key_no, entry
     from unnest($2::int8[], $3::int4[], $4::int8[], $5::bytea[]) as w (batch, ordinal, key_no, entry)
     on conflict (tenant, batch, ordinal) do update set key_no = excluded.key_no, entry = excluded.entry`,
    [
      tenant,
      int8Array(rows.map(({ batch }) => batch)),
      int4Array(rows.map(({ ordinal }) => ordinal)),
      int8Array(rows.map(({ key_no }) => key_no)),
      byteaArray(rows.map(({ entry }) => entry)),
    ],
  );
}

/** Records of a patient that were erased while the patient stays. */
export async function erasedRecords(db: Queryable, tenant: TenantId, patient: ResourceId): Promise<ResourceId[]> {
  const rows = await db.query<{ id: ResourceId }>(
    "select id from wardbook.erased_record where tenant = $1 and patient = $2",
    [tenant, patient],
  );
  return rows.map(({ id }) => id);
}
