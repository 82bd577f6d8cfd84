import type { TenantId } from "../../foundation/kernel/index.ts";
import type { Transaction } from "../../foundation/platform/database/index.ts";

/** Whether this process is the one that sweeps now; held until the transaction ends. */
export async function lockSweep(tx: Transaction, tenant: TenantId): Promise<boolean> {
  const rows = await tx.query<{ locked: boolean }>("select pg_try_advisory_xact_lock(7264014, $1) as locked", [tenant]);
  return rows[0]?.locked === true;
}
