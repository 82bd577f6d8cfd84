import type { Clock, TenantId } from "../../../foundation/kernel/index.ts";
import type { Database, Transaction } from "../../../foundation/platform/database/index.ts";
import type { TenantVault } from "../../keyring/index.ts";
import {
  type Origin,
  type PersonName,
  type RecordEvent,
  type Subject,
  personSubject,
  signInActor,
} from "../person/index.ts";
import { countFailure, forgetFewFailures } from "./failed-sign-in-table.ts";
import { type LockKey, holdLockout, storeFamiliar, storeLockout } from "./lock-table.ts";
import { type LockFactor, admit, fail, succeed } from "./lockout.ts";
import { noteSlowed, sealPlace } from "./slowed-places.ts";
import { sourceBlock } from "./source-block.ts";

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

const familiarDays = 30;

/** The part of the network that an attempt comes from, blind. */
export function sourceOf(vault: TenantVault, origin: Origin): Buffer {
  return vault.blind(`source/${sourceBlock(origin.from)}`);
}

export function keyOf(
  vault: TenantVault,
  where: { readonly tenant: TenantId; readonly factor: LockFactor; readonly subject: Buffer; readonly origin: Origin },
): LockKey {
  const { tenant, factor, subject, origin } = where;
  const source = sourceOf(vault, origin);
  return { tenant, factor, subject, source, sealedPlace: () => sealPlace(vault, source, sourceBlock(origin.from)) };
}

/** Attempts of somebody who is signed in are counted by session: nobody outside of it can use them up. */
export function sessionKeyOf(
  vault: TenantVault,
  where: {
    readonly tenant: TenantId;
    readonly factor: LockFactor;
    readonly subject: Buffer;
    readonly sessionId: string;
  },
): LockKey {
  const { tenant, factor, subject, sessionId } = where;
  return { tenant, factor, subject, source: vault.blind(`session/${sessionId}`), withinSession: true };
}

/** Counts the attempt before its secret is looked at. Of many at once it may be the one that locks. */
export async function reserveAttempt(
  ports: AttemptPorts,
  key: LockKey,
  origin: Origin,
  tried: Tried,
): Promise<AttemptOutcome> {
  const now = ports.now();
  return ports.database.transaction(key.tenant, async (tx) => {
    const held = await holdLockout(tx, key, now);
    const admission = admit(held, now);
    await noteSlowed(tx, key, admission.lockout, now);
    await storeLockout(tx, key, admission.lockout, now);
    const { source } = admission.lockout;
    if (source.state === "locked" && held.source.state === "counting") {
      await countFailure(tx, key.tenant, { subject: key.subject, at: now, locked: true });
      await recordLocked(ports, tx, { key, origin, subject: tried && personSubject(tried) });
    }
    return admission.kind === "looked-at" ? { kind: "open" } : lockedUntil(admission.until, now);
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
    const held = await holdLockout(tx, key, now);
    const lockout = fail(held, now);
    await storeLockout(tx, key, lockout, now);
    const event = { act: "sign-in-failed", at: now, actor: signInActor(origin), subject, detail: key.factor } as const;
    await ports.recordEvent(tx, key.tenant, event);
    const { source } = lockout;
    const locked = source.state === "locked" && held.source.state !== "locked";
    await countFailure(tx, key.tenant, { subject: key.subject, at: now, locked });
    if (locked) await recordLocked(ports, tx, { key, origin, subject });
    return source.state === "locked" ? lockedUntil(source.until, now) : { kind: "open" };
  });
}

/** Tells that the secret was right; false when the lock fell shut while it was looked at. */
export async function acceptAttempt(tx: Transaction, key: LockKey, now: number): Promise<boolean> {
  const held = await holdLockout(tx, key, now);
  const lockout = succeed(held, now);
  if (lockout === undefined) return false;
  const { source, name, place } = lockout;
  if (source !== held.source || name !== held.name || place !== held.place) await storeLockout(tx, key, lockout, now);
  return true;
}

/** Notes that the name's owner came in whole from here: strangers elsewhere can't slow them here. */
export async function noteFamiliar(
  tx: Transaction,
  vault: TenantVault,
  place: { readonly tenant: TenantId; readonly subject: Buffer; readonly origin: Origin; readonly now: number },
): Promise<void> {
  const { tenant, subject, origin, now } = place;
  const until = now + familiarDays * 24 * 3600_000;
  await forgetFewFailures(tx, tenant, subject);
  await storeFamiliar(tx, tenant, { subject, source: sourceOf(vault, origin), until, now });
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

function lockedUntil(until: number, now: number): AttemptOutcome {
  return { kind: "locked", retryAfterSeconds: Math.max(1, Math.ceil((until - now) / 1000)) };
}
