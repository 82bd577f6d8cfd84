import { describe, expect, test } from "vitest";
import {
  type RecoveryEvent,
  type RecoveryState,
  recoveryNow,
  recoveryTransitions,
  stepRecovery,
} from "./recovery-machine.ts";

const states = Object.keys(recoveryTransitions) as RecoveryState[];
const events = [
  "approve",
  "mail-confirmed",
  "waited",
  "begin",
  "enrolled",
  "refuse",
  "cancel",
  "lapse",
] as const satisfies readonly RecoveryEvent[];
const pairs = states.flatMap((state) => events.map((event) => [state, event] as const));

/** Every way from a state to another, as lists of events without going round in circles. */
function ways(from: RecoveryState, to: RecoveryState, seen: readonly RecoveryState[] = []): RecoveryEvent[][] {
  if (from === to) return [[]];
  return events.flatMap((event) => {
    const next = recoveryTransitions[from][event];
    if (next === undefined || next === from || seen.includes(next)) return [];
    return ways(next, to, [...seen, from]).map((rest) => [event, ...rest]);
  });
}

describe("a recovery", () => {
  test("is done only after two approvals, or after a mail and a wait", () => {
    expect(ways("asked", "done")).toEqual([["approve", "approve", "begin", "enrolled"]]);
    expect(ways("mailed", "done")).toEqual([["mail-confirmed", "waited", "begin", "enrolled"]]);
  });

  test("can be refused and lapses in every open state, and ends for good", () => {
    for (const state of states) {
      const open = recoveryTransitions[state].lapse !== undefined;
      expect(recoveryTransitions[state].refuse !== undefined).toBe(open);
      if (!open) expect(recoveryTransitions[state]).toEqual({});
    }
  });

  test("can be cancelled by its owner until what proved them is forgotten", () => {
    const cancellable = states.filter((state) => recoveryTransitions[state].cancel !== undefined);
    expect(cancellable).toEqual(["asked", "half-approved", "mailed", "waiting", "ready"]);
  });

  test.each(pairs.filter(([state, event]) => recoveryTransitions[state][event] === undefined))(
    "that is %s refuses %s",
    (state, event) => {
      expect(() => stepRecovery(state, event)).toThrow("takes no");
    },
  );

  test("is ready when the wait is over, and lapsed when its time is", () => {
    const waiting = { state: "waiting", readyAt: 10, until: 20 } as const;
    expect([9, 10, 19, 20].map((now) => recoveryNow(waiting, now))).toEqual(["waiting", "ready", "ready", "lapsed"]);
    expect(recoveryNow({ state: "done", readyAt: undefined, until: 0 }, 99)).toBe("done");
  });
});
