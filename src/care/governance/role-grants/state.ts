import { GovernanceError } from "../governance-error.ts";

/** A role that runs the organisation, on its way to somebody. `alone`: given by the only one who could approve it. `taken`: taken away. */
export const roleGrantStates = ["requested", "given", "alone", "refused", "withdrawn", "lapsed", "taken"] as const;
export type RoleGrantState = (typeof roleGrantStates)[number];

/** `withdraw`: by who asked. `lapse`: its time is over, or whom it was for, or who asked, is gone. */
export const roleGrantEvents = ["approve", "refuse", "withdraw", "lapse"] as const;
export type RoleGrantEvent = (typeof roleGrantEvents)[number];

/** What may follow what. A pair that isn't here is illegal. */
export const roleGrantTransitions: Readonly<
  Record<RoleGrantState, Readonly<Partial<Record<RoleGrantEvent, RoleGrantState>>>>
> = {
  requested: { approve: "given", refuse: "refused", withdraw: "withdrawn", lapse: "lapsed" },
  given: {},
  alone: {},
  refused: {},
  withdrawn: {},
  lapsed: {},
  taken: {},
};

/** @throws GovernanceError `role-grant/illegal-change` */
export function stepRoleGrant(state: RoleGrantState, event: RoleGrantEvent): RoleGrantState {
  const next = roleGrantTransitions[state][event];
  if (next === undefined)
    throw new GovernanceError("role-grant/illegal-change", `a role that is ${state} takes no ${event}`);
  return next;
}
