import { expect, test } from "vitest";
import { proxyEvents, proxyStates, proxyTransitions, stepProxy } from "./state.ts";

test("what may follow what is the table's to say, and nothing else follows", () => {
  const legal = proxyStates.flatMap((state) =>
    proxyEvents.flatMap((event) => {
      const next = proxyTransitions[state][event];
      if (next === undefined) {
        expect(() => stepProxy(state, event), `${state} ${event}`).toThrow(
          expect.objectContaining({ code: "proxy/illegal-change" }),
        );
        return [];
      }
      expect(stepProxy(state, event)).toBe(next);
      return [`${state} ${event} ${next}`];
    }),
  );
  expect(legal).toEqual([
    "waiting confirm in-force",
    "waiting refuse refused",
    "waiting withdraw withdrawn",
    "waiting lapse lapsed",
    "in-force end ended",
  ]);
});
