import { expect, test } from "vitest";
import { stepVendor, vendorEvents, vendorStates, vendorTransitions } from "./state.ts";

/** The whole machine, written once more and the other way round. */
const takenIn = {
  approve: { requested: "approved" },
  refuse: { requested: "refused" },
  withdraw: { requested: "withdrawn" },
  end: { approved: "ended" },
  lapse: { requested: "lapsed", approved: "lapsed" },
} as const;

const pairs = vendorStates.flatMap((state) => vendorEvents.map((event) => [state, event] as const));

test.each(pairs)("%s takes %s as the table says", (state, event) => {
  const expected = (takenIn[event] as Partial<Record<typeof state, string>>)[state];
  if (expected === undefined)
    expect(() => stepVendor(state, event)).toThrow(expect.objectContaining({ code: "vendor/illegal-change" }));
  else expect(stepVendor(state, event)).toBe(expected);
});

test("only approving leads to approved access, and nothing leads back from an end", () => {
  for (const state of vendorStates) {
    for (const [event, next] of Object.entries(vendorTransitions[state])) {
      if (next === "approved") expect(event).toBe("approve");
      if (state !== "requested") expect(next).not.toBe("approved");
    }
  }
});
