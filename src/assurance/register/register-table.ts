import type { TenantId } from "../../foundation/kernel/index.ts";
import type { Queryable, Transaction } from "../../foundation/platform/database/index.ts";
import type { RegisterName } from "./register.ts";

/** Until the transaction ends nobody else notes anything in this register. Each has a lock of its own: who reads one and notes something in
 *  another would else wait for ever for who does the same. */
export async function lockRegister(tx: Transaction, tenant: TenantId, name: RegisterName): Promise<void> {
  await tx.query("select pg_advisory_xact_lock(hashtextextended($1::text || '|' || $2, 7264050))", [tenant, name]);
}

/** Until the transaction ends nobody notes anything in it. */
export async function lockRegisterForReading(tx: Transaction, tenant: TenantId, name: RegisterName): Promise<void> {
  await tx.query("select pg_advisory_xact_lock_shared(hashtextextended($1::text || '|' || $2, 7264050))", [
    tenant,
    name,
  ]);
}

export async function registerRow(db: Queryable, tenant: TenantId, name: RegisterName): Promise<Buffer | undefined> {
  const rows = await db.query<{ sealed: Buffer }>(
    "select sealed from wardbook.row_register where tenant = $1 and name = $2",
    [tenant, name],
  );
  return rows[0]?.sealed;
}

export async function storeRegister(
  tx: Transaction,
  tenant: TenantId,
  name: RegisterName,
  sealed: Buffer,
): Promise<void> {
  await tx.query(
    `insert into wardbook.row_register (tenant, name, sealed) values ($1, $2, $3)
     on conflict (tenant, name) do update set sealed = excluded.sealed`,
    [tenant, name, sealed],
  );
}
