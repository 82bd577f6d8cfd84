import type { ResourceId, TenantId } from "../../../foundation/kernel/index.ts";
import type { Queryable, Transaction } from "../../../foundation/platform/database/index.ts";

export interface ChangeRow {
  readonly id: ResourceId;
  readonly version: number;
}

/** Versions written at or after a position, of the types that say who may see whom. The types are spelled out, and are those of the
 *  index `record_version_policy`, else it can't serve. */
export function versionsSince(db: Queryable, tenant: TenantId, position: number): Promise<ChangeRow[]> {
  return db.query(
    `select id, max(version) as version from wardbook.record_version
     where tenant = $1 and position >= $2 and type in (5, 15, 29, 44, 71, 100, 103, 109, 114) group by id`,
    [tenant, position],
    "policy-versions-since",
  );
}

/** 0 while nothing was ever changed. */
export async function readEpoch(db: Queryable, tenant: TenantId): Promise<number> {
  const rows = await db.query<{ epoch: number }>(
    "select epoch from wardbook.policy_epoch where tenant = $1",
    [tenant],
    "policy-epoch",
  );
  return rows[0]?.epoch ?? 0;
}

export async function raiseEpoch(tx: Transaction, tenant: TenantId): Promise<void> {
  await tx.query(
    `insert into wardbook.policy_epoch (tenant, epoch) values ($1, 1)
     on conflict (tenant) do update set epoch = policy_epoch.epoch + 1`,
    [tenant],
  );
}
