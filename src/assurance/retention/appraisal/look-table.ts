import type { TenantId } from "../../../foundation/kernel/index.ts";
import type { Queryable } from "../../../foundation/platform/database/index.ts";

const hour = 3_600_000;

/** Takes the look of the day. @returns false when another process has it, or had it less than so long ago */
export async function takeLook(
  db: Queryable,
  tenant: TenantId,
  { now, everyMilliseconds }: { readonly now: number; readonly everyMilliseconds: number },
): Promise<boolean> {
  // One that lies ahead is of a clock that was wrong.
  const rows = await db.query(
    `insert into wardbook.retention_look as l (tenant, at) values ($1, $2)
     on conflict (tenant) do update set at = excluded.at where l.at <= $2 - $3::bigint or l.at > $2 + $4::bigint returning 1`,
    [tenant, now, everyMilliseconds, hour],
  );
  return rows.length === 1;
}

/** Gives back a look that came to nothing. */
export async function giveLookBack(db: Queryable, tenant: TenantId, at: number): Promise<void> {
  await db.query("delete from wardbook.retention_look where tenant = $1 and at = $2", [tenant, at]);
}
