import { expect, test } from "vitest";
import { restrictionEvents, restrictionStates, restrictionTransitions, stepRestriction } from "./state.ts";

const pairs = restrictionStates.flatMap((state) => restrictionEvents.map((event) => [state, event] as const));

/** The whole machine, written once more and the other way round. */
const takenIn = { tell: { "in-force": "told" }, keep: { told: "in-force" }, lift: { told: "lifted" } } as const;

test.each(pairs)("%s takes %s as the table says", (state, event) => {
  const expected = (takenIn[event] as Partial<Record<typeof state, string>>)[state];
  const code = event === "lift" && state === "in-force" ? "rights/not-told" : "rights/illegal-change";
  if (expected === undefined) expect(() => stepRestriction(state, event)).toThrow(expect.objectContaining({ code }));
  else expect(stepRestriction(state, event)).toBe(expected);
});

test("nothing is lifted but what the person was told of, and what is lifted stays so", () => {
  for (const state of restrictionStates)
    if (restrictionTransitions[state].lift !== undefined) expect(state).toBe("told");
  expect(restrictionTransitions.lifted).toEqual({});
});
