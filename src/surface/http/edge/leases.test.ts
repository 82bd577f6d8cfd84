import { expect, test } from "vitest";
import { type Take, createLeases } from "./leases.ts";

const limit = 1_000;
const windowMilliseconds = 60_000;

/** A budget that several processes share, with a clock to turn. */
function aSharedBudget() {
  let time = 0;
  let asked = 0;
  const used = new Map<string, { points: number; resetAt: number }>();
  const take: Take = async (payer, points, most) => {
    asked += 1;
    const key = `${payer} ${most}`;
    const known = used.get(key);
    const row =
      known === undefined || known.resetAt <= time ? { points: 0, resetAt: time + windowMilliseconds } : known;
    used.set(key, row);
    const granted = Math.max(0, Math.min(points, most - row.points));
    row.points += points;
    return { granted, remaining: Math.max(0, most - row.points), resetAt: row.resetAt };
  };
  return {
    aProcess: () => createLeases({ take, limit, windowMilliseconds, now: () => time }),
    wait: (milliseconds: number) => {
      time += milliseconds;
    },
    asked: () => asked,
  };
}

test("one process gets its budget and no more, with few questions to the database", async () => {
  const { aProcess, asked } = aSharedBudget();
  const count = aProcess();
  let allowed = 0;
  for (let n = 0; n < 2 * limit; n += 1) if ((await count("a")).left >= 0) allowed += 1;
  expect(allowed).toBe(limit);
  expect(asked()).toBeLessThanOrEqual(60);
});

test("several processes share one budget, to within a lot each", async () => {
  const { aProcess } = aSharedBudget();
  const processes = [aProcess(), aProcess(), aProcess()];
  let allowed = 0;
  for (let n = 0; n < limit; n += 1) for (const count of processes) if ((await count("a")).left >= 0) allowed += 1;
  expect(allowed).toBeGreaterThan(limit * 0.9);
  expect(allowed).toBeLessThanOrEqual(limit + 3 * (limit / 50));
});

test("another key is not held up, and the next window begins anew", async () => {
  const { aProcess, wait } = aSharedBudget();
  const count = aProcess();
  for (let n = 0; n < 2 * limit; n += 1) await count("a");
  expect((await count("a")).left).toBeLessThan(0);
  expect((await count("b")).left).toBeGreaterThanOrEqual(0);
  wait(windowMilliseconds);
  expect((await count("a")).left).toBeGreaterThanOrEqual(0);
});

test.each([
  ["raised", 2_000],
  ["lowered", 200],
  ["lowered to a small one", 20],
])(
  "a budget that is %s in the middle of a window holds in every process from its next request on",
  async (_how, set) => {
    const { aProcess } = aSharedBudget();
    const processes = [aProcess(), aProcess()];
    for (let n = 0; n < limit; n += 1) for (const count of processes) await count("a");
    let allowed = 0;
    for (let n = 0; n < set; n += 1)
      for (const count of processes) if ((await count("a", 1, set)).left >= 0) allowed += 1;
    expect(allowed).toBeGreaterThan(set * 0.9);
    expect(allowed).toBeLessThanOrEqual(set + 2 * (set / 50));
    // Whoever has the usual one is not touched.
    for (const count of processes) expect((await count("b")).left).toBeGreaterThanOrEqual(0);
  },
);

test("requests that come at once are all counted", async () => {
  const { aProcess } = aSharedBudget();
  const count = aProcess();
  const standings = await Promise.all(
    Array.from({ length: 3 * limit }, async () => {
      const { left } = await count("a");
      return left >= 0;
    }),
  );
  expect(standings.filter(Boolean).length).toBeLessThanOrEqual(limit + limit / 50);
  expect((await count("a")).left).toBeLessThan(0);
});

test("a small budget is exact, over all processes", async () => {
  let points = 0;
  const take: Take = async () => ({ granted: ++points <= 5 ? 1 : 0, remaining: Math.max(0, 5 - points), resetAt: 1 });
  const options = { take, limit: 5, windowMilliseconds, now: () => 0 };
  const processes = [createLeases(options), createLeases(options)];
  const standings = await Promise.all(Array.from({ length: 10 }, async (_, n) => processes[n % 2]?.("a")));
  expect(standings.filter((standing) => (standing?.left ?? -1) >= 0)).toHaveLength(5);
});

test("a budget that can't be asked is told to who has to wait for it, and asked again", async () => {
  const away = new Error("the database is away");
  let isAway = true;
  const take: Take = async (_key, points) => {
    if (isAway) throw away;
    return { granted: points, remaining: limit - points, resetAt: windowMilliseconds };
  };
  const count = createLeases({ take, limit, windowMilliseconds, now: () => 0 });
  // The first lot is lent.
  for (let n = 0; n < limit / 50; n += 1) expect((await count("a")).left).toBeGreaterThanOrEqual(0);
  await expect(async () => count("a")).rejects.toBe(away);
  isAway = false;
  expect((await count("a")).left).toBeGreaterThanOrEqual(0);
});
