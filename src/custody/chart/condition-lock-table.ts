import type { TenantId } from "../../foundation/kernel/index.ts";
import type { Transaction } from "../../foundation/platform/database/index.ts";

const firstLock = 7_265_000;

/** Held until the transaction ends. @param type number of the resource type that the condition is about */
export async function lockCondition(tx: Transaction, tenant: TenantId, type: number): Promise<void> {
  await tx.query("select pg_advisory_xact_lock($1, $2)", [firstLock + type, tenant], "lock-condition");
}
