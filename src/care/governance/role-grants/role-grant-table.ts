import type { PersonId, TenantId } from "../../../foundation/kernel/index.ts";
import type { Queryable, Transaction } from "../../../foundation/platform/database/index.ts";
import type { RoleGrantState } from "./state.ts";

export interface RoleGrantRow {
  readonly id: string;
  readonly person: PersonId;
  readonly role: string;
  readonly requester: PersonId;
  readonly decider: PersonId | null;
  readonly state: RoleGrantState;
  readonly requested_at: number;
  readonly until: number;
  readonly decided_at: number | null;
  readonly sealed: Buffer;
  readonly sealed_decision: Buffer | null;
}

const columns = "id, person, role, requester, decider, state, requested_at, until, decided_at, sealed, sealed_decision";

/** @returns false when something is asked for this person already */
export async function insertRoleGrant(tx: Transaction, tenant: TenantId, row: RoleGrantRow): Promise<boolean> {
  const rows = await tx.query(
    `insert into wardbook.role_grant (tenant, id, person, role, requester, state, requested_at, until, decided_at, sealed)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) on conflict do nothing returning 1`,
    [
      tenant,
      row.id,
      row.person,
      row.role,
      row.requester,
      row.state,
      row.requested_at,
      row.until,
      row.decided_at,
      row.sealed,
    ],
  );
  return rows.length === 1;
}

/** Those that wait, oldest first. */
export function requestedRoleGrants(db: Queryable, tenant: TenantId): Promise<RoleGrantRow[]> {
  return db.query(
    `select ${columns} from wardbook.role_grant where tenant = $1 and state = 'requested' order by requested_at, id`,
    [tenant],
  );
}

/** Those that were approved since then, newest first. */
export function givenRoleGrants(db: Queryable, tenant: TenantId, since: number): Promise<RoleGrantRow[]> {
  return db.query(
    `select ${columns} from wardbook.role_grant where tenant = $1 and state = 'given' and decided_at > $2
     order by decided_at desc, id limit 100`,
    [tenant, since],
  );
}

export async function readRoleGrant(db: Queryable, tenant: TenantId, id: string): Promise<RoleGrantRow | undefined> {
  const rows = await db.query<RoleGrantRow>(
    `select ${columns} from wardbook.role_grant where tenant = $1 and id = $2`,
    [tenant, id],
  );
  return rows[0];
}

/** The row, held until the transaction ends. */
export async function holdRoleGrant(tx: Transaction, tenant: TenantId, id: string): Promise<RoleGrantRow | undefined> {
  const rows = await tx.query<RoleGrantRow>(
    `select ${columns} from wardbook.role_grant where tenant = $1 and id = $2 for update`,
    [tenant, id],
  );
  return rows[0];
}

export async function storeRoleGrant(
  tx: Transaction,
  tenant: TenantId,
  row: Pick<RoleGrantRow, "id" | "state" | "decider" | "decided_at" | "sealed_decision">,
): Promise<void> {
  await tx.query(
    "update wardbook.role_grant set state = $3, decider = $4, decided_at = $5, sealed_decision = $6 where tenant = $1 and id = $2",
    [tenant, row.id, row.state, row.decider, row.decided_at, row.sealed_decision],
  );
}

/** What was given or taken since then. */
export function decidedSince(
  db: Queryable,
  tenant: TenantId,
  since: number,
): Promise<Pick<RoleGrantRow, "person" | "requester" | "state" | "decided_at">[]> {
  return db.query(
    `select person, requester, state, decided_at from wardbook.role_grant
     where tenant = $1 and decided_at > $2 and state in ('given', 'alone', 'taken')`,
    [tenant, since],
  );
}
