import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { IdentityError } from "../person/index.ts";
import {
  type Lock,
  type LockEvent,
  type LockState,
  beginAttempt,
  failAttempt,
  lapse,
  lockPolicy,
  lockTransitions,
  openLock,
  stepLock,
  succeedAttempt,
  unlock,
} from "./lock-machine.ts";

const states = ["open", "counting", "locked"] as const satisfies readonly LockState[];
const events = [
  "attempt",
  "failure",
  "limit-reached",
  "success",
  "lapse",
  "unlock",
] as const satisfies readonly LockEvent[];
const pairs = states.flatMap((state) => events.map((event) => [state, event] as const));
const legal = pairs.filter(([state, event]) => lockTransitions[state][event] !== undefined);
const illegal = pairs.filter(([state, event]) => lockTransitions[state][event] === undefined);
const minute = 60_000;

describe("the lock's table", () => {
  test("has exactly the legal pairs that were thought of", () => {
    expect(legal.map((pair) => pair.join(" "))).toEqual([
      "open attempt",
      "counting attempt",
      "counting failure",
      "counting limit-reached",
      "counting success",
      "counting lapse",
      "counting unlock",
      "locked failure",
      "locked lapse",
      "locked unlock",
    ]);
  });

  test.each(illegal)("refuses that a lock that is %s takes %s", (state, event) => {
    expect(() => stepLock(state, event)).toThrow(IdentityError);
  });
});

function failTimes(times: number, now: number): Lock {
  let lock = openLock;
  for (let n = 0; n < times; n++) lock = failAttempt(beginAttempt(lock, now), now);
  return lock;
}

describe("the lock", () => {
  test("falls shut at the fifth failure, for fifteen minutes", () => {
    expect(failTimes(4, 0)).toMatchObject({ state: "counting", attempts: 4 });
    const shut = failTimes(5, 0);
    expect(shut).toMatchObject({ state: "locked", until: 15 * minute });
    expect(lapse(shut, 15 * minute - 1).state).toBe("locked");
    expect(lapse(shut, 15 * minute)).toEqual(openLock);
  });

  test("counts attempts before they are looked at, so that many at once don't get past it", () => {
    let lock = openLock;
    for (let n = 0; n < lockPolicy.attempts; n++) lock = beginAttempt(lock, 0);
    expect(lock.state).toBe("counting");
    expect(beginAttempt(lock, 0).state).toBe("locked");
  });

  test("opens at a success and at an administrator's word", () => {
    expect(succeedAttempt(beginAttempt(failTimes(4, 0), 0))).toEqual(openLock);
    expect(unlock(failTimes(5, 0))).toEqual(openLock);
  });

  test("takes no success once it is shut", () => {
    expect(() => succeedAttempt(failTimes(5, 0))).toThrow(IdentityError);
  });

  test("never lets more than five failures through within fifteen minutes", () => {
    const gaps = fc.array(fc.nat(5 * minute), { minLength: 1, maxLength: 60 });
    fc.assert(
      fc.property(gaps, (waits) => {
        let lock = openLock;
        let now = 0;
        const looked: number[] = [];
        for (const wait of waits) {
          now += wait;
          lock = lapse(lock, now);
          if (lock.state === "locked") continue;
          lock = beginAttempt(lock, now);
          if (lock.state === "locked") continue;
          looked.push(now);
          lock = failAttempt(lock, now);
        }
        for (const from of looked)
          expect(looked.filter((at) => at >= from && at < from + 15 * minute).length).toBeLessThanOrEqual(
            2 * lockPolicy.attempts - 1,
          );
        for (const [n, at] of looked.entries()) {
          const sixth = looked[n + lockPolicy.attempts];
          if (n % lockPolicy.attempts === 0 && sixth !== undefined)
            expect(sixth - at).toBeGreaterThanOrEqual(15 * minute);
        }
      }),
    );
  });
});
