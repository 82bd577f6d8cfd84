import type { PersonId, ResourceId, TenantId } from "../../../foundation/kernel/index.ts";
import type { Queryable, Transaction } from "../../../foundation/platform/database/index.ts";
import type { AppraisalState } from "./state.ts";

export interface AppraisalRow {
  readonly id: string;
  readonly patient: ResourceId;
  readonly state: AppraisalState;
  readonly proposer: PersonId | null;
  readonly decider: PersonId | null;
  readonly queued_at: number;
  readonly changed_at: number;
  readonly until: number | null;
  readonly sealed: Buffer;
}

const columns = "id, patient, state, proposer, decider, queued_at, changed_at, until, sealed";
const isOver = "state in ('destroyed', 'gone')";

/** @returns false when the patient has an open one already */
export async function insertAppraisal(tx: Transaction, tenant: TenantId, row: AppraisalRow): Promise<boolean> {
  const rows = await tx.query(
    `insert into wardbook.retention_appraisal (tenant, ${columns}) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
     on conflict do nothing returning 1`,
    [
      tenant,
      row.id,
      row.patient,
      row.state,
      row.proposer,
      row.decider,
      row.queued_at,
      row.changed_at,
      row.until,
      row.sealed,
    ],
  );
  return rows.length === 1;
}

/** Open ones by age, or those that are over, the newest first. */
export function appraisalRows(
  db: Queryable,
  tenant: TenantId,
  which: "open" | "over",
  limit: number,
): Promise<AppraisalRow[]> {
  return db.query(
    which === "open"
      ? `select ${columns} from wardbook.retention_appraisal where tenant = $1 and not (${isOver}) order by queued_at, id limit $2`
      : `select ${columns} from wardbook.retention_appraisal where tenant = $1 and ${isOver} order by changed_at desc, id limit $2`,
    [tenant, limit],
  );
}

/** Open ones after an id, in the order of their ids. */
export function openAppraisalsAfter(
  db: Queryable,
  tenant: TenantId,
  after: string | undefined,
  limit: number,
): Promise<AppraisalRow[]> {
  return db.query(
    `select ${columns} from wardbook.retention_appraisal
     where tenant = $1 and not (${isOver}) and ($2::uuid is null or id > $2) order by id limit $3`,
    [tenant, after ?? null, limit],
  );
}

/** Ids of those that wait for somebody's decision, a thousand at most. */
export async function waitingAppraisals(db: Queryable, tenant: TenantId): Promise<string[]> {
  const rows = await db.query<{ id: string }>(
    `select id from wardbook.retention_appraisal
     where tenant = $1 and state in ('queued', 'proposed', 'approved') order by queued_at, id limit 1000`,
    [tenant],
  );
  return rows.map(({ id }) => id);
}

export async function readAppraisal(db: Queryable, tenant: TenantId, id: string): Promise<AppraisalRow | undefined> {
  const rows = await db.query<AppraisalRow>(
    `select ${columns} from wardbook.retention_appraisal where tenant = $1 and id = $2`,
    [tenant, id],
  );
  return rows[0];
}

/** The row, held until the transaction ends. */
export async function holdAppraisal(tx: Transaction, tenant: TenantId, id: string): Promise<AppraisalRow | undefined> {
  const rows = await tx.query<AppraisalRow>(
    `select ${columns} from wardbook.retention_appraisal where tenant = $1 and id = $2 for update`,
    [tenant, id],
  );
  return rows[0];
}

export async function storeAppraisal(
  tx: Transaction,
  tenant: TenantId,
  row: Omit<AppraisalRow, "patient" | "queued_at">,
): Promise<void> {
  await tx.query(
    `update wardbook.retention_appraisal set state = $3, proposer = $4, decider = $5, changed_at = $6, until = $7, sealed = $8
     where tenant = $1 and id = $2`,
    [tenant, row.id, row.state, row.proposer, row.decider, row.changed_at, row.until, row.sealed],
  );
}
