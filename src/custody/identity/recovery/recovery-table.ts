import type { PersonId, TenantId } from "../../../foundation/kernel/index.ts";
import type { Queryable, Transaction } from "../../../foundation/platform/database/index.ts";
import { type RecoveryState, type RecoveryWay, openRecoveryStates } from "./recovery-machine.ts";

export interface RecoveryRow {
  readonly recovery: string;
  readonly person: PersonId;
  readonly way: RecoveryWay;
  readonly state: RecoveryState;
  readonly sealed: Buffer;
  readonly began_at: number;
  readonly ready_at: number | null;
  readonly until: number;
}

const columns = "recovery, person, way, state, sealed, began_at, ready_at, until";

/** @throws DatabaseError `database/unique-violation` when one of this way is open for the person */
export async function insertRecovery(tx: Transaction, tenant: TenantId, row: RecoveryRow): Promise<void> {
  await tx.query(`insert into wardbook.recovery (tenant, ${columns}) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`, [
    tenant,
    row.recovery,
    row.person,
    row.way,
    row.state,
    row.sealed,
    row.began_at,
    row.ready_at,
    row.until,
  ]);
}

/** The recovery, held for this transaction. */
export async function holdRecovery(
  tx: Transaction,
  tenant: TenantId,
  recovery: string,
): Promise<RecoveryRow | undefined> {
  const rows = await tx.query<RecoveryRow>(
    `select ${columns} from wardbook.recovery where tenant = $1 and recovery = $2 for update`,
    [tenant, recovery],
  );
  return rows[0];
}

export async function readRecovery(
  db: Queryable,
  tenant: TenantId,
  recovery: string,
): Promise<RecoveryRow | undefined> {
  const rows = await db.query<RecoveryRow>(
    `select ${columns} from wardbook.recovery where tenant = $1 and recovery = $2`,
    [tenant, recovery],
  );
  return rows[0];
}

/** The person's open ones, held for this transaction. Some may have lapsed. */
export function holdOpenRecoveries(tx: Transaction, tenant: TenantId, person: PersonId): Promise<RecoveryRow[]> {
  return tx.query(
    `select ${columns} from wardbook.recovery where tenant = $1 and person = $2 and state = any($3) order by began_at for update`,
    [tenant, person, openRecoveryStates],
  );
}

export function readOpenRecoveries(db: Queryable, tenant: TenantId, person: PersonId): Promise<RecoveryRow[]> {
  return db.query(
    `select ${columns} from wardbook.recovery where tenant = $1 and person = $2 and state = any($3) order by began_at`,
    [tenant, person, openRecoveryStates],
  );
}

/** Open ones and those that began after, newest first. */
export function readRecoveries(db: Queryable, tenant: TenantId, beganAfter: number): Promise<RecoveryRow[]> {
  return db.query(
    `select ${columns} from wardbook.recovery where tenant = $1 and (began_at > $2 or state = any($3))
     order by began_at desc limit 500`,
    [tenant, beganAfter, openRecoveryStates],
  );
}

export async function storeRecovery(tx: Transaction, tenant: TenantId, row: RecoveryRow): Promise<void> {
  await tx.query(
    "update wardbook.recovery set state = $3, sealed = $4, ready_at = $5, until = $6 where tenant = $1 and recovery = $2",
    [tenant, row.recovery, row.state, row.sealed, row.ready_at, row.until],
  );
}
