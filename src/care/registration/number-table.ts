import type { TenantId } from "../../foundation/kernel/index.ts";
import type { Queryable, Transaction } from "../../foundation/platform/database/index.ts";

/** The last number of a series; 0 before its first. */
export async function lastNumber(db: Queryable, tenant: TenantId, series: Buffer): Promise<number> {
  const rows = await db.query<{ last: number }>(
    "select last from wardbook.patient_series where tenant = $1 and series = $2",
    [tenant, series],
    "registration-last-number",
  );
  return rows[0]?.last ?? 0;
}

/** Has a series go on behind a number that came from elsewhere, where it isn't beyond it already. */
export async function raiseNumber(tx: Transaction, tenant: TenantId, series: Buffer, number: number): Promise<void> {
  await tx.query(
    `insert into wardbook.patient_series (tenant, series, last) values ($1, $2, $3)
     on conflict (tenant, series) do update set last = greatest(wardbook.patient_series.last, excluded.last)`,
    [tenant, series, number],
    "registration-raise-number",
  );
}

/** Takes a number that follows on the last one. @returns false where another has it meanwhile */
export async function takeNumber(tx: Transaction, tenant: TenantId, series: Buffer, number: number): Promise<boolean> {
  const rows = await tx.query(
    number === 1
      ? `insert into wardbook.patient_series (tenant, series, last) values ($1, $2, $3)
         on conflict (tenant, series) do nothing returning 1`
      : `update wardbook.patient_series set last = $3 where tenant = $1 and series = $2 and last = $3 - 1 returning 1`,
    [tenant, series, number],
    number === 1 ? "registration-first-number" : "registration-take-number",
  );
  return rows.length === 1;
}
