import { type Lock, beginAttempt, failAttempt, lapse, openLock, succeedAttempt } from "./lock-machine.ts";
import {
  type Throttle,
  type ThrottlePolicies,
  beginThrottled,
  calmDown,
  calmThrottle,
  lapseThrottle,
  takeBack,
  throttlePolicies,
} from "./throttle-machine.ts";

/** Factors that can be guessed at. A passkey can't: it has no lock, so nobody can lock it. */
export const lockFactors = ["password", "totp", "recovery-code"] as const;
export type LockFactor = (typeof lockFactors)[number];

/**
 * Which throttles a factor has beside its locks. Recovery codes are too long to guess: slowing the name would only serve whoever
 * wants to keep its owner out. One common password can be tried on many names; an app's code is asked of who knows a password.
 */
export const throttled: Readonly<Record<LockFactor, { readonly name: boolean; readonly place: boolean }>> = {
  password: { name: true, place: true },
  totp: { name: true, place: false },
  "recovery-code": { name: false, place: false },
};

/** All that is known of attempts on one factor of one name, seen from one part of the network. */
export interface Lockout {
  readonly factor: LockFactor;
  /** Of this part of the network. */
  readonly source: Lock;
  /** Of the name, from everywhere. */
  readonly name: Throttle;
  /** Of this part of the network, for all names together whose owners didn't sign in from it lately. */
  readonly place: Throttle;
  /** Whether the name's owner signed in from this part of the network lately. */
  readonly familiar: boolean;
}

export function openLockout(factor: LockFactor, familiar = false): Lockout {
  return { factor, source: openLock, name: calmThrottle, place: calmThrottle, familiar };
}

/** Whether the secret may be looked at; when not, from when on. */
export type Admission =
  | { readonly kind: "looked-at"; readonly lockout: Lockout }
  | { readonly kind: "refused"; readonly lockout: Lockout; readonly until: number };

export function lapseLockout(lockout: Lockout, now: number): Lockout {
  const { source, name, place } = lockout;
  return { ...lockout, source: lapse(source, now), name: lapseThrottle(name, now), place: lapseThrottle(place, now) };
}

/** Which throttles count this attempt: none where the name is familiar. */
function countedBy({ factor, familiar }: Lockout): { readonly name: boolean; readonly place: boolean } {
  const { name, place } = throttled[factor];
  return { name: name && !familiar, place: place && !familiar };
}

/** Whether the attempt is one of those for which its part of the network is slowed. */
export function isPlaceSlowed(lockout: Lockout): boolean {
  return countedBy(lockout).place && lockout.place.state === "slowed";
}

/** Counts an attempt before its secret is looked at. */
export function admit(held: Lockout, now: number, policies: ThrottlePolicies = throttlePolicies): Admission {
  const lockout = lapseLockout(held, now);
  if (lockout.source.state === "locked") return { kind: "refused", lockout, until: lockout.source.until };
  const counts = countedBy(lockout);
  const nextAt = Math.max(counts.name ? lockout.name.nextAt : 0, counts.place ? lockout.place.nextAt : 0);
  if (now < nextAt) return { kind: "refused", lockout, until: nextAt };
  const source = beginAttempt(lockout.source, now);
  if (source.state === "locked") return { kind: "refused", lockout: { ...lockout, source }, until: source.until };
  const name = counts.name ? beginThrottled(lockout.name, now, policies.name) : lockout.name;
  const place = counts.place ? beginThrottled(lockout.place, now, policies.place) : lockout.place;
  return { kind: "looked-at", lockout: { ...lockout, source, name, place } };
}

/** The secret was wrong. */
export function fail(held: Lockout, now: number): Lockout {
  const lockout = lapseLockout(held, now);
  // An administrator's unlock, or a success elsewhere, may have opened it meanwhile: then there is nothing to count.
  return lockout.source.state === "open" ? lockout : { ...lockout, source: failAttempt(lockout.source, now) };
}

/** The secret was right; undefined when the lock fell shut while it was looked at. */
export function succeed(
  held: Lockout,
  now: number,
  policies: ThrottlePolicies = throttlePolicies,
): Lockout | undefined {
  const lockout = lapseLockout(held, now);
  if (lockout.source.state === "locked") return undefined;
  const source = lockout.source.state === "counting" ? succeedAttempt(lockout.source) : lockout.source;
  const counts = countedBy(lockout);
  const name = counts.name ? calmDown(lockout.name) : lockout.name;
  const place = counts.place ? takeBack(lockout.place, policies.place) : lockout.place;
  return { ...lockout, source, name, place };
}
