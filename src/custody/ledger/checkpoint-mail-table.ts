import type { TenantId } from "../../foundation/kernel/index.ts";
import type { Queryable } from "../../foundation/platform/database/index.ts";

export interface CheckpointMailRow {
  readonly keeper: string;
  readonly attempts: number;
  readonly sent_at: number | null;
  readonly sent_size: number | null;
  readonly problem: string | null;
}

/** A row for each of these keepers, and none of others. */
export async function keepRowsOf(db: Queryable, tenant: TenantId, keepers: readonly string[]): Promise<void> {
  await db.query(
    `with gone as (delete from wardbook.checkpoint_mail where tenant = $1 and keeper <> all($2::uuid[]))
     insert into wardbook.checkpoint_mail (tenant, keeper) select $1, unnest($2::uuid[]) on conflict do nothing`,
    [tenant, keepers],
  );
}

/** Takes one to whom nothing was sent since `dueSince`, so that no other process sends too. It comes back unless it is noted as sent:
 *  after one minute, two, four … at most an hour. */
export async function takeDue(
  db: Queryable,
  tenant: TenantId,
  { now, dueSince }: { readonly now: number; readonly dueSince: number },
): Promise<{ readonly keeper: string } | undefined> {
  const rows = await db.query<{ keeper: string }>(
    `update wardbook.checkpoint_mail set attempts = attempts + 1, next_at = $2 + 60000 * power(2, least(attempts, 6))::bigint
     where tenant = $1 and keeper = (
       select keeper from wardbook.checkpoint_mail
       where tenant = $1 and next_at <= $2 and (sent_at is null or sent_at < $3) order by next_at, keeper limit 1 for update skip locked)
     returning keeper`,
    [tenant, now, dueSince],
  );
  return rows[0];
}

export async function noteSent(
  db: Queryable,
  tenant: TenantId,
  { keeper, at, size }: { readonly keeper: string; readonly at: number; readonly size: number },
): Promise<void> {
  await db.query(
    `update wardbook.checkpoint_mail set attempts = 0, next_at = 0, sent_at = $3, sent_size = $4, problem = null
     where tenant = $1 and keeper = $2`,
    [tenant, keeper, at, size],
  );
}

export async function noteProblem(
  db: Queryable,
  tenant: TenantId,
  { keeper, problem }: { readonly keeper: string; readonly problem: string },
): Promise<void> {
  await db.query("update wardbook.checkpoint_mail set problem = $3 where tenant = $1 and keeper = $2", [
    tenant,
    keeper,
    problem,
  ]);
}

export function readMailRows(db: Queryable, tenant: TenantId): Promise<CheckpointMailRow[]> {
  return db.query(
    "select keeper, attempts, sent_at, sent_size, problem from wardbook.checkpoint_mail where tenant = $1",
    [tenant],
  );
}
