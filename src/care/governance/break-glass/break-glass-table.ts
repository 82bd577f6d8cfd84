import type { PersonId, ResourceId, TenantId } from "../../../foundation/kernel/index.ts";
import type { Queryable, Transaction } from "../../../foundation/platform/database/index.ts";
import type { BreakGlassState } from "./state.ts";

export type EndedBy = "itself" | "hand" | "officer";

export interface BreakGlassRow {
  readonly id: string;
  readonly person: PersonId;
  readonly patient: ResourceId;
  readonly state: BreakGlassState;
  readonly began_at: number;
  readonly until: number;
  readonly ended_at: number | null;
  readonly ended_by: EndedBy | null;
  readonly due_at: number;
  readonly key_no: number;
  readonly sealed: Buffer;
  readonly sealed_staff: Buffer;
  readonly sealed_state: Buffer | null;
}

const columns =
  "id, person, patient, state, began_at, until, ended_at, ended_by, due_at, key_no, sealed, sealed_staff, sealed_state";

/** One asking of a person at a time; held until the transaction ends. */
export async function lockAsker(tx: Transaction, tenant: TenantId, person: PersonId): Promise<void> {
  await tx.query("select pg_advisory_xact_lock(hashtextextended($1::text || $2::text, 7264014))", [tenant, person]);
}

export async function insertAsking(
  tx: Transaction,
  tenant: TenantId,
  row: { readonly asking: string; readonly person: PersonId; readonly at: number },
): Promise<void> {
  await tx.query("insert into wardbook.break_glass_asking (tenant, asking, person, at) values ($1, $2, $3, $4)", [
    tenant,
    row.asking,
    row.person,
    row.at,
  ]);
}

/** When the person asked since then, oldest first. */
export async function askingsSince(
  tx: Transaction,
  tenant: TenantId,
  person: PersonId,
  since: number,
): Promise<number[]> {
  const rows = await tx.query<{ at: number }>(
    "select at from wardbook.break_glass_asking where tenant = $1 and person = $2 and at > $3 order by at",
    [tenant, person, since],
  );
  return rows.map(({ at }) => at);
}

/** Marks the asking as one that named no single patient. @returns how many such there are since then */
export async function countMisses(
  tx: Transaction,
  tenant: TenantId,
  missed: { readonly asking: string; readonly person: PersonId; readonly since: number },
): Promise<number> {
  await tx.query("update wardbook.break_glass_asking set missed = true where tenant = $1 and asking = $2", [
    tenant,
    missed.asking,
  ]);
  const rows = await tx.query<{ misses: number }>(
    "select count(*) as misses from wardbook.break_glass_asking where tenant = $1 and person = $2 and at > $3 and missed",
    [tenant, missed.person, missed.since],
  );
  return rows[0]?.misses ?? 0;
}

export async function sweepAskings(tx: Transaction, tenant: TenantId, before: number): Promise<void> {
  await tx.query("delete from wardbook.break_glass_asking where tenant = $1 and at < $2", [tenant, before]);
}

/** @returns false when an open one for this person and patient is there. */
export async function insertBreakGlass(tx: Transaction, tenant: TenantId, row: BreakGlassRow): Promise<boolean> {
  const rows = await tx.query(
    `insert into wardbook.break_glass (tenant, ${columns}) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
     on conflict (tenant, person, patient) where state = 'open' do nothing returning 1`,
    [
      tenant,
      row.id,
      row.person,
      row.patient,
      row.state,
      row.began_at,
      row.until,
      row.ended_at,
      row.ended_by,
      row.due_at,
      row.key_no,
      row.sealed,
      row.sealed_staff,
      row.sealed_state,
    ],
  );
  return rows.length === 1;
}

export async function openOf(
  tx: Transaction,
  tenant: TenantId,
  person: PersonId,
  patient: ResourceId,
): Promise<BreakGlassRow | undefined> {
  const rows = await tx.query<BreakGlassRow>(
    `select ${columns} from wardbook.break_glass where tenant = $1 and person = $2 and patient = $3 and state = 'open' for update`,
    [tenant, person, patient],
  );
  return rows[0];
}

/** How many records the person opened in emergencies since then. */
export async function countGrantsSince(
  tx: Transaction,
  tenant: TenantId,
  person: PersonId,
  since: number,
): Promise<number> {
  const rows = await tx.query<{ grants: number }>(
    "select count(*) as grants from wardbook.break_glass where tenant = $1 and person = $2 and began_at >= $3",
    [tenant, person, since],
  );
  return rows[0]?.grants ?? 0;
}

export async function readBreakGlass(db: Queryable, tenant: TenantId, id: string): Promise<BreakGlassRow | undefined> {
  const rows = await db.query<BreakGlassRow>(
    `select ${columns} from wardbook.break_glass where tenant = $1 and id = $2`,
    [tenant, id],
  );
  return rows[0];
}

/** The row, held until the transaction ends. */
export async function holdBreakGlass(
  tx: Transaction,
  tenant: TenantId,
  id: string,
): Promise<BreakGlassRow | undefined> {
  const rows = await tx.query<BreakGlassRow>(
    `select ${columns} from wardbook.break_glass where tenant = $1 and id = $2 for update`,
    [tenant, id],
  );
  return rows[0];
}

export async function storeBreakGlassState(
  tx: Transaction,
  tenant: TenantId,
  row: Pick<BreakGlassRow, "id" | "state" | "ended_at" | "ended_by" | "sealed_state">,
): Promise<void> {
  await tx.query(
    `update wardbook.break_glass set state = $3, ended_at = $4, ended_by = $5, sealed_state = $6
     where tenant = $1 and id = $2`,
    [tenant, row.id, row.state, row.ended_at, row.ended_by, row.sealed_state],
  );
}

/** Grants that open something now: neither ended nor over, whether or not anybody has swept. */
export function grantsInForce(
  db: Queryable,
  tenant: TenantId,
  now: number,
  person?: PersonId,
): Promise<BreakGlassRow[]> {
  return db.query(
    `select ${columns} from wardbook.break_glass
     where tenant = $1 and state = 'open' and until > $2 and ($3::uuid is null or person = $3) order by began_at, id`,
    [tenant, now, person ?? null],
    "break-glass-in-force",
  );
}

/** Open ones whose time is over, held until the transaction ends. */
export function holdLapsed(tx: Transaction, tenant: TenantId, now: number, limit: number): Promise<BreakGlassRow[]> {
  return tx.query(
    `select ${columns} from wardbook.break_glass
     where tenant = $1 and state = 'open' and until <= $2 order by until limit $3 for update skip locked`,
    [tenant, now, limit],
  );
}

/** A page of the officer's list, newest first. What is said to be judged, and nobody judged so, still waits. */
export function listBreakGlass(
  db: Queryable,
  tenant: TenantId,
  page: {
    readonly states: readonly BreakGlassState[];
    readonly before: BreakGlassRow | undefined;
    readonly limit: number;
  },
): Promise<BreakGlassRow[]> {
  return db.query(
    `select ${columns} from wardbook.break_glass g
     where tenant = $1 and ($3::bigint is null or (began_at, id) < ($3, $4::uuid))
       and case
         when state in ('justified', 'not-justified') and not exists (
           select from wardbook.break_glass_review r where r.tenant = g.tenant and r.id = g.id and r.outcome = g.state
         ) then 'awaiting-review'
         else state
       end = any($2::text[])
     order by began_at desc, id desc limit $5`,
    [tenant, [...page.states], page.before?.began_at ?? null, page.before?.id ?? null, page.limit],
  );
}

export interface ReviewRow {
  readonly review: string;
  readonly outcome: "justified" | "not-justified" | "follow-up";
  readonly at: number;
  readonly reviewer: PersonId;
  readonly sealed: Buffer;
}

export async function insertReview(tx: Transaction, tenant: TenantId, id: string, row: ReviewRow): Promise<void> {
  await tx.query(
    `insert into wardbook.break_glass_review (tenant, id, review, outcome, at, reviewer, sealed)
     values ($1, $2, $3, $4, $5, $6, $7)`,
    [tenant, id, row.review, row.outcome, row.at, row.reviewer, row.sealed],
  );
}

export function reviewsOf(db: Queryable, tenant: TenantId, id: string): Promise<ReviewRow[]> {
  return db.query(
    "select review, outcome, at, reviewer, sealed from wardbook.break_glass_review where tenant = $1 and id = $2 order by at, outcome <> 'follow-up'",
    [tenant, id],
  );
}
