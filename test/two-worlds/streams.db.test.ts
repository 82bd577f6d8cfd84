import { afterAll, expect, test } from "vitest";
import { type FreshDatabase, freshDatabase } from "../support/database.ts";
import { aHold, anEnquiry, clinicOf } from "./clinic.ts";
import type { Made } from "./making.ts";
import { observers } from "./observers.ts";
import { planOf } from "./plan.ts";
import { people } from "./population.ts";
import { seededRandom } from "./random.ts";
import { asking, hour, start } from "./times.ts";
import { openWorld } from "./world.ts";

let database: FreshDatabase | undefined;
afterAll(async () => database?.drop());

const plan = planOf(1, { patients: 2, recordsEach: 8 });
const random = seededRandom(7);
const { directory } = plan;
const { clinic, facilities } = directory;
const put = (resource: Made, index: number) => ({ at: start + index * 60_000, kind: "put", resource }) as const;

test("who is held to a site hears nothing of what happens at another, and hears of their own", async () => {
  database = await freshDatabase();
  const world = await openWorld(database);
  try {
    await world.happen(
      [
        ...clinicOf(directory, random),
        ...facilities.map((id) => ({ resourceType: "Organization", id, active: true }) as unknown as Made),
      ].map(put),
    );
    const bound = observers.filter(({ name }) => name.startsWith("a front desk of one of two sites"));
    const free = observers.filter(({ name }) => name.startsWith("a front desk that sees nothing of care"));
    expect([bound.length, free.length]).toEqual([1, 1]);
    const listen = async (path: string) =>
      Promise.all([...bound, ...free].map(async ({ facts }) => world.listen(facts(plan), path)));
    const [live, freeLive] = await listen("/api/live");
    const [messages] = await listen("/api/messages/live");
    for (const page of [live, freeLive, messages]) await page?.until("hello");
    const at = asking + hour;
    const hidden = people({
      random,
      directory,
      facility: facilities[1],
      patients: plan.doubtful.patients,
      recordsEach: 8,
      others: [],
      from: at,
      stepMilliseconds: 60_000,
    }).filter((one) => one.kind === "put" && /^(?:Patient|Communication)$/.test(one.resource.resourceType));
    const elsewhere = { kind: clinic.kind, branch: clinic.otherBranch };
    await world.happen([
      ...hidden,
      put(anEnquiry(random, plan.doubtful.records[0] ?? "", clinic.otherBranch), 9),
      put(aHold(random, plan.doubtful.records[1] ?? "", elsewhere), 10),
    ]);
    const heardFree = await freeLive?.until(clinic.otherBranch);
    expect(heardFree).toContain(`event: enquiries\ndata: {"branchIds":["${clinic.otherBranch}"]}`);
    await world.happen([
      put(anEnquiry(random, plan.doubtful.records[2] ?? "", clinic.branch), 11),
      put(aHold(random, plan.doubtful.records[3] ?? "", clinic), 12),
    ]);
    const heard = await live?.until(`event: board`);
    expect(heard).toContain(clinic.branch);
    expect(heard).not.toContain(clinic.otherBranch);
    expect(await messages?.until("hello")).not.toContain("event: messages");
  } finally {
    await world.close();
  }
});
