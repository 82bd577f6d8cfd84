import type { PersonId, TenantId } from "../../../foundation/kernel/index.ts";
import type { Queryable, Transaction } from "../../../foundation/platform/database/index.ts";

export interface FailureRow {
  readonly subject: Buffer;
  readonly failures: number;
  readonly since: number;
  readonly last_at: number;
  readonly locked_at: number | null;
}

const columns = "f.subject, f.failures, f.since, f.last_at, f.locked_at";

/** Counts one more. One statement whether or not anybody bears the name. */
export async function countFailure(
  tx: Transaction,
  tenant: TenantId,
  { subject, at, locked }: { readonly subject: Buffer; readonly at: number; readonly locked: boolean },
): Promise<void> {
  await tx.query(
    `insert into wardbook.failed_sign_in as f (tenant, subject, failures, since, last_at, locked_at) values ($1, $2, 1, $3, $3, $4)
     on conflict (tenant, subject) do update
     set failures = f.failures + 1, last_at = excluded.last_at, locked_at = coalesce(excluded.locked_at, f.locked_at)`,
    [tenant, subject, at, locked ? at : null],
  );
}

/** Forgets a few mistyped passwords when their owner came in; a lock stays until its owner has read of it. */
export async function forgetFewFailures(tx: Transaction, tenant: TenantId, subject: Buffer): Promise<void> {
  await tx.query("delete from wardbook.failed_sign_in where tenant = $1 and subject = $2 and locked_at is null", [
    tenant,
    subject,
  ]);
}

/** Names that were locked since the officers were told of them, if that is some time ago. */
export function untoldFailures(
  db: Queryable,
  tenant: TenantId,
  wanted: { readonly toldBefore: number; readonly limit: number },
): Promise<(FailureRow & { readonly person: PersonId | null })[]> {
  return db.query(
    `select ${columns}, p.person from wardbook.failed_sign_in f
       left join wardbook.person p on p.tenant = f.tenant and p.username_token = f.subject and p.state <> 'ended'
     where f.tenant = $1 and f.locked_at is not null and (f.told_at is null or (f.told_at < f.locked_at and f.told_at < $2))
     order by f.locked_at limit $3`,
    [tenant, wanted.toldBefore, wanted.limit],
  );
}

export async function markTold(
  tx: Transaction,
  tenant: TenantId,
  subjects: readonly Buffer[],
  at: number,
): Promise<void> {
  await tx.query(
    "update wardbook.failed_sign_in set told_at = $3, mailed_at = null where tenant = $1 and subject = any($2::bytea[])",
    [tenant, subjects, at],
  );
}

/** Takes one whose holder is to have mail, so that no other process writes to them too. */
export async function takeUnmailed(
  db: Queryable,
  tenant: TenantId,
  { now, toldSince }: { readonly now: number; readonly toldSince: number },
): Promise<(FailureRow & { readonly person: PersonId }) | undefined> {
  const rows = await db.query<FailureRow & { person: PersonId }>(
    `update wardbook.failed_sign_in f set mailed_at = $2 from wardbook.person p
     where f.tenant = $1 and p.tenant = f.tenant and p.username_token = f.subject and p.state <> 'ended' and f.subject = (
       select u.subject from wardbook.failed_sign_in u
         join wardbook.person q on q.tenant = u.tenant and q.username_token = u.subject and q.state <> 'ended'
       where u.tenant = $1 and u.told_at >= $3 and u.mailed_at is null order by u.told_at limit 1 for update of u skip locked)
     returning ${columns}, p.person`,
    [tenant, now, toldSince],
  );
  return rows[0];
}

export async function unmarkMailed(db: Queryable, tenant: TenantId, subject: Buffer): Promise<void> {
  await db.query("update wardbook.failed_sign_in set mailed_at = null where tenant = $1 and subject = $2", [
    tenant,
    subject,
  ]);
}

/** What the holder of the account hasn't read yet: failures that ended in a lock. */
export async function readLockedOf(db: Queryable, tenant: TenantId, person: PersonId): Promise<FailureRow | undefined> {
  const rows = await db.query<FailureRow>(
    `select ${columns} from wardbook.failed_sign_in f
       join wardbook.person p on p.tenant = f.tenant and p.username_token = f.subject
     where f.tenant = $1 and p.person = $2 and f.locked_at is not null`,
    [tenant, person],
  );
  return rows[0];
}

/** Forgets what its holder has read: nothing that happened since. */
export async function deleteRead(
  db: Queryable,
  tenant: TenantId,
  { person, until }: { readonly person: PersonId; readonly until: number },
): Promise<void> {
  await db.query(
    `delete from wardbook.failed_sign_in f using wardbook.person p
     where f.tenant = $1 and p.tenant = f.tenant and p.username_token = f.subject and p.person = $2 and f.last_at <= $3`,
    [tenant, person, until],
  );
}

export async function sweepFailures(
  tx: Transaction,
  tenant: TenantId,
  { before, lockedBefore }: { readonly before: number; readonly lockedBefore: number },
): Promise<void> {
  await tx.query(
    "delete from wardbook.failed_sign_in where tenant = $1 and last_at < case when locked_at is null then $2::bigint else $3::bigint end",
    [tenant, before, lockedBefore],
  );
}
