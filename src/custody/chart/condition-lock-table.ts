import type { TenantId } from "../../foundation/kernel/index.ts";
import type { Transaction } from "../../foundation/platform/database/index.ts";

const firstLock = 7_265_000;

/** How long each lock of this transaction is waited for. */
export async function limitWait(tx: Transaction, milliseconds: number): Promise<void> {
  await tx.query("select set_config('lock_timeout', $1, true)", [`${milliseconds}ms`], "limit-wait");
}

/** Held until the transaction ends. @param type number of the resource type that the condition is about
 *  @throws DatabaseError `database/lock-not-available` */
export async function lockCondition(tx: Transaction, tenant: TenantId, type: number): Promise<void> {
  await tx.query("select pg_advisory_xact_lock($1, $2)", [firstLock + type, tenant], "lock-condition");
}

/** Says that the transaction is still wanted: one that is silent is ended, and its locks with it. */
export async function keepAlive(tx: Transaction): Promise<void> {
  await tx.query("select 1", [], "keep-alive");
}
