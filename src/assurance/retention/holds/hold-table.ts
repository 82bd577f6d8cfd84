import type { TenantId } from "../../../foundation/kernel/index.ts";
import type { Queryable, Transaction } from "../../../foundation/platform/database/index.ts";

export interface HoldRow {
  readonly number: number;
  readonly placed_at: number;
  readonly sealed: Buffer;
  readonly lifted_at: number | null;
  readonly sealed_lift: Buffer | null;
}

/** Until the transaction ends nobody else places or lifts a hold, and nobody destroys. */
export async function lockHolds(tx: Transaction, tenant: TenantId): Promise<void> {
  await tx.query("select pg_advisory_xact_lock(7264040, $1)", [tenant]);
}

/** All there ever were, oldest first. */
export function holdRows(db: Queryable, tenant: TenantId): Promise<HoldRow[]> {
  return db.query(
    "select number, placed_at, sealed, lifted_at, sealed_lift from wardbook.retention_hold where tenant = $1 order by number",
    [tenant],
  );
}

export async function insertHold(
  tx: Transaction,
  tenant: TenantId,
  row: Pick<HoldRow, "number" | "placed_at" | "sealed">,
): Promise<void> {
  await tx.query("insert into wardbook.retention_hold (tenant, number, placed_at, sealed) values ($1, $2, $3, $4)", [
    tenant,
    row.number,
    row.placed_at,
    row.sealed,
  ]);
}

export async function storeLift(
  tx: Transaction,
  tenant: TenantId,
  row: Pick<HoldRow, "number" | "lifted_at" | "sealed_lift">,
): Promise<void> {
  await tx.query(
    "update wardbook.retention_hold set lifted_at = $3, sealed_lift = $4 where tenant = $1 and number = $2",
    [tenant, row.number, row.lifted_at, row.sealed_lift],
  );
}
