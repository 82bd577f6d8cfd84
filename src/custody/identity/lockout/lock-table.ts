import type { TenantId } from "../../../foundation/kernel/index.ts";
import type { Queryable, Transaction } from "../../../foundation/platform/database/index.ts";
import { type Lock, openLock } from "./lock-machine.ts";
import { type LockFactor, type Lockout, openLockout, throttled } from "./lockout.ts";
import { type Throttle, calmThrottle } from "./throttle-machine.ts";

/** Which attempts: on a factor of a blind user name, from a blind part of the network. */
export interface LockKey {
  readonly tenant: TenantId;
  readonly factor: LockFactor;
  readonly subject: Buffer;
  readonly source: Buffer;
  /** Attempts inside a session that is open already: strangers can't slow those. */
  readonly withinSession?: boolean | undefined;
  /** Seals the part of the network, for the officers to read. */
  readonly sealedPlace?: (() => Buffer) | undefined;
}

interface LockRow {
  readonly subject: Buffer;
  readonly source: Buffer;
  readonly state: Lock["state"] | Throttle["state"];
  readonly attempts: number;
  readonly next_at: number;
  readonly until: number;
}

/** In place of a source: the name as a whole. In place of a name: the source as a whole. */
const any = Buffer.alloc(0);

/** Whether attempts from one place on whatever name line up and count together. */
function countsPlace({ factor, withinSession }: LockKey): boolean {
  return throttled[factor].place && withinSession !== true;
}

/** What is known, held for this transaction: attempts on one factor of one user name line up, and so do those from one place. */
export async function holdLockout(tx: Transaction, key: LockKey, now: number): Promise<Lockout> {
  // Advisory locks, because a row that doesn't exist yet can't be locked, and rows of names that nobody bears come and go. The name
  // before the place, always, so that nobody waits for one another. A lock on null is none.
  await tx.query(
    `select pg_advisory_xact_lock(hashtextextended($1::text || $2 || encode($3::bytea, 'hex'), 7)),
            pg_advisory_xact_lock(hashtextextended($1::text || $2 || encode($4::bytea, 'hex'), 8))`,
    [key.tenant, key.factor, key.subject, countsPlace(key) ? key.source : null],
  );
  const rows = await tx.query<LockRow>(
    `select subject, source, state, attempts, next_at, until from wardbook.attempt_lock
     where tenant = $1 and factor = $2 and (subject, source) in (($3, $4), ($3, $5), ($5, $4))`,
    [key.tenant, key.factor, key.subject, key.source, any],
  );
  const familiar = await tx.query(
    "select 1 from wardbook.familiar_source where tenant = $1 and subject = $2 and source = $3 and until > $4",
    [key.tenant, key.subject, key.source, now],
  );
  return lockoutOf(key, rows, key.withinSession === true || familiar.length > 0);
}

function lockoutOf(key: LockKey, rows: readonly LockRow[], familiar: boolean): Lockout {
  let lockout = openLockout(key.factor, familiar);
  for (const row of rows) {
    if (row.subject.length === 0) lockout = { ...lockout, place: throttleOf(row) };
    else if (row.source.length === 0) lockout = { ...lockout, name: throttleOf(row) };
    else lockout = { ...lockout, source: lockOf(row) };
  }
  return lockout;
}

function lockOf({ state, attempts, until }: LockRow): Lock {
  return state === "calm" || state === "slowed" ? openLock : { state, attempts, until };
}

function throttleOf({ state, attempts, next_at: nextAt, until }: LockRow): Throttle {
  return state === "open" || state === "locked" ? calmThrottle : { state, attempts, nextAt, until };
}

// A few at a time, stepping over rows that an attempt of their own holds. Last of what touches these rows: who waits for one of them
// waits for a transaction that waits for none.
async function sweepLapsed(tx: Transaction, tenant: TenantId, now: number): Promise<void> {
  await tx.query(
    `delete from wardbook.attempt_lock l using (
       select factor, subject, source from wardbook.attempt_lock where tenant = $1 and until < $2 limit 20 for update skip locked) lapsed
     where l.tenant = $1 and l.factor = lapsed.factor and l.subject = lapsed.subject and l.source = lapsed.source`,
    [tenant, now - 60_000],
  );
}

/** @param now for the sweep of what has lapsed */
export async function storeLockout(tx: Transaction, key: LockKey, lockout: Lockout, now: number): Promise<void> {
  const { source, name, place } = lockout;
  await storeRow(tx, key, { ...source, subject: key.subject, source: key.source, next_at: 0 });
  await storeRow(tx, key, { ...name, subject: key.subject, source: any, next_at: name.nextAt });
  if (countsPlace(key)) await storeRow(tx, key, { ...place, subject: any, source: key.source, next_at: place.nextAt });
  await sweepLapsed(tx, key.tenant, now);
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
    [
      key.tenant,
      key.factor,
      stored.subject,
      stored.source,
      stored.state,
      stored.attempts,
      stored.next_at,
      stored.until,
    ],
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
