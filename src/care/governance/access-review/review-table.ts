import type { PersonId, TenantId } from "../../../foundation/kernel/index.ts";
import type { Queryable, Transaction } from "../../../foundation/platform/database/index.ts";
import type { GrantKind } from "../ports.ts";
import type { ItemState } from "./state.ts";

export interface ReviewRow {
  readonly id: string;
  readonly period: string | null;
  readonly state: "open" | "closed";
  readonly unreviewed: "flag" | "withdraw";
  readonly opened_at: number;
  readonly due_at: number;
  readonly closed_at: number | null;
  readonly sealed: Buffer;
  readonly sealed_close: Buffer | null;
}

export interface ItemRow {
  readonly review: string;
  readonly item: string;
  readonly kind: GrantKind;
  readonly subject: string;
  readonly holder: PersonId | null;
  readonly reviewer: PersonId | null;
  readonly state: ItemState;
  readonly decider: PersonId | null;
  readonly decided_at: number | null;
  readonly sealed: Buffer;
  readonly sealed_decision: Buffer | null;
  readonly sealed_reviewer: Buffer | null;
}

const reviewColumns = "id, period, state, unreviewed, opened_at, due_at, closed_at, sealed, sealed_close";
const itemColumns =
  "review, item, kind, subject, holder, reviewer, state, decider, decided_at, sealed, sealed_decision, sealed_reviewer";

/** @returns false when the period has one already. */
export async function insertReview(tx: Transaction, tenant: TenantId, row: ReviewRow): Promise<boolean> {
  const rows = await tx.query(
    `insert into wardbook.access_review (tenant, id, period, state, unreviewed, opened_at, due_at, sealed, sealed_close)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict (tenant, period) do nothing returning 1`,
    [tenant, row.id, row.period, row.state, row.unreviewed, row.opened_at, row.due_at, row.sealed, row.sealed_close],
  );
  return rows.length === 1;
}

export async function insertItem(tx: Transaction, tenant: TenantId, row: ItemRow): Promise<void> {
  await tx.query(
    `insert into wardbook.access_review_item (tenant, review, item, kind, subject, holder, reviewer, state, sealed, sealed_reviewer)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    [
      tenant,
      row.review,
      row.item,
      row.kind,
      row.subject,
      row.holder,
      row.reviewer,
      row.state,
      row.sealed,
      row.sealed_reviewer,
    ],
  );
}

export function listReviews(db: Queryable, tenant: TenantId, limit: number): Promise<ReviewRow[]> {
  return db.query(
    `select ${reviewColumns} from wardbook.access_review where tenant = $1 order by opened_at desc, id limit $2`,
    [tenant, limit],
  );
}

export async function reviewIds(db: Queryable, tenant: TenantId): Promise<readonly string[]> {
  const rows = await db.query<{ id: string }>("select id from wardbook.access_review where tenant = $1", [tenant]);
  return rows.map(({ id }) => id);
}

export async function readReview(db: Queryable, tenant: TenantId, id: string): Promise<ReviewRow | undefined> {
  const rows = await db.query<ReviewRow>(
    `select ${reviewColumns} from wardbook.access_review where tenant = $1 and id = $2`,
    [tenant, id],
  );
  return rows[0];
}

/** The campaign, held until the transaction ends. */
export async function holdReview(tx: Transaction, tenant: TenantId, id: string): Promise<ReviewRow | undefined> {
  const rows = await tx.query<ReviewRow>(
    `select ${reviewColumns} from wardbook.access_review where tenant = $1 and id = $2 for update`,
    [tenant, id],
  );
  return rows[0];
}

export async function closeReview(
  tx: Transaction,
  tenant: TenantId,
  { id, closed_at, sealed_close }: Pick<ReviewRow, "id" | "closed_at" | "sealed_close">,
): Promise<void> {
  await tx.query(
    "update wardbook.access_review set state = 'closed', closed_at = $3, sealed_close = $4 where tenant = $1 and id = $2",
    [tenant, id, closed_at, sealed_close],
  );
}

export function openReviews(db: Queryable, tenant: TenantId): Promise<ReviewRow[]> {
  return db.query(
    `select ${reviewColumns} from wardbook.access_review where tenant = $1 and state = 'open' order by due_at`,
    [tenant],
  );
}

export function itemsOf(db: Queryable, tenant: TenantId, review: string): Promise<ItemRow[]> {
  return itemsOfAll(db, tenant, [review]);
}

export function itemsOfAll(db: Queryable, tenant: TenantId, reviews: readonly string[]): Promise<ItemRow[]> {
  return db.query(
    `select ${itemColumns} from wardbook.access_review_item
     where tenant = $1 and review = any($2::uuid[]) order by kind, subject`,
    [tenant, [...reviews]],
  );
}

/** Campaigns in which somebody has items, decided or not. */
export async function reviewsWith(db: Queryable, tenant: TenantId, reviewer: string): Promise<ReadonlySet<string>> {
  const rows = await db.query<{ review: string }>(
    "select distinct review from wardbook.access_review_item where tenant = $1 and reviewer = $2::uuid",
    [tenant, reviewer],
  );
  return new Set(rows.map(({ review }) => review));
}

export async function readItem(db: Queryable, tenant: TenantId, item: string): Promise<ItemRow | undefined> {
  const rows = await db.query<ItemRow>(
    `select ${itemColumns} from wardbook.access_review_item where tenant = $1 and item = $2`,
    [tenant, item],
  );
  return rows[0];
}

/** The item, held until the transaction ends. */
export async function holdItem(tx: Transaction, tenant: TenantId, item: string): Promise<ItemRow | undefined> {
  const rows = await tx.query<ItemRow>(
    `select ${itemColumns} from wardbook.access_review_item where tenant = $1 and item = $2 for update`,
    [tenant, item],
  );
  return rows[0];
}

export async function storeReviewer(
  tx: Transaction,
  tenant: TenantId,
  { item, reviewer, sealed_reviewer }: Pick<ItemRow, "item" | "reviewer" | "sealed_reviewer">,
): Promise<void> {
  await tx.query(
    "update wardbook.access_review_item set reviewer = $3, sealed_reviewer = $4 where tenant = $1 and item = $2",
    [tenant, item, reviewer, sealed_reviewer],
  );
}

export async function storeDecision(
  tx: Transaction,
  tenant: TenantId,
  row: Pick<ItemRow, "item" | "state" | "decider" | "decided_at" | "sealed_decision">,
): Promise<void> {
  await tx.query(
    `update wardbook.access_review_item set state = $3, decider = $4, decided_at = $5, sealed_decision = $6
     where tenant = $1 and item = $2`,
    [tenant, row.item, row.state, row.decider, row.decided_at, row.sealed_decision],
  );
}

/** When the calendar opens the next campaign; undefined when it never looked at this organisation. Held until the transaction ends. */
export async function holdCalendar(tx: Transaction, tenant: TenantId): Promise<number | undefined> {
  const rows = await tx.query<{ next_at: number }>(
    "select next_at from wardbook.access_review_calendar where tenant = $1 for update",
    [tenant],
  );
  return rows[0]?.next_at;
}

export async function storeCalendar(tx: Transaction, tenant: TenantId, nextAt: number): Promise<void> {
  await tx.query(
    `insert into wardbook.access_review_calendar (tenant, next_at) values ($1, $2)
     on conflict (tenant) do update set next_at = excluded.next_at`,
    [tenant, nextAt],
  );
}
