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

export async function storeSetting(
  tx: Transaction,
  tenant: TenantId,
  row: { readonly key: string; readonly sealed: Buffer; readonly changedAt: number },
): Promise<void> {
  await tx.query(
    `insert into wardbook.tenant_setting (tenant, key, sealed, changed_at) values ($1, $2, $3, $4)
     on conflict (tenant, key) do update set sealed = excluded.sealed, changed_at = excluded.changed_at`,
    [tenant, row.key, row.sealed, row.changedAt],
  );
}
