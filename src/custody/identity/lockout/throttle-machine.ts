import { IdentityError } from "../person/index.ts";

/** `calm`: nothing strange failed lately. `counting`: something did. `slowed`: one attempt at a time, ever more rarely. */
export type ThrottleState = "calm" | "counting" | "slowed";
export type ThrottleEvent = "attempt" | "limit-reached" | "taken-back" | "limit-left" | "success" | "lapse" | "unlock";

/** What may follow what. A pair that isn't here is illegal. There is no state in which nothing is ever looked at. */
export const throttleTransitions: Readonly<
  Record<ThrottleState, Readonly<Partial<Record<ThrottleEvent, ThrottleState>>>>
> = {
  calm: { attempt: "counting" },
  counting: {
    attempt: "counting",
    "limit-reached": "slowed",
    "taken-back": "counting",
    success: "calm",
    lapse: "calm",
    unlock: "calm",
  },
  slowed: {
    attempt: "slowed",
    "taken-back": "slowed",
    "limit-left": "counting",
    success: "calm",
    lapse: "calm",
    unlock: "calm",
  },
};

/** @throws IdentityError `identity/illegal-lock-event` */
export function stepThrottle(state: ThrottleState, event: ThrottleEvent): ThrottleState {
  const next = throttleTransitions[state][event];
  if (next === undefined)
    throw new IdentityError("identity/illegal-lock-event", `a throttle that is ${state} takes no ${event}`);
  return next;
}

/**
 * How fast can be guessed what has many sides: one name from everywhere together, or all names from one place together. Places
 * that are familiar to a name's owner are left out.
 */
export interface Throttle {
  readonly state: ThrottleState;
  /** Attempts looked at that count. */
  readonly attempts: number;
  /** Before this nothing is looked at. */
  readonly nextAt: number;
  /** When it lapses. */
  readonly until: number;
}

export const calmThrottle: Throttle = { state: "calm", attempts: 0, nextAt: 0, until: 0 };

export interface ThrottlePolicy {
  /** Attempts before it slows. */
  readonly freely: number;
  readonly firstPauseMs: number;
  /** Pauses double up to this. */
  readonly longestPauseMs: number;
  /** After so long without an attempt it is calm again. */
  readonly lapseMs: number;
}

export interface ThrottlePolicies {
  /** Of one name, from everywhere. */
  readonly name: ThrottlePolicy;
  /** Of one place, whatever the name. */
  readonly place: ThrottlePolicy;
}

const minute = 60_000;
const pauses = { freely: 20, firstPauseMs: minute / 2, longestPauseMs: 15 * minute };
export const throttlePolicies: ThrottlePolicies = {
  name: { ...pauses, lapseMs: 60 * minute },
  // Many people share a place, and most of them mean well: it is over sooner.
  place: { ...pauses, lapseMs: 15 * minute },
};

export function lapseThrottle(throttle: Throttle, now: number): Throttle {
  return throttle.state === "calm" || now < throttle.until
    ? throttle
    : { ...calmThrottle, state: stepThrottle(throttle.state, "lapse") };
}

/** Counts an attempt that is about to be looked at. @param throttle its `nextAt` has come */
export function beginThrottled(throttle: Throttle, now: number, policy: ThrottlePolicy): Throttle {
  // Once the pause is the longest, counting further would change nothing.
  const mostCounted = policy.freely + 1 + Math.ceil(Math.log2(policy.longestPauseMs / policy.firstPauseMs));
  const attempts = Math.min(mostCounted, throttle.attempts + 1);
  const until = now + policy.lapseMs;
  const counted = stepThrottle(throttle.state, "attempt");
  if (attempts <= policy.freely) return { state: counted, attempts, nextAt: 0, until };
  const state = counted === "slowed" ? counted : stepThrottle(counted, "limit-reached");
  const pause = Math.min(policy.longestPauseMs, policy.firstPauseMs * 2 ** (attempts - policy.freely - 1));
  return { state, attempts, nextAt: now + pause, until };
}

export function calmDown(throttle: Throttle): Throttle {
  return throttle.state === "calm" ? throttle : { ...calmThrottle, state: stepThrottle(throttle.state, "success") };
}

/**
 * The attempt was right: it is as if it hadn't been made. What others failed at stays counted, so that nobody buys guesses at others'
 * names with a right password of their own.
 */
export function takeBack(throttle: Throttle, policy: ThrottlePolicy): Throttle {
  if (throttle.state === "calm") return throttle;
  const attempts = Math.max(0, throttle.attempts - 1);
  const event = throttle.state === "slowed" && attempts <= policy.freely ? "limit-left" : "taken-back";
  // The pause before it was over, or it wouldn't have been looked at.
  return { ...throttle, state: stepThrottle(throttle.state, event), attempts, nextAt: 0 };
}
