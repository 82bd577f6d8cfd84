import type { TenantId } from "../../../foundation/kernel/index.ts";
import type { Queryable, Transaction } from "../../../foundation/platform/database/index.ts";
import type { Lock } from "./lock-machine.ts";
import { type LockFactor, type Lockout, openLockout } from "./lockout.ts";
import type { Throttle } from "./throttle-machine.ts";

/** Which attempts: on a factor of a blind user name, from a blind part of the network. */
export interface LockKey {
  readonly tenant: TenantId;
  readonly factor: LockFactor;
  readonly subject: Buffer;
  readonly source: Buffer;
  /** Attempts inside a session that is open already: strangers can't slow those. */
  readonly withinSession?: boolean | undefined;
}

interface LockRow {
  readonly source: Buffer;
  readonly state: Lock["state"] | Throttle["state"];
  readonly attempts: number;
  readonly next_at: number;
  readonly until: number;
}

/** The row of the name as a whole. */
const everywhere = Buffer.alloc(0);

/** What is known, held for this transaction: attempts on one factor of one user name line up. */
export async function holdLockout(tx: Transaction, key: LockKey, now: number): Promise<Lockout> {
  // An advisory lock, because a row that doesn't exist yet can't be locked, and rows of names that nobody bears come and go.
  await tx.query("select pg_advisory_xact_lock(hashtextextended($1::text || $2 || encode($3::bytea, 'hex'), 7))", [
    key.tenant,
    key.factor,
    key.subject,
  ]);
  await sweepLapsed(tx, key.tenant, now);
  const rows = await tx.query<LockRow>(
    `select source, state, attempts, next_at, until from wardbook.attempt_lock
     where tenant = $1 and factor = $2 and subject = $3 and source in ($4, $5)`,
    [key.tenant, key.factor, key.subject, key.source, everywhere],
  );
  const familiar = await tx.query(
    "select 1 from wardbook.familiar_source where tenant = $1 and subject = $2 and source = $3 and until > $4",
    [key.tenant, key.subject, key.source, now],
  );
  return lockoutOf(key, rows, key.withinSession === true || familiar.length > 0);
}

function lockoutOf(key: LockKey, rows: readonly LockRow[], familiar: boolean): Lockout {
  let lockout = openLockout(key.factor, familiar);
  for (const { source, state, attempts, next_at, until } of rows) {
    if (source.length > 0 && state !== "calm" && state !== "slowed")
      lockout = { ...lockout, source: { state, attempts, until } };
    if (source.length === 0 && state !== "open" && state !== "locked")
      lockout = { ...lockout, name: { state, attempts, nextAt: next_at, until } };
  }
  return lockout;
}

// A few at a time, stepping over rows that an attempt of their own holds.
async function sweepLapsed(tx: Transaction, tenant: TenantId, now: number): Promise<void> {
  await tx.query(
    `delete from wardbook.attempt_lock l using (
       select factor, subject, source from wardbook.attempt_lock where tenant = $1 and until < $2 limit 20 for update skip locked) lapsed
     where l.tenant = $1 and l.factor = lapsed.factor and l.subject = lapsed.subject and l.source = lapsed.source`,
    [tenant, now - 60_000],
  );
}

export async function storeLockout(tx: Transaction, key: LockKey, { source, name }: Lockout): Promise<void> {
  await storeRow(tx, key, { source: key.source, ...source, next_at: 0 });
  await storeRow(tx, key, { ...name, source: everywhere, next_at: name.nextAt });
}

// One statement whatever the state: an open lock is stored as one that has lapsed, for the next sweep. Which statement runs must not
// tell whether the name's owner has been here.
async function storeRow(tx: Transaction, key: LockKey, row: LockRow): Promise<void> {
  const stored =
    row.state === "open" || row.state === "calm" ? { ...row, state: "counting", attempts: 0, until: 0 } : row;
  await tx.query(
    `insert into wardbook.attempt_lock (tenant, factor, subject, source, state, attempts, next_at, until)
     values ($1, $2, $3, $4, $5, $6, $7, $8)
     on conflict (tenant, factor, subject, source)
     do update set state = excluded.state, attempts = excluded.attempts, next_at = excluded.next_at, until = excluded.until`,
    [key.tenant, key.factor, key.subject, stored.source, stored.state, stored.attempts, stored.next_at, stored.until],
  );
}

/** Opens every lock on a name, wherever attempts came from. @returns the factors that had one */
export async function openLocks(
  tx: Transaction,
  tenant: TenantId,
  subject: Buffer,
  now: number,
): Promise<readonly LockFactor[]> {
  const rows = await tx.query<{ factor: LockFactor }>(
    "with gone as (delete from wardbook.attempt_lock where tenant = $1 and subject = $2 returning factor, until) select factor from gone where until > $3",
    [tenant, subject, now],
  );
  return [...new Set(rows.map((row) => row.factor))].sort();
}

/** Blind user names with a factor that is locked now from somewhere. */
export function lockedSubjects(db: Queryable, tenant: TenantId, now: number): Promise<{ subject: Buffer }[]> {
  return db.query(
    "select distinct subject from wardbook.attempt_lock where tenant = $1 and state = 'locked' and until > $2",
    [tenant, now],
  );
}

/** Notes that a name's owner signed in from here. */
export async function storeFamiliar(
  tx: Transaction,
  tenant: TenantId,
  place: { readonly subject: Buffer; readonly source: Buffer; readonly until: number; readonly now: number },
): Promise<void> {
  await tx.query("delete from wardbook.familiar_source where tenant = $1 and until < $2", [tenant, place.now]);
  await tx.query(
    `insert into wardbook.familiar_source (tenant, subject, source, until) values ($1, $2, $3, $4)
     on conflict (tenant, subject, source) do update set until = excluded.until`,
    [tenant, place.subject, place.source, place.until],
  );
}
