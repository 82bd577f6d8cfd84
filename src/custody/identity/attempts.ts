import type { Clock } from "../../foundation/kernel/index.ts";
import type { Database, Transaction } from "../../foundation/platform/database/index.ts";
import { personSubject, signInActor } from "./event.ts";
import type { Origin, RecordEvent, Subject } from "./event.ts";
import { beginAttempt, failAttempt, lapse, succeedAttempt } from "./lock-machine.ts";
import type { Lock } from "./lock-machine.ts";
import { holdLock, storeLock } from "./lock-table.ts";
import type { LockKey } from "./lock-table.ts";
import type { PersonName } from "./person.ts";

export interface AttemptPorts {
  readonly database: Database;
  readonly now: Clock;
  readonly recordEvent: RecordEvent;
}

/** Whether an attempt may be looked at; when not, for how long it is locked. */
export type AttemptOutcome =
  | { readonly kind: "open" }
  | { readonly kind: "locked"; readonly retryAfterSeconds: number };

/** Whose secret is tried: known to the ledger only when somebody bears the name. */
type Tried = (PersonName & { readonly id: string }) | undefined;

/** Counts the attempt before its secret is looked at. */
export async function reserveAttempt(ports: AttemptPorts, key: LockKey, origin: Origin): Promise<AttemptOutcome> {
  const now = ports.now();
  return ports.database.transaction(key.tenant, async (tx) => {
    const held = lapse(await holdLock(tx, key, now), now);
    if (held.state === "locked") return outcomeOf(held, now);
    const lock = beginAttempt(held, now);
    await storeLock(tx, key, lock);
    if (lock.state === "locked") await recordLocked(ports, tx, { key, origin, subject: undefined });
    return outcomeOf(lock, now);
  });
}

/** Tells that the secret was wrong. Writes the same rows whether or not anybody bears the name. */
export async function refuseAttempt(
  ports: AttemptPorts,
  key: LockKey,
  origin: Origin,
  tried: Tried,
): Promise<AttemptOutcome> {
  const now = ports.now();
  const subject = tried && personSubject(tried);
  return ports.database.transaction(key.tenant, async (tx) => {
    const held = lapse(await holdLock(tx, key, now), now);
    // An administrator's unlock, or a success elsewhere, may have opened it meanwhile: then there is nothing to count.
    const lock = held.state === "open" ? held : failAttempt(held, now);
    await storeLock(tx, key, lock);
    const event = { act: "sign-in-failed", at: now, actor: signInActor(origin), subject, detail: key.factor } as const;
    await ports.recordEvent(tx, key.tenant, event);
    if (lock.state === "locked" && held.state !== "locked") await recordLocked(ports, tx, { key, origin, subject });
    return outcomeOf(lock, now);
  });
}

/** Tells that the secret was right; false when the lock fell shut while it was looked at. */
export async function acceptAttempt(tx: Transaction, key: LockKey, now: number): Promise<boolean> {
  const held = lapse(await holdLock(tx, key, now), now);
  if (held.state === "locked") return false;
  if (held.state === "counting") await storeLock(tx, key, succeedAttempt(held));
  return true;
}

async function recordLocked(
  ports: AttemptPorts,
  tx: Transaction,
  { key, origin, subject }: { readonly key: LockKey; readonly origin: Origin; readonly subject: Subject | undefined },
): Promise<void> {
  await ports.recordEvent(tx, key.tenant, {
    act: "locked",
    at: ports.now(),
    actor: signInActor(origin),
    subject,
    detail: key.factor,
  });
}

function outcomeOf(lock: Lock, now: number): AttemptOutcome {
  return lock.state === "locked"
    ? { kind: "locked", retryAfterSeconds: Math.max(1, Math.ceil((lock.until - now) / 1000)) }
    : { kind: "open" };
}
