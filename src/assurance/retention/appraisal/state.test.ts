import { expect, test } from "vitest";
import { appraisalEvents, appraisalStates, appraisalTransitions, standAfter, stepAppraisal } from "./state.ts";

test("every pair of state and event either leads on or is refused with the reason", () => {
  for (const state of appraisalStates)
    for (const event of appraisalEvents) {
      const next = appraisalTransitions[state][event];
      if (next === undefined)
        expect(() => stepAppraisal(state, event)).toThrow(
          expect.objectContaining({
            code: "retention/illegal-change",
            message: `a record whose appraisal is ${state} takes no ${event}`,
          }),
        );
      else expect(stepAppraisal(state, event)).toBe(next);
    }
});

test("nothing is destroyed but by approval after a proposal, and nothing comes back from it", () => {
  const into = (wanted: string) =>
    appraisalStates.flatMap((state) =>
      appraisalEvents
        .filter((event) => appraisalTransitions[state][event] === wanted)
        .map((event) => `${state} ${event}`),
    );
  expect(into("destroyed")).toEqual(["approved destroy"]);
  expect(into("approved")).toEqual(["proposed approve", "approved approve"]);
  expect(into("proposed")).toEqual(["queued propose", "transferred propose"]);
  expect(Object.keys(appraisalTransitions.destroyed)).toEqual([]);
});

test("what an archive has never waits again as if nobody had it", () => {
  const before = [{ event: "transfer" }, { event: "propose" }] as const;
  for (const event of ["refuse", "withdraw"] as const) {
    expect(standAfter("proposed", event, before)).toBe("transferred");
    expect(standAfter("proposed", event, before.slice(1))).toBe("queued");
  }
  expect(standAfter("approved", "give-back", before)).toBe("transferred");
  expect(standAfter("proposed", "vanish", before)).toBe("gone");
});
