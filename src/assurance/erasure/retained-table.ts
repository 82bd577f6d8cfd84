import type { PersonId, ResourceId, TenantId } from "../../foundation/kernel/index.ts";
import type { Queryable, Transaction } from "../../foundation/platform/database/index.ts";
import type { RetainedState } from "./state.ts";

export interface RetainedRow {
  /** Also the subject of its key. */
  readonly id: ResourceId;
  readonly erasure: string;
  readonly patient: ResourceId;
  readonly state: RetainedState;
  /** Milliseconds since 1970. */
  readonly until: number | null;
  readonly proposer: PersonId | null;
  readonly decider: PersonId | null;
  readonly changed_at: number;
  readonly sealed_facts: Buffer;
  /** Null once its key is gone. */
  readonly sealed: Buffer | null;
}

/** All but the record itself, which only whoever reads it takes out of the database. */
export type RetainedFactsRow = Omit<RetainedRow, "sealed">;

const columns = "id, erasure, patient, state, until, proposer, decider, changed_at, sealed_facts";

/** By the schema's owner, beside the destruction of the patient's keys. */
export async function insertRetained(tx: Transaction, tenant: TenantId, row: RetainedRow): Promise<void> {
  await tx.query(
    `insert into wardbook.retained_record (tenant, ${columns}, sealed) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
    [
      tenant,
      row.id,
      row.erasure,
      row.patient,
      row.state,
      row.until,
      row.proposer,
      row.decider,
      row.changed_at,
      row.sealed_facts,
      row.sealed,
    ],
  );
}

export function retainedOf(db: Queryable, tenant: TenantId, erasure: string): Promise<RetainedFactsRow[]> {
  return db.query(
    `select ${columns} from wardbook.retained_record where tenant = $1 and erasure = $2 order by until nulls last, id`,
    [tenant, erasure],
  );
}

/** Erasures of which something stays whose day has come, or that no day was said of. */
export async function erasuresPerhapsOver(db: Queryable, tenant: TenantId, at: number): Promise<readonly string[]> {
  const rows = await db.query<{ erasure: string }>(
    `select distinct erasure from wardbook.retained_record where tenant = $1 and state <> 'destroyed' and (until is null or until <= $2)
     order by erasure`,
    [tenant, at],
  );
  return rows.map(({ erasure }) => erasure);
}

/** Those of one patient that were not destroyed. */
export function retainedOfPatient(db: Queryable, tenant: TenantId, patient: ResourceId): Promise<RetainedFactsRow[]> {
  return db.query(
    `select ${columns} from wardbook.retained_record where tenant = $1 and patient = $2 and state <> 'destroyed' order by id`,
    [tenant, patient],
  );
}

/** Those of an erasure, held until the transaction ends. */
export function holdRetainedOf(tx: Transaction, tenant: TenantId, erasure: string): Promise<RetainedFactsRow[]> {
  return tx.query(
    `select ${columns} from wardbook.retained_record where tenant = $1 and erasure = $2 order by id for update`,
    [tenant, erasure],
  );
}

export async function readRetained(db: Queryable, tenant: TenantId, id: string): Promise<RetainedRow | undefined> {
  const rows = await db.query<RetainedRow>(
    `select ${columns}, sealed from wardbook.retained_record where tenant = $1 and id = $2`,
    [tenant, id],
  );
  return rows[0];
}

export async function storeRetained(tx: Transaction, tenant: TenantId, row: RetainedFactsRow): Promise<void> {
  await tx.query(
    `update wardbook.retained_record set state = $3, proposer = $4, decider = $5, changed_at = $6, sealed_facts = $7
     where tenant = $1 and id = $2`,
    [tenant, row.id, row.state, row.proposer, row.decider, row.changed_at, row.sealed_facts],
  );
}

/** By the schema's owner, in the transaction that takes its key away. */
export async function emptyRetained(tx: Transaction, tenant: TenantId, row: RetainedFactsRow): Promise<void> {
  await tx.query(
    `update wardbook.retained_record set state = $3, changed_at = $4, sealed_facts = $5, sealed = null
     where tenant = $1 and id = $2`,
    [tenant, row.id, row.state, row.changed_at, row.sealed_facts],
  );
}
