import { IdentityError } from "../person/index.ts";

/** `open`: nothing failed lately. `counting`: attempts are under way or failed. `locked`: no attempt is looked at. */
export type LockState = "open" | "counting" | "locked";
export type LockEvent = "attempt" | "failure" | "limit-reached" | "success" | "lapse" | "unlock";

/** What may follow what. A pair that isn't here is illegal. */
export const lockTransitions: Readonly<Record<LockState, Readonly<Partial<Record<LockEvent, LockState>>>>> = {
  open: { attempt: "counting" },
  counting: {
    attempt: "counting",
    failure: "counting",
    "limit-reached": "locked",
    success: "open",
    lapse: "open",
    unlock: "open",
  },
  // An attempt that began before the lock may still fail; that it succeeded no longer counts.
  locked: { failure: "locked", lapse: "open", unlock: "open" },
};

/** @throws IdentityError `identity/illegal-lock-event` */
export function stepLock(state: LockState, event: LockEvent): LockState {
  const next = lockTransitions[state][event];
  if (next === undefined)
    throw new IdentityError("identity/illegal-lock-event", `a lock that is ${state} takes no ${event}`);
  return next;
}

/** The lock on one factor of one user name, for attempts from one part of the network. */
export interface Lock {
  readonly state: LockState;
  /** Attempts begun since the last success, failed or still under way. */
  readonly attempts: number;
  /** When it lapses, milliseconds since 1970. */
  readonly until: number;
}

export const openLock: Lock = { state: "open", attempts: 0, until: 0 };

export interface LockPolicy {
  readonly attempts: number;
  readonly lockedMinutes: number;
  readonly countingMinutes: number;
}

/** Source: AU-3. */
export const lockPolicy: LockPolicy = { attempts: 5, lockedMinutes: 15, countingMinutes: 60 };

const minute = 60_000;

/** A lock whose time is over is open. */
export function lapse(lock: Lock, now: number): Lock {
  return lock.state === "open" || now < lock.until ? lock : { ...openLock, state: stepLock(lock.state, "lapse") };
}

/**
 * Counts an attempt *before* its secret is looked at, so that many at once can't guess more often than the limit.
 * @param lock not locked.
 */
export function beginAttempt(lock: Lock, now: number): Lock {
  if (lock.attempts >= lockPolicy.attempts) return locked(lock, now);
  return {
    state: stepLock(lock.state, "attempt"),
    attempts: lock.attempts + 1,
    until: now + lockPolicy.countingMinutes * minute,
  };
}

export function failAttempt(lock: Lock, now: number): Lock {
  if (lock.state === "counting" && lock.attempts >= lockPolicy.attempts) return locked(lock, now);
  return { ...lock, state: stepLock(lock.state, "failure") };
}

export function succeedAttempt(lock: Lock): Lock {
  return { ...openLock, state: stepLock(lock.state, "success") };
}

export function unlock(lock: Lock): Lock {
  return { ...openLock, state: stepLock(lock.state, "unlock") };
}

function locked(lock: Lock, now: number): Lock {
  return {
    state: stepLock(lock.state, "limit-reached"),
    attempts: lock.attempts,
    until: now + lockPolicy.lockedMinutes * minute,
  };
}
