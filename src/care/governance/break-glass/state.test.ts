import { expect, test } from "vitest";
import { breakGlassEvents, breakGlassStates, breakGlassTransitions, needsReview, stepBreakGlass } from "./state.ts";

/** The whole machine, written once more and the other way round: from each event to the states that take it. */
const takenIn = {
  end: { open: "awaiting-review" },
  lapse: { open: "awaiting-review" },
  revoke: { open: "awaiting-review" },
  justify: { "awaiting-review": "justified", "follow-up": "justified" },
  "not-justify": { "awaiting-review": "not-justified", "follow-up": "not-justified" },
  "follow-up": { "awaiting-review": "follow-up" },
} as const;

const pairs = breakGlassStates.flatMap((state) => breakGlassEvents.map((event) => [state, event] as const));

test.each(pairs)("%s takes %s as the table says", (state, event) => {
  const expected = (takenIn[event] as Partial<Record<typeof state, string>>)[state];
  if (expected === undefined)
    expect(() => stepBreakGlass(state, event)).toThrow(expect.objectContaining({ code: "break-glass/illegal-change" }));
  else expect(stepBreakGlass(state, event)).toBe(expected);
});

test("nothing leads back to an open glass, and what is decided stays decided", () => {
  for (const state of breakGlassStates) {
    expect(Object.values(breakGlassTransitions[state])).not.toContain("open");
    if (!needsReview(state)) expect(breakGlassTransitions[state]).toEqual({});
  }
});

test("every state that still needs a review can reach a decision", () => {
  for (const state of breakGlassStates.filter(needsReview)) {
    const reached = new Set([state]);
    for (const one of reached) for (const next of Object.values(breakGlassTransitions[one])) reached.add(next);
    expect(reached).toContain("justified");
    expect(reached).toContain("not-justified");
  }
});
