import { type Lock, beginAttempt, failAttempt, lapse, openLock, succeedAttempt } from "./lock-machine.ts";
import {
  type Throttle,
  type ThrottlePolicy,
  beginThrottled,
  calmDown,
  calmThrottle,
  lapseThrottle,
  throttlePolicy,
} from "./throttle-machine.ts";

/** Factors that can be guessed at. A passkey can't: it has no lock, so nobody can lock it. */
export const lockFactors = ["password", "totp", "recovery-code"] as const;
export type LockFactor = (typeof lockFactors)[number];

/** Recovery codes are too long to guess: slowing the name would only serve whoever wants to keep its owner out. */
export const isThrottled: Readonly<Record<LockFactor, boolean>> = {
  password: true,
  totp: true,
  "recovery-code": false,
};

/** All that is known of attempts on one factor of one name, seen from one part of the network. */
export interface Lockout {
  readonly factor: LockFactor;
  /** Of this part of the network. */
  readonly source: Lock;
  /** Of the name, from everywhere. */
  readonly name: Throttle;
  /** Whether the name's owner signed in from this part of the network lately. */
  readonly familiar: boolean;
}

export function openLockout(factor: LockFactor, familiar = false): Lockout {
  return { factor, source: openLock, name: calmThrottle, familiar };
}

/** Whether the secret may be looked at; when not, from when on. */
export type Admission =
  | { readonly kind: "looked-at"; readonly lockout: Lockout }
  | { readonly kind: "refused"; readonly lockout: Lockout; readonly until: number };

export function lapseLockout(lockout: Lockout, now: number): Lockout {
  return { ...lockout, source: lapse(lockout.source, now), name: lapseThrottle(lockout.name, now) };
}

/** Counts an attempt before its secret is looked at. */
export function admit(held: Lockout, now: number, policy: ThrottlePolicy = throttlePolicy): Admission {
  const lockout = lapseLockout(held, now);
  if (lockout.source.state === "locked") return { kind: "refused", lockout, until: lockout.source.until };
  const counts = isThrottled[lockout.factor] && !lockout.familiar;
  if (counts && now < lockout.name.nextAt) return { kind: "refused", lockout, until: lockout.name.nextAt };
  const source = beginAttempt(lockout.source, now);
  if (source.state === "locked") return { kind: "refused", lockout: { ...lockout, source }, until: source.until };
  const name = counts ? beginThrottled(lockout.name, now, policy) : lockout.name;
  return { kind: "looked-at", lockout: { ...lockout, source, name } };
}

/** The secret was wrong. */
export function fail(held: Lockout, now: number): Lockout {
  const lockout = lapseLockout(held, now);
  // An administrator's unlock, or a success elsewhere, may have opened it meanwhile: then there is nothing to count.
  return lockout.source.state === "open" ? lockout : { ...lockout, source: failAttempt(lockout.source, now) };
}

/** The secret was right; undefined when the lock fell shut while it was looked at. */
export function succeed(held: Lockout, now: number): Lockout | undefined {
  const lockout = lapseLockout(held, now);
  if (lockout.source.state === "locked") return undefined;
  const source = lockout.source.state === "counting" ? succeedAttempt(lockout.source) : lockout.source;
  const counts = isThrottled[lockout.factor] && !lockout.familiar;
  return { ...lockout, source, name: counts ? calmDown(lockout.name) : lockout.name };
}
