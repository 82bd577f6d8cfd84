import { afterAll, describe, expect, test } from "vitest";
import { type FreshDatabase, freshDatabase } from "../support/database.ts";
import { routesAsked } from "./asks/index.ts";
import { compareWorlds } from "./compare-worlds.ts";
import { describeDifference } from "./describe.ts";
import { notAsked, whyNotAsked } from "./not-asked.ts";
import { observers } from "./observers.ts";
import { openWorld } from "./world.ts";

const databases: FreshDatabase[] = [];
afterAll(async () => {
  for (const database of databases) await database.drop();
});

async function open() {
  const database = await freshDatabase();
  databases.push(database);
  return openWorld(database);
}

// The full length is `npm run test:two-worlds`: 20,000 requests.
describe("two worlds that differ only in what somebody may not see look the same to", () => {
  test.for(observers)("$name", async (observer) => {
    const compared = await compareWorlds({
      observer,
      seed: 1,
      size: { patients: 3, recordsEach: 6 },
      requests: 150,
      attempts: 0.3,
      open,
    });
    expect(compared.differences.map(describeDifference)).toEqual([]);
    expect(compared.requests).toBe(150);
    // A comparison of refusals alone would prove little.
    expect(compared.statuses.get(200) ?? 0).toBeGreaterThan(20);
    expect(compared.showing).toBeGreaterThan(3);
  });
});

test("every route is asked in two worlds, or is said not to be, and why", async () => {
  const world = await open();
  await world.close();
  const unasked: ReadonlySet<string> = new Set(["HEAD", "OPTIONS", "TRACE", "QUERY"]);
  const routes = world.routes.filter(({ method }) => !unasked.has(method)).map(({ method, url }) => `${method} ${url}`);
  const asked: ReadonlySet<string> = new Set(routesAsked);
  expect(routes.filter((route) => !asked.has(route) && whyNotAsked(route) === undefined)).toEqual([]);
  expect(routes.filter((route) => asked.has(route) && whyNotAsked(route) !== undefined)).toEqual([]);
  // What is gone leaves the lists, too.
  expect(routesAsked.filter((route) => !routes.includes(route))).toEqual([]);
  const rules = notAsked.flatMap(([, ...rest]) => rest).filter((rule) => !routes.some((route) => rule.test(route)));
  expect(rules.map(String)).toEqual([]);
});
