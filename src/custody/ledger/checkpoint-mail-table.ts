import type { TenantId } from "../../foundation/kernel/index.ts";
import type { Queryable } from "../../foundation/platform/database/index.ts";

export interface CheckpointMailRow {
  readonly keeper: string;
  readonly attempts: number;
  readonly sent_at: number | null;
  readonly sent_size: number | null;
  readonly problem: string | null;
}

/** Nothing is written for later than this; what says otherwise was altered, or written while a clock stood wrong. Clocks of several
 *  servers differ by less. */
export const farthestAhead = 3_600_000;
const day = 86_400_000;
/** Longer than the longest rhythm: whoever is named again within it is nobody new. */
const remembered = 32 * day;

/** A row for each of these keepers. Of others those stay that tell when something was sent lately. */
export async function keepRowsOf(
  db: Queryable,
  tenant: TenantId,
  { keepers, now }: { readonly keepers: readonly string[]; readonly now: number },
): Promise<void> {
  await db.query(
    `with gone as (delete from wardbook.checkpoint_mail where tenant = $1 and keeper <> all($2::uuid[])
       and greatest(coalesce(sent_at, 0), next_at) not between $3 and $4)
     insert into wardbook.checkpoint_mail (tenant, keeper) select $1, unnest($2::uuid[]) on conflict do nothing`,
    [tenant, keepers, now - remembered, now + farthestAhead],
  );
}

/** Takes one of the keepers to whom nothing was sent since `dueSince`, so that no other process sends too. It comes back unless it is
 *  noted as sent: after one minute, two, four … at most 32. Nobody is due once as many were sent to as may be within a day. */
export async function takeDue(
  db: Queryable,
  tenant: TenantId,
  {
    keepers,
    now,
    dueSince,
    mostInDay,
  }: {
    readonly keepers: readonly string[];
    readonly now: number;
    readonly dueSince: number;
    readonly mostInDay: number;
  },
): Promise<{ readonly keeper: string } | undefined> {
  const rows = await db.query<{ keeper: string }>(
    `update wardbook.checkpoint_mail set attempts = least(attempts, 1000) + 1,
       next_at = $2::bigint + 60000 * power(2, greatest(0, least(attempts, 5)))::bigint
     where tenant = $1 and keeper = (
       select keeper from wardbook.checkpoint_mail
       where tenant = $1 and keeper = any($3::uuid[]) and next_at not between $2::bigint + 1 and $5
         and (sent_at is null or sent_at not between $4 and $5)
         and (select count(*) from wardbook.checkpoint_mail where tenant = $1 and sent_at between $6 and $5) < $7
       order by next_at, keeper limit 1 for update skip locked)
     returning keeper`,
    [tenant, now, keepers, dueSince, now + farthestAhead, now - day, mostInDay],
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
