import { expect, test } from "vitest";
import { isUndecided, itemEvents, itemStates, itemTransitions, stepItem } from "./state.ts";

/** The whole machine, written once more and the other way round. */
const takenIn = {
  keep: { pending: "kept", overdue: "kept" },
  withdraw: { pending: "withdrawn", overdue: "withdrawn" },
  lapse: { pending: "overdue" },
  vanish: { pending: "gone", overdue: "gone" },
} as const;

const pairs = itemStates.flatMap((state) => itemEvents.map((event) => [state, event] as const));

test.each(pairs)("%s takes %s as the table says", (state, event) => {
  const expected = (takenIn[event] as Partial<Record<typeof state, string>>)[state];
  if (expected === undefined)
    expect(() => stepItem(state, event)).toThrow(expect.objectContaining({ code: "review/illegal-change" }));
  else expect(stepItem(state, event)).toBe(expected);
});

test("what is decided takes nothing more, what is undecided can be decided", () => {
  for (const state of itemStates) {
    const events = Object.keys(itemTransitions[state]);
    if (isUndecided(state)) expect(events).toEqual(expect.arrayContaining(["keep", "withdraw"]));
    else expect(events).toEqual([]);
  }
});
