import type { Queryable } from "../../foundation/platform/database/index.ts";
import type { TenantId } from "../../foundation/kernel/index.ts";

const firstLock = 7_266_000;

/** Held as long as the connection lives. */
export async function tryLockCounting(connection: Queryable, counting: number): Promise<boolean> {
  const rows = await connection.query<{ locked: boolean }>("select pg_try_advisory_lock($1) as locked", [
    firstLock + counting,
  ]);
  return rows[0]?.locked === true;
}

export async function tenantNumbers(db: Queryable): Promise<TenantId[]> {
  const rows = await db.query<{ tenant: TenantId }>("select tenant from wardbook.tenant order by tenant");
  return rows.map(({ tenant }) => tenant);
}

/** The largest number that versions and ledger batches of an organisation carry. */
export async function largestPosition(db: Queryable, tenant: TenantId): Promise<number> {
  const rows = await db.query<{ largest: number | null }>(
    `select greatest(
       (select max(position) from wardbook.record_version where tenant = $1),
       (select max(batch) from wardbook.ledger_batch where tenant = $1)) as largest`,
    [tenant],
  );
  return rows[0]?.largest ?? 0;
}
