import type { PersonId, ResourceId, TenantId } from "../../foundation/kernel/index.ts";
import type { Queryable, Transaction } from "../../foundation/platform/database/index.ts";
import type { ErasureState } from "./state.ts";

export interface ErasureRow {
  readonly id: string;
  readonly patient: ResourceId;
  readonly request: string | null;
  readonly state: ErasureState;
  readonly proposer: PersonId;
  readonly decider: PersonId | null;
  /** Milliseconds since 1970. */
  readonly proposed_at: number;
  readonly changed_at: number;
  readonly sealed: Buffer;
}

const columns = "id, patient, request, state, proposer, decider, proposed_at, changed_at, sealed";

/** @returns false when the patient has an open one already */
export async function insertErasure(tx: Transaction, tenant: TenantId, row: ErasureRow): Promise<boolean> {
  const rows = await tx.query(
    `insert into wardbook.erasure (tenant, ${columns}) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
     on conflict do nothing returning 1`,
    [
      tenant,
      row.id,
      row.patient,
      row.request,
      row.state,
      row.proposer,
      row.decider,
      row.proposed_at,
      row.changed_at,
      row.sealed,
    ],
  );
  return rows.length === 1;
}

/** The newest first; those that wait for somebody before all others. */
export function erasureRows(
  db: Queryable,
  tenant: TenantId,
  { request, limit }: { readonly request: string | undefined; readonly limit: number },
): Promise<ErasureRow[]> {
  return db.query(
    `select ${columns} from wardbook.erasure where tenant = $1 and ($2::uuid is null or request = $2)
     order by (state in ('proposed', 'approved')) desc, changed_at desc, id limit $3`,
    [tenant, request ?? null, limit],
  );
}

/** Of all there are. */
export async function erasureIds(db: Queryable, tenant: TenantId): Promise<readonly string[]> {
  const rows = await db.query<{ id: string }>("select id from wardbook.erasure where tenant = $1", [tenant]);
  return rows.map(({ id }) => id);
}

export async function readErasure(db: Queryable, tenant: TenantId, id: string): Promise<ErasureRow | undefined> {
  const rows = await db.query<ErasureRow>(`select ${columns} from wardbook.erasure where tenant = $1 and id = $2`, [
    tenant,
    id,
  ]);
  return rows[0];
}

/** The row, held until the transaction ends. */
export async function holdErasure(tx: Transaction, tenant: TenantId, id: string): Promise<ErasureRow | undefined> {
  const rows = await tx.query<ErasureRow>(
    `select ${columns} from wardbook.erasure where tenant = $1 and id = $2 for update`,
    [tenant, id],
  );
  return rows[0];
}

/** Those of a patient that were carried out, held until the transaction ends. */
export function holdErasuresOf(tx: Transaction, tenant: TenantId, patient: ResourceId): Promise<ErasureRow[]> {
  return tx.query(
    `select ${columns} from wardbook.erasure where tenant = $1 and patient = $2 and state = 'erased' order by id for update`,
    [tenant, patient],
  );
}

export async function storeErasure(tx: Transaction, tenant: TenantId, row: ErasureRow): Promise<void> {
  await tx.query(
    "update wardbook.erasure set state = $3, decider = $4, changed_at = $5, sealed = $6 where tenant = $1 and id = $2",
    [tenant, row.id, row.state, row.decider, row.changed_at, row.sealed],
  );
}

/** Whether an erasure of this patient's records is proposed or under way. */
export async function hasOpenErasure(db: Queryable, tenant: TenantId, patient: ResourceId): Promise<boolean> {
  const rows = await db.query(
    "select 1 from wardbook.erasure where tenant = $1 and patient = $2 and state in ('proposed', 'approved')",
    [tenant, patient],
    "erasure-has-open",
  );
  return rows.length > 0;
}
