import { afterAll, describe, expect, test } from "vitest";
import { type FreshDatabase, freshDatabase } from "../support/database.ts";
import { compareWorlds } from "./compare-worlds.ts";
import { describeDifference } from "./describe.ts";
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
      attempts: 0.2,
      open,
    });
    expect(compared.differences.map(describeDifference)).toEqual([]);
    expect(compared.requests).toBe(150);
    // A comparison of refusals alone would prove little.
    expect(compared.statuses.get(200) ?? 0).toBeGreaterThan(20);
    expect(compared.showing).toBeGreaterThan(5);
  });
});
