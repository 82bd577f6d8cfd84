import type { Queryable } from "../../foundation/platform/database/index.ts";
import type { TenantId } from "../../foundation/kernel/index.ts";

export interface TenantRow {
  readonly tenant: TenantId;
  readonly wrapped_key: Buffer;
  readonly sealed_profile: Buffer;
}

export function readTenants(db: Queryable): Promise<TenantRow[]> {
  return db.query("select tenant, wrapped_key, sealed_profile from wardbook.tenant order by tenant");
}

export async function readTenant(db: Queryable, tenant: TenantId): Promise<TenantRow | undefined> {
  return (
    await db.query<TenantRow>("select tenant, wrapped_key, sealed_profile from wardbook.tenant where tenant = $1", [
      tenant,
    ])
  )[0];
}

export async function nextTenant(db: Queryable): Promise<number> {
  return (
    (await db.query<{ next: number }>("select coalesce(max(tenant), 0) + 1 as next from wardbook.tenant"))[0]?.next ?? 1
  );
}

/** @returns false when the number is taken. */
export async function insertTenant(db: Queryable, row: TenantRow): Promise<boolean> {
  const rows = await db.query(
    "insert into wardbook.tenant (tenant, wrapped_key, sealed_profile) values ($1, $2, $3) on conflict (tenant) do nothing returning 1",
    [row.tenant, row.wrapped_key, row.sealed_profile],
  );
  return rows.length === 1;
}
