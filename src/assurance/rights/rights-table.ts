import type { ResourceId, TenantId } from "../../foundation/kernel/index.ts";
import type { Queryable, Transaction } from "../../foundation/platform/database/index.ts";
import type { Law, RequestKind } from "./kind.ts";
import type { RequestState } from "./state.ts";

export interface RequestRow {
  readonly id: string;
  readonly patient: ResourceId;
  readonly kind: RequestKind;
  readonly law: Law;
  readonly state: RequestState;
  /** Days of the calendar: "2026-03-31". */
  readonly received_on: string;
  readonly due_on: string | null;
  /** Milliseconds since 1970. */
  readonly created_at: number;
  readonly closed_at: number | null;
  /** Counts changes. */
  readonly revision: number;
  readonly sealed: Buffer;
}

const columns = "id, patient, kind, law, state, received_on, due_on, created_at, closed_at, revision, sealed";
const open = "('received', 'identity-asked', 'open', 'decided')";

export async function insertRequest(tx: Transaction, tenant: TenantId, row: RequestRow): Promise<void> {
  await tx.query(
    `insert into wardbook.rights_request (tenant, ${columns})
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
    [
      tenant,
      row.id,
      row.patient,
      row.kind,
      row.law,
      row.state,
      row.received_on,
      row.due_on,
      row.created_at,
      row.closed_at,
      row.revision,
      row.sealed,
    ],
  );
}

/** What is still to be answered, what is due soonest first. */
export function openRequests(db: Queryable, tenant: TenantId, limit: number): Promise<RequestRow[]> {
  return db.query(
    `select ${columns} from wardbook.rights_request where tenant = $1 and state in ${open}
     order by due_on nulls last, created_at, id limit $2`,
    [tenant, limit],
  );
}

/** What is over, newest first. */
export function closedRequests(db: Queryable, tenant: TenantId, limit: number): Promise<RequestRow[]> {
  return db.query(
    `select ${columns} from wardbook.rights_request where tenant = $1 and state not in ${open}
     order by closed_at desc, id limit $2`,
    [tenant, limit],
  );
}

/** Open ones first, then newest first: however many are over, what is open is among them. */
export function requestsOf(db: Queryable, tenant: TenantId, patient: ResourceId, limit: number): Promise<RequestRow[]> {
  return db.query(
    `select ${columns} from wardbook.rights_request where tenant = $1 and patient = $2
     order by closed_at is null desc, created_at desc, id limit $3`,
    [tenant, patient, limit],
  );
}

/** Open ones of one patient, with whoever else asks for them at the same time waiting until the transaction ends. */
export async function holdOpenOf(tx: Transaction, tenant: TenantId, patient: ResourceId): Promise<RequestRow[]> {
  await tx.query("select pg_advisory_xact_lock(hashtextextended('rights-request|' || $1 || '|' || $2, 0))", [
    String(tenant),
    patient,
  ]);
  return tx.query(
    `select ${columns} from wardbook.rights_request where tenant = $1 and patient = $2 and state in ${open}`,
    [tenant, patient],
  );
}

/** Of all there are. */
export async function requestIds(db: Queryable, tenant: TenantId): Promise<string[]> {
  const rows = await db.query<{ id: string }>("select id from wardbook.rights_request where tenant = $1", [tenant]);
  return rows.map(({ id }) => id);
}

export async function readRequest(db: Queryable, tenant: TenantId, id: string): Promise<RequestRow | undefined> {
  const rows = await db.query<RequestRow>(
    `select ${columns} from wardbook.rights_request where tenant = $1 and id = $2`,
    [tenant, id],
  );
  return rows[0];
}

/** The row, held until the transaction ends. */
export async function holdRequest(tx: Transaction, tenant: TenantId, id: string): Promise<RequestRow | undefined> {
  const rows = await tx.query<RequestRow>(
    `select ${columns} from wardbook.rights_request where tenant = $1 and id = $2 for update`,
    [tenant, id],
  );
  return rows[0];
}

/** Whether a request stands until the transaction ends: nobody took it back, and nobody is about to change it. Waits for nobody. */
export async function isRequestStanding(tx: Transaction, tenant: TenantId, id: string): Promise<boolean> {
  const rows = await tx.query(
    `select from wardbook.rights_request
     where tenant = $1 and id = $2 and state not in ('withdrawn', 'unidentified') for share skip locked`,
    [tenant, id],
  );
  return rows.length > 0;
}

export async function storeRequest(
  tx: Transaction,
  tenant: TenantId,
  row: Pick<RequestRow, "id" | "state" | "due_on" | "closed_at" | "revision" | "sealed">,
): Promise<void> {
  await tx.query(
    `update wardbook.rights_request set state = $3, due_on = $4, closed_at = $5, revision = $6, sealed = $7
     where tenant = $1 and id = $2`,
    [tenant, row.id, row.state, row.due_on, row.closed_at, row.revision, row.sealed],
  );
}
