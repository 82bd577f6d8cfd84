import type { TenantId } from "../../../foundation/kernel/index.ts";
import type { Queryable, Transaction } from "../../../foundation/platform/database/index.ts";

export interface SlowedRow {
  readonly source: Buffer;
  readonly since: number;
  readonly last_at: number;
  readonly attempts: number;
  readonly told_at: number | null;
  readonly sealed: Buffer;
}

const columns = "source, since, last_at, attempts, told_at, sealed";

/** Counts one more attempt. @returns false when the place wasn't slowed since `lastSince` */
export async function countSlowed(
  tx: Transaction,
  tenant: TenantId,
  { source, at, lastSince }: { readonly source: Buffer; readonly at: number; readonly lastSince: number },
): Promise<boolean> {
  const rows = await tx.query(
    `update wardbook.slowed_place set attempts = attempts + 1, last_at = $3
     where tenant = $1 and source = $2 and last_at >= $4 returning 1`,
    [tenant, source, at, lastSince],
  );
  return rows.length > 0;
}

/** Begins anew. */
export async function storeSlowed(
  tx: Transaction,
  tenant: TenantId,
  row: Pick<SlowedRow, "source" | "since" | "attempts" | "sealed">,
): Promise<void> {
  await tx.query(
    `insert into wardbook.slowed_place (tenant, source, since, last_at, attempts, sealed) values ($1, $2, $3, $3, $4, $5)
     on conflict (tenant, source) do update set since = excluded.since, last_at = excluded.last_at,
       attempts = excluded.attempts, told_at = null, sealed = excluded.sealed`,
    [tenant, row.source, row.since, row.attempts, row.sealed],
  );
}

/** Newest first. */
export function readSlowed(db: Queryable, tenant: TenantId, limit: number): Promise<SlowedRow[]> {
  return db.query(
    `select ${columns} from wardbook.slowed_place where tenant = $1 order by last_at desc, source limit $2`,
    [tenant, limit],
  );
}

/** @param since of the window that was told: one that began meanwhile is yet to be told */
export async function markSlowedTold(
  tx: Transaction,
  tenant: TenantId,
  { source, since, at }: { readonly source: Buffer; readonly since: number; readonly at: number },
): Promise<void> {
  await tx.query("update wardbook.slowed_place set told_at = $4 where tenant = $1 and source = $2 and since = $3", [
    tenant,
    source,
    since,
    at,
  ]);
}

export async function sweepSlowed(tx: Transaction, tenant: TenantId, before: number): Promise<void> {
  await tx.query("delete from wardbook.slowed_place where tenant = $1 and last_at < $2", [tenant, before]);
}
