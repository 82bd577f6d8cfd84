import type { TenantId } from "../../foundation/kernel/index.ts";
import type { Queryable, Transaction } from "../../foundation/platform/database/index.ts";
import { openLock } from "./lock-machine.ts";
import type { Lock } from "./lock-machine.ts";

export type LockFactor = "password" | "totp";

/** Which lock: a factor of a blind user name. */
export interface LockKey {
  readonly tenant: TenantId;
  readonly factor: LockFactor;
  readonly subject: Buffer;
}

/** The lock, held for this transaction: attempts on one user name line up. */
export async function holdLock(tx: Transaction, key: LockKey, now: number): Promise<Lock> {
  const values = [key.tenant, key.factor, key.subject];
  // An advisory lock, because a row that doesn't exist yet can't be locked, and rows of names that nobody bears come and go.
  await tx.query(
    "select pg_advisory_xact_lock(hashtextextended($1::text || $2 || encode($3::bytea, 'hex'), 7))",
    values,
  );
  await sweepLapsed(tx, key.tenant, now);
  const rows = await tx.query<Lock>(
    "select state, attempts, until from wardbook.sign_in_lock where tenant = $1 and factor = $2 and subject = $3",
    values,
  );
  return rows[0] ?? openLock;
}

// A few at a time, stepping over rows that an attempt of their own holds.
async function sweepLapsed(tx: Transaction, tenant: TenantId, now: number): Promise<void> {
  await tx.query(
    `delete from wardbook.sign_in_lock l using (
       select factor, subject from wardbook.sign_in_lock where tenant = $1 and until < $2 limit 20 for update skip locked) lapsed
     where l.tenant = $1 and l.factor = lapsed.factor and l.subject = lapsed.subject`,
    [tenant, now - 60_000],
  );
}

export async function storeLock(tx: Transaction, key: LockKey, lock: Lock): Promise<void> {
  const values = [key.tenant, key.factor, key.subject];
  if (lock.state === "open") {
    await tx.query("delete from wardbook.sign_in_lock where tenant = $1 and factor = $2 and subject = $3", values);
    return;
  }
  await tx.query(
    `insert into wardbook.sign_in_lock (tenant, factor, subject, state, attempts, until) values ($1, $2, $3, $4, $5, $6)
     on conflict (tenant, factor, subject) do update set state = excluded.state, attempts = excluded.attempts, until = excluded.until`,
    [...values, lock.state, lock.attempts, lock.until],
  );
}

/** Blind user names with a factor that is locked now. */
export function lockedSubjects(db: Queryable, tenant: TenantId, now: number): Promise<{ subject: Buffer }[]> {
  return db.query(
    "select distinct subject from wardbook.sign_in_lock where tenant = $1 and state = 'locked' and until > $2",
    [tenant, now],
  );
}
