import { expect, test } from "vitest";
import {
  erasureEvents,
  erasureStates,
  erasureTransitions,
  retainedEvents,
  retainedStates,
  stepErasure,
  stepRetained,
} from "./state.ts";

/** Both machines, written once more and the other way round. */
const erasureTaken = {
  approve: { proposed: "approved", approved: "approved" },
  erase: { approved: "erased" },
  refuse: { proposed: "refused", approved: "refused" },
  withdraw: { proposed: "withdrawn" },
  lapse: { proposed: "lapsed", approved: "lapsed" },
} as const;
const retainedTaken = {
  propose: { kept: "proposed" },
  approve: { proposed: "approved", approved: "approved" },
  destroy: { approved: "destroyed" },
  "give-back": { proposed: "kept", approved: "kept" },
} as const;

const erasurePairs = erasureStates.flatMap((state) => erasureEvents.map((event) => [state, event] as const));
const retainedPairs = retainedStates.flatMap((state) => retainedEvents.map((event) => [state, event] as const));

function expectStep(step: () => string, expected: string | undefined): void {
  if (expected === undefined) expect(step).toThrow(expect.objectContaining({ code: "erasure/illegal-change" }));
  else expect(step()).toBe(expected);
}

test.each(erasurePairs)("an erasure that is %s takes %s as the table says", (state, event) => {
  expectStep(() => stepErasure(state, event), (erasureTaken[event] as Partial<Record<string, string>>)[state]);
});

test.each(retainedPairs)("a retained record that is %s takes %s as the table says", (state, event) => {
  expectStep(() => stepRetained(state, event), (retainedTaken[event] as Partial<Record<string, string>>)[state]);
});

test("nothing is erased that two people didn't decide, and nothing leads back from an end", () => {
  for (const state of erasureStates) if (erasureTransitions[state].erase !== undefined) expect(state).toBe("approved");
  for (const state of ["erased", "refused", "withdrawn", "lapsed"] as const)
    expect(Object.keys(erasureTransitions[state])).toEqual([]);
});
