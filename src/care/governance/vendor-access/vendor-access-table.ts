import type { PersonId, TenantId } from "../../../foundation/kernel/index.ts";
import type { Queryable, Transaction } from "../../../foundation/platform/database/index.ts";
import type { VendorState } from "./state.ts";

export interface VendorRow {
  readonly id: string;
  readonly person: PersonId;
  readonly requester: PersonId;
  readonly decider: PersonId | null;
  readonly state: VendorState;
  readonly from_at: number;
  readonly until: number;
  readonly requested_at: number;
  readonly decided_at: number | null;
  readonly ended_at: number | null;
  readonly sealed: Buffer;
  readonly sealed_decision: Buffer | null;
}

const columns =
  "id, person, requester, decider, state, from_at, until, requested_at, decided_at, ended_at, sealed, sealed_decision";

export async function insertVendorAccess(tx: Transaction, tenant: TenantId, row: VendorRow): Promise<void> {
  await tx.query(
    `insert into wardbook.vendor_access (tenant, id, person, requester, state, from_at, until, requested_at, sealed)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [tenant, row.id, row.person, row.requester, row.state, row.from_at, row.until, row.requested_at, row.sealed],
  );
}

export function listVendorAccess(db: Queryable, tenant: TenantId, limit: number): Promise<VendorRow[]> {
  return db.query(
    `select ${columns} from wardbook.vendor_access where tenant = $1 order by requested_at desc, id limit $2`,
    [tenant, limit],
  );
}

export async function readVendorAccess(db: Queryable, tenant: TenantId, id: string): Promise<VendorRow | undefined> {
  const rows = await db.query<VendorRow>(
    `select ${columns} from wardbook.vendor_access where tenant = $1 and id = $2`,
    [tenant, id],
  );
  return rows[0];
}

/** The row, held until the transaction ends. */
export async function holdVendorAccess(tx: Transaction, tenant: TenantId, id: string): Promise<VendorRow | undefined> {
  const rows = await tx.query<VendorRow>(
    `select ${columns} from wardbook.vendor_access where tenant = $1 and id = $2 for update`,
    [tenant, id],
  );
  return rows[0];
}

export async function storeVendorState(
  tx: Transaction,
  tenant: TenantId,
  row: Pick<VendorRow, "id" | "state" | "decider" | "decided_at" | "ended_at" | "sealed_decision">,
): Promise<void> {
  await tx.query(
    `update wardbook.vendor_access set state = $3, decider = $4, decided_at = $5, ended_at = $6, sealed_decision = $7
     where tenant = $1 and id = $2`,
    [tenant, row.id, row.state, row.decider, row.decided_at, row.ended_at, row.sealed_decision],
  );
}

/** Moves the time of what is approved now. */
export async function storeVendorTimes(
  tx: Transaction,
  tenant: TenantId,
  row: Pick<VendorRow, "id" | "from_at" | "until" | "sealed">,
): Promise<void> {
  await tx.query(
    "update wardbook.vendor_access set from_at = $3, until = $4, sealed = $5 where tenant = $1 and id = $2 and state = 'requested'",
    [tenant, row.id, row.from_at, row.until, row.sealed],
  );
}

/** Approved and not over, whenever they begin. */
export function vendorAccessToCome(db: Queryable, tenant: TenantId, now: number): Promise<VendorRow[]> {
  return db.query(
    `select ${columns} from wardbook.vendor_access where tenant = $1 and state = 'approved' and until > $2 order by until, id`,
    [tenant, now],
  );
}

/** Over, but not written down as such; held until the transaction ends. */
export function holdLapsedVendors(tx: Transaction, tenant: TenantId, now: number, limit: number): Promise<VendorRow[]> {
  return tx.query(
    `select ${columns} from wardbook.vendor_access
     where tenant = $1 and state in ('requested', 'approved') and until <= $2 order by until limit $3 for update skip locked`,
    [tenant, now, limit],
  );
}
