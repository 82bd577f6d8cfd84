import type { ResourceId, TenantId } from "../../foundation/kernel/index.ts";
import type { Queryable, Transaction } from "../../foundation/platform/database/index.ts";

/** A destruction of keys, or of a patient's former ones (by the number of the first), of which deleted bytes may still be on the disk. */
export interface UnclearedDestruction {
  readonly tenant: TenantId;
  readonly destruction: number;
  /** Whose keys they were: a patient, or a record that stayed of an erasure; null of a whole organisation. */
  readonly subject: ResourceId | null;
  /** Milliseconds since 1970. */
  readonly at: number;
}

/** Of every organisation, oldest first. */
export function unclearedDestructions(db: Queryable): Promise<UnclearedDestruction[]> {
  return db.query(
    `select d.tenant, d.destruction, d.subject, d.at from wardbook.key_destruction d
     where not exists (select from wardbook.residue_clearing c where c.tenant = d.tenant and c.destruction = d.destruction)
     union all
     select min(e.tenant), min(e.key_no), e.patient, e.ended_at from wardbook.ending_key e
     where e.ended_at is not null
       and not exists (select from wardbook.residue_clearing c where c.tenant = e.tenant and c.destruction = e.key_no)
     group by e.tenant, e.patient, e.ended_at
     order by 2`,
  );
}

/** @returns false when another process has noted it */
export async function insertClearing(
  tx: Transaction,
  { tenant, destruction }: UnclearedDestruction,
  { at, log }: { readonly at: number; readonly log: boolean },
): Promise<boolean> {
  const rows = await tx.query(
    `insert into wardbook.residue_clearing (tenant, destruction, cleared_at, log) values ($1, $2, $3, $4)
     on conflict do nothing returning 1`,
    [tenant, destruction, at, log],
  );
  return rows.length === 1;
}

/** Number of the lock that whoever clears has: one at a time in a database. */
const clearing = 5_701;

/** Held until the connection ends. @returns false when another process clears */
export async function lockClearing(db: Queryable): Promise<boolean> {
  const [row] = await db.query<{ locked: boolean }>("select pg_try_advisory_lock($1) as locked", [clearing]);
  return row?.locked === true;
}
