import type { TenantId } from "../../../foundation/kernel/index.ts";
import type { Queryable, Transaction } from "../../../foundation/platform/database/index.ts";

export async function readSetting(db: Queryable, tenant: TenantId, key: string): Promise<Buffer | undefined> {
  const rows = await db.query<{ sealed: Buffer }>(
    "select sealed from wardbook.tenant_setting where tenant = $1 and key = $2",
    [tenant, key],
    "identity-read-setting",
  );
  return rows[0]?.sealed;
}

/** Until this transaction ends nobody changes a setting of the organisation; whoever is at it is waited for. */
export async function lockSettings(tx: Transaction, tenant: TenantId): Promise<void> {
  await tx.query("select pg_advisory_xact_lock(7264015, $1)", [tenant], "identity-lock-settings");
}

/** @param row `before` is what was read, undefined where there was nothing
 *  @returns false, with nothing stored, when the row isn't that any more */
export async function storeSetting(
  tx: Transaction,
  tenant: TenantId,
  row: {
    readonly key: string;
    readonly before: Buffer | undefined;
    readonly sealed: Buffer;
    readonly changedAt: number;
  },
): Promise<boolean> {
  await tx.query("select pg_advisory_xact_lock_shared(7264015, $1)", [tenant], "identity-change-settings");
  const rows = await tx.query(
    `insert into wardbook.tenant_setting (tenant, key, sealed, changed_at) values ($1, $2, $3, $4)
     on conflict (tenant, key) do update set sealed = excluded.sealed, changed_at = excluded.changed_at
       where tenant_setting.sealed = $5 returning 1`,
    [tenant, row.key, row.sealed, row.changedAt, row.before ?? null],
  );
  return rows.length === 1;
}
