import type { ResourceId, TenantId } from "../../foundation/kernel/index.ts";
import type { Queryable } from "../../foundation/platform/database/index.ts";

export interface ChangedRow {
  readonly id: ResourceId;
  readonly type: number;
}

/** Versions of any kind that were written after a position: what they say isn't read. */
export function changedAfter(db: Queryable, tenant: TenantId, position: number, most: number): Promise<ChangedRow[]> {
  return db.query(
    `select id, type from wardbook.record_version where tenant = $1 and position > $2 order by position limit $3`,
    [tenant, position, most],
    "reports-changed-after",
  );
}

/** Where an organisation's records and what decides on them stand. */
export async function standingOf(
  db: Queryable,
  tenant: TenantId,
): Promise<{ readonly epoch: number; readonly position: number }> {
  const rows = await db.query<{ epoch: number | null; position: number | null }>(
    `select (select epoch from wardbook.policy_epoch where tenant = $1) as epoch,
            (select max(position) from wardbook.record_version where tenant = $1) as position`,
    [tenant],
    "reports-standing",
  );
  return { epoch: rows[0]?.epoch ?? 0, position: rows[0]?.position ?? 0 };
}
