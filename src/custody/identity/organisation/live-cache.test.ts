import { expect, test } from "vitest";
import { LiveCache } from "./live-cache.ts";

function aCache() {
  let time = 0;
  let version = 0;
  let asked = 0;
  const cache = new LiveCache<{ version: number }>({
    now: () => time,
    most: 10,
    freshness: { renewAfterMs: 400, staleAfterMs: 900 },
  });
  return {
    cache,
    wait: (ms: number) => (time += ms),
    change: () => (version += 1),
    asked: () => asked,
    get: () =>
      cache.get("k", async () => {
        asked += 1;
        return version < 0 ? undefined : { version };
      }),
    revoke: () => (version = -1),
  };
}

test("a hit is answered at once, without asking", async () => {
  const { get, asked } = aCache();
  await get();
  expect(get()).toEqual({ version: 0 });
  expect(asked()).toBe(1);
});

test("an answer older than the limit is never given", async () => {
  const { get, revoke, wait } = aCache();
  await get();
  revoke();
  wait(900);
  expect(await get()).toBeUndefined();
});

test("an ageing answer is renewed behind the asker's back", async () => {
  const { get, change, wait, asked } = aCache();
  await get();
  change();
  wait(400);
  expect(get()).toEqual({ version: 0 });
  expect(get()).toEqual({ version: 0 });
  await new Promise((resolve) => setImmediate(resolve));
  expect(get()).toEqual({ version: 1 });
  expect(asked()).toBe(2);
});

test("many askers at once make one question", async () => {
  const { get, asked } = aCache();
  await Promise.all([get(), get(), get()]);
  expect(asked()).toBe(1);
});

test("what was asked before forgetting is not remembered after it", async () => {
  const { cache, get, change, asked } = aCache();
  const before = get();
  cache.forget("k");
  change();
  await before;
  expect(await get()).toEqual({ version: 1 });
  expect(asked()).toBe(2);
});

test("what is not there is asked for each time", async () => {
  const { get, revoke, asked } = aCache();
  revoke();
  await get();
  await get();
  expect(asked()).toBe(2);
});

test("a clock that goes back makes answers stale, not immortal", async () => {
  const { get, wait, asked } = aCache();
  wait(10_000);
  await get();
  wait(-5_000);
  await get();
  expect(asked()).toBe(2);
});
