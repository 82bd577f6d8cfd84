import type { Queryable } from "../../foundation/platform/database/index.ts";
import type { TenantId } from "../../foundation/kernel/index.ts";

export interface TenantRow {
  readonly tenant: TenantId;
  readonly wrapped_key: Buffer;
  readonly other_wrapped_key: Buffer | null;
  readonly sealed_profile: Buffer;
}

const columns = "tenant, wrapped_key, other_wrapped_key, sealed_profile";

/** Those whose keys were not destroyed. */
export function readTenants(db: Queryable): Promise<TenantRow[]> {
  return db.query(`select ${columns} from wardbook.tenant where destroyed_at is null order by tenant`);
}

export async function readTenant(db: Queryable, tenant: TenantId): Promise<TenantRow | undefined> {
  return (
    await db.query<TenantRow>(`select ${columns} from wardbook.tenant where tenant = $1 and destroyed_at is null`, [
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
export async function insertTenant(db: Queryable, row: Omit<TenantRow, "other_wrapped_key">): Promise<boolean> {
  const rows = await db.query(
    "insert into wardbook.tenant (tenant, wrapped_key, sealed_profile) values ($1, $2, $3) on conflict (tenant) do nothing returning 1",
    [row.tenant, row.wrapped_key, row.sealed_profile],
  );
  return rows.length === 1;
}

/** Rises with every change of any key. */
export async function readEpoch(db: Queryable): Promise<number> {
  const rows = await db.query<{ epoch: number }>("select epoch from wardbook.key_epoch", [], "key-epoch");
  return rows[0]?.epoch ?? 0;
}

export async function readTenantEpochs(db: Queryable): Promise<ReadonlyMap<TenantId, number>> {
  const rows = await db.query<{ tenant: TenantId; key_epoch: number }>(
    "select tenant, key_epoch from wardbook.tenant where destroyed_at is null",
  );
  return new Map(rows.map((row) => [row.tenant, row.key_epoch]));
}

/** Whether there is one, or was one whose keys were destroyed. */
export async function isAnyTenant(db: Queryable): Promise<boolean> {
  return (await db.query("select from wardbook.tenant limit 1")).length > 0;
}
