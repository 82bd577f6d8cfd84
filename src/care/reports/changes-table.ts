import type { ResourceId, TenantId } from "../../foundation/kernel/index.ts";
import type { Queryable } from "../../foundation/platform/database/index.ts";

export interface ChangedRow {
  readonly id: ResourceId;
  readonly type: number;
}

/** Versions of any kind that were written after a position (microseconds since 1970): what they say isn't read. */
export function changedAfter(db: Queryable, tenant: TenantId, position: number, most: number): Promise<ChangedRow[]> {
  return db.query(
    `select id, type from wardbook.record_version where tenant = $1 and position > $2 order by position limit $3`,
    [tenant, position, most],
    "reports-changed-after",
  );
}

/** What changes with every rule about who sees what; 0 while none was ever changed. */
export async function epochOf(db: Queryable, tenant: TenantId): Promise<number> {
  const rows = await db.query<{ epoch: number }>(
    "select epoch from wardbook.policy_epoch where tenant = $1",
    [tenant],
    "reports-epoch",
  );
  return rows[0]?.epoch ?? 0;
}
