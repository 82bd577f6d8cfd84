import type { Transaction } from "../../foundation/platform/database/index.ts";

/** Held until the transaction ends. */
export async function lockCondition(tx: Transaction, lock: number): Promise<void> {
  await tx.query("select pg_advisory_xact_lock(7264003, $1)", [lock], "lock-condition");
}
