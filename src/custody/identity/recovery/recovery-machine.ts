import { IdentityError } from "../person/index.ts";

/** How lost access comes back: two people approve; or a recovery code, a mail and a waiting time. */
export const recoveryWays = ["people", "code"] as const;
export type RecoveryWay = (typeof recoveryWays)[number];

export const openRecoveryStates = ["asked", "half-approved", "mailed", "waiting", "ready", "enrolling"] as const;
export type RecoveryState = (typeof openRecoveryStates)[number] | "done" | "refused" | "cancelled" | "lapsed";
export type RecoveryEvent =
  | "approve"
  | "mail-confirmed"
  | "waited"
  | "begin"
  | "enrolled"
  | "refuse"
  | "cancel"
  | "lapse";

/** What may follow what. A pair that isn't here is illegal: nobody enrols without two approvals, or a mail and the wait. */
export const recoveryTransitions: Readonly<
  Record<RecoveryState, Readonly<Partial<Record<RecoveryEvent, RecoveryState>>>>
> = {
  asked: { approve: "half-approved", refuse: "refused", cancel: "cancelled", lapse: "lapsed" },
  "half-approved": { approve: "ready", refuse: "refused", cancel: "cancelled", lapse: "lapsed" },
  mailed: { "mail-confirmed": "waiting", refuse: "refused", cancel: "cancelled", lapse: "lapsed" },
  waiting: { waited: "ready", refuse: "refused", cancel: "cancelled", lapse: "lapsed" },
  ready: { begin: "enrolling", refuse: "refused", cancel: "cancelled", lapse: "lapsed" },
  // What proved the person before is forgotten: there is no way back but to finish, to begin again, or to be approved anew.
  enrolling: { begin: "enrolling", enrolled: "done", refuse: "refused", lapse: "lapsed" },
  done: {},
  refused: {},
  cancelled: {},
  lapsed: {},
};

/** @throws IdentityError `recovery/illegal-step` */
export function stepRecovery(state: RecoveryState, event: RecoveryEvent): RecoveryState {
  const next = recoveryTransitions[state][event];
  if (next === undefined)
    throw new IdentityError("recovery/illegal-step", `a recovery that is ${state} takes no ${event}`);
  return next;
}

/** The state as time has made it. */
export function recoveryNow(
  recovery: { readonly state: RecoveryState; readonly readyAt: number | undefined; readonly until: number },
  now: number,
): RecoveryState {
  const { state, readyAt, until } = recovery;
  if (recoveryTransitions[state].lapse !== undefined && now >= until) return stepRecovery(state, "lapse");
  return state === "waiting" && readyAt !== undefined && now >= readyAt ? stepRecovery(state, "waited") : state;
}
