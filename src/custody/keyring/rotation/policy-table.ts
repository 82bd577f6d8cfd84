import type { TenantId } from "../../../foundation/kernel/index.ts";
import type { Queryable } from "../../../foundation/platform/database/index.ts";
import type { RotationKind } from "./rotation-kind.ts";

export async function readPolicy(db: Queryable, tenant: TenantId | 0): Promise<ReadonlyMap<RotationKind, number>> {
  const rows = await db.query<{ kind: RotationKind; days: number }>(
    "select kind, days from wardbook.key_policy where tenant = $1",
    [tenant],
  );
  return new Map(rows.map(({ kind, days }) => [kind, days]));
}

export async function setPolicy(db: Queryable, tenant: TenantId | 0, kind: RotationKind, days: number): Promise<void> {
  await db.query(
    "insert into wardbook.key_policy (tenant, kind, days) values ($1, $2, $3) on conflict (tenant, kind) do update set days = excluded.days",
    [tenant, kind, days],
  );
}
