import type { TenantId } from "../../../foundation/kernel/index.ts";
import type { Queryable, Transaction } from "../../../foundation/platform/database/index.ts";

export interface RoleRow {
  readonly role: string;
  readonly revision: number;
  readonly changed_at: number;
  readonly removed: boolean;
  readonly sealed: Buffer;
}

/** The newest revision of every role that was ever stored, removed ones included. */
export function readRoles(db: Queryable, tenant: TenantId): Promise<RoleRow[]> {
  return db.query(
    `select distinct on (role) role, revision, changed_at, removed, sealed from wardbook.tenant_role
     where tenant = $1 order by role, revision desc`,
    [tenant],
  );
}

/** @throws DatabaseError `database/unique-violation` when somebody stored this revision first */
export async function insertRole(tx: Transaction, tenant: TenantId, row: RoleRow): Promise<void> {
  await tx.query(
    `insert into wardbook.tenant_role (tenant, role, revision, changed_at, removed, sealed) values ($1, $2, $3, $4, $5, $6)`,
    [tenant, row.role, row.revision, row.changed_at, row.removed, row.sealed],
  );
}

/** Held until the transaction ends: what one change of the roles was checked against stays so until it is stored. */
export async function holdRoles(tx: Transaction, tenant: TenantId): Promise<void> {
  await tx.query("select pg_advisory_xact_lock(hashtextextended('tenant-role/' || $1::text, 0))", [tenant]);
}
