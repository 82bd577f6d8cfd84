import type { TenantId } from "../../../foundation/kernel/index.ts";
import type { Transaction } from "../../../foundation/platform/database/index.ts";

export interface RestrictionRow {
  /** On which it was decided. */
  readonly request: string;
  /** Counts changes. */
  readonly revision: number;
  readonly sealed: Buffer;
}

/** All there ever were, or one request's. */
export function restrictionRows(tx: Transaction, tenant: TenantId, request?: string): Promise<RestrictionRow[]> {
  return tx.query(
    `select request, revision, sealed from wardbook.restriction
     where tenant = $1 and ($2::uuid is null or request = $2) order by request`,
    [tenant, request ?? null],
    "restriction-rows",
  );
}

export async function storeRestriction(tx: Transaction, tenant: TenantId, row: RestrictionRow): Promise<void> {
  await tx.query(
    `insert into wardbook.restriction (tenant, request, revision, sealed) values ($1, $2, $3, $4)
     on conflict (tenant, request) do update set revision = excluded.revision, sealed = excluded.sealed`,
    [tenant, row.request, row.revision, row.sealed],
  );
}
