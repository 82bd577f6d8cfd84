import { expect, test } from "vitest";
import { type KeeperTime, runKeeper } from "./keeper.ts";

/** A clock that stands still until told, and a device that is slow to answer. */
function aDevice() {
  let now = 0;
  let tasks: { at: number; act: () => void }[] = [];
  const put: { at: number; value: string; done: () => void; fail: () => void }[] = [];
  const told: boolean[] = [];
  const time: KeeperTime = {
    now: () => now,
    after(milliseconds, act) {
      const task = { at: now + milliseconds, act };
      tasks.push(task);
      return { cancel: () => (tasks = tasks.filter((one) => one !== task)) };
    },
  };
  let refusals = 0;
  const keeper = runKeeper<string>({
    put: (value) => new Promise((done, fail) => put.push({ at: now, value, done, fail })),
    told: (isKept) => told.push(isKept),
    refused: () => (refusals += 1),
    time,
  });
  return {
    keeper,
    put,
    refusals: () => refusals,
    isKept: () => told.at(-1) ?? false,
    settle: async () => {
      for (let i = 0; i < 5; i += 1) await Promise.resolve();
    },
    pass(milliseconds: number) {
      const end = now + milliseconds;
      for (;;) {
        const next = tasks.filter(({ at }) => at <= end).sort((one, other) => one.at - other.at)[0];
        if (next === undefined) break;
        tasks = tasks.filter((task) => task !== next);
        now = next.at;
        next.act();
      }
      now = end;
    },
  };
}

test("whoever types without a pause has their words put away each second", () => {
  const { keeper, put, pass } = aDevice();
  for (let key = 1; key <= 100; key += 1) {
    keeper.keep("x".repeat(key));
    pass(80);
    const kept = put.at(-1)?.value.length ?? 0;
    // Each key that is older than a second has gone to the device.
    expect(kept).toBeGreaterThanOrEqual(Math.floor((key * 80 - 1_000) / 80));
  }
  // Nor is each key written by itself.
  expect(put.length).toBeLessThan(12);
});

test("it is called kept once the device has the last words, and not before", async () => {
  const { keeper, put, pass, settle, isKept, refusals } = aDevice();
  keeper.keep("a");
  pass(250);
  expect([put.length, isKept()]).toEqual([1, false]);
  keeper.keep("ab");
  put[0]?.done();
  await settle();
  expect(isKept()).toBe(false);
  pass(250);
  put[1]?.done();
  await settle();
  expect([put[1]?.value, isKept()]).toEqual(["ab", true]);
  keeper.keep("abc", true);
  expect([put.length, isKept()]).toEqual([3, false]);
  put[2]?.fail();
  await settle();
  expect([isKept(), refusals()]).toEqual([false, 1]);
  keeper.keep("abcd");
  keeper.stop();
  pass(5_000);
  expect(put).toHaveLength(3);
});
