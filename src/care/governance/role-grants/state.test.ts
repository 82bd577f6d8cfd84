import { expect, test } from "vitest";
import { GovernanceError } from "../governance-error.ts";
import { roleGrantEvents, roleGrantStates, roleGrantTransitions, stepRoleGrant } from "./state.ts";

test("every pair that the table doesn't name is refused", () => {
  for (const state of roleGrantStates)
    for (const event of roleGrantEvents) {
      const next = roleGrantTransitions[state][event];
      if (next === undefined) expect(() => stepRoleGrant(state, event), `${state} ${event}`).toThrow(GovernanceError);
      else expect(stepRoleGrant(state, event)).toBe(next);
    }
});

test("what was decided is never decided again", () => {
  for (const state of roleGrantStates.filter((one) => one !== "requested"))
    expect(roleGrantTransitions[state], state).toEqual({});
});
