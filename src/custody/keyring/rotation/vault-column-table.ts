import type { ResourceId, TenantId } from "../../../foundation/kernel/index.ts";
import type { Queryable } from "../../../foundation/platform/database/index.ts";
import type { VaultColumn } from "../vault-column.ts";

// Statements of the schema's owner. Names of tables and columns come from this program alone.

/** The columns that a vault column names, and the value. */
export interface SealedRow extends Readonly<Record<string, unknown>> {
  readonly sealed: Buffer;
}

/** In the order of their primary key. */
export function sealedAfter(
  db: Queryable,
  tenant: TenantId,
  { table, column, key, also = [] }: VaultColumn,
  after: SealedRow | undefined,
  limit: number,
): Promise<SealedRow[]> {
  // A name of its own, whatever the column is called: `sealed` may be another one of the same table.
  const wanted = [...key, ...also, `${column} as sealed`].join(", ");
  const values = key.map((name) => after?.[name]);
  const isLater =
    after === undefined || key.length === 0
      ? ""
      : `and (${key.join(", ")}) > (${key.map((_, at) => `$${at + 3}`).join(", ")})`;
  return db.query(
    `select ${wanted} from wardbook.${table} where tenant = $1 and ${column} is not null ${isLater}
     ${key.length === 0 ? "" : `order by ${key.join(", ")}`} limit $2`,
    [tenant, limit, ...(isLater === "" ? [] : values)],
  );
}

export async function countSealed(db: Queryable, tenant: TenantId, columns: readonly VaultColumn[]): Promise<number> {
  let total = 0;
  for (const { table, column } of columns) {
    const [row] = await db.query<{ count: number }>(
      `select count(*) as count from wardbook.${table} where tenant = $1 and ${column} is not null`,
      [tenant],
    );
    total += row?.count ?? 0;
  }
  return total;
}

/** Says under which key a patient's rows are. */
export async function setKeyNumber(
  db: Queryable,
  tenant: TenantId,
  { table, patient, keyNo }: { readonly table: string; readonly patient: ResourceId; readonly keyNo: number },
): Promise<void> {
  await db.query(`update wardbook.${table} set key_no = $3 where tenant = $1 and patient = $2 and key_no <> $3`, [
    tenant,
    patient,
    keyNo,
  ]);
}

/** Only where it is still as it was. */
export async function replaceSealed(
  db: Queryable,
  tenant: TenantId,
  { table, column, key }: VaultColumn,
  row: SealedRow,
  sealed: Buffer,
): Promise<void> {
  const isIt = key.map((name, at) => `and ${name} = $${at + 4}`).join(" ");
  await db.query(`update wardbook.${table} set ${column} = $3 where tenant = $1 and ${column} = $2 ${isIt}`, [
    tenant,
    row.sealed,
    sealed,
    ...key.map((name) => row[name]),
  ]);
}
