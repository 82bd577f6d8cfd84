import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type FreshDatabase, freshDatabase } from "../../../test/support/database.ts";
import type { TenantId } from "../../foundation/kernel/index.ts";
import { type Database, openDatabase } from "../../foundation/platform/database/index.ts";
import { conditionLocks } from "./condition-lock.ts";

const tenant = 1 as TenantId;
const idleMilliseconds = 400;
const patient = { waitMilliseconds: 30_000, aliveMilliseconds: 50 };
const impatient = { waitMilliseconds: 200, aliveMilliseconds: 50 };

let fresh: FreshDatabase;
let db: Database;
beforeAll(async () => {
  fresh = await freshDatabase();
  db = openDatabase(fresh.application, 12, {
    statementMilliseconds: 60_000,
    idleInTransactionMilliseconds: idleMilliseconds,
  });
});
afterAll(async () => {
  await db.close();
  await fresh.drop();
});

/** Work that ends when it is told to, and says when it has begun. */
function aTask() {
  const begun = Promise.withResolvers<void>();
  const ended = Promise.withResolvers<string>();
  const work = () => {
    begun.resolve();
    return ended.promise;
  };
  return { work, begun: begun.promise, end: ended.resolve };
}

test("a lock holds for as long as its work runs, though the server ends transactions that are idle for less", async () => {
  const here = conditionLocks(db, patient);
  const elsewhere = conditionLocks(db, patient);
  const long = aTask();
  const first = here(tenant, ["Patient"], long.work);
  await long.begun;
  let entered = false;
  const second = elsewhere(tenant, ["Patient"], async () => {
    entered = true;
    return "second";
  });
  await sleep(3 * idleMilliseconds);
  expect(entered).toBe(false);
  long.end("first");
  expect(await Promise.all([first, second])).toEqual(["first", "second"]);
});

test("what was done under a lock is answered, though the lock's connection was lost meanwhile", async () => {
  const silent = conditionLocks(db, { waitMilliseconds: 30_000, aliveMilliseconds: 60_000 });
  const outcome = await silent(tenant, ["Patient"], async () => {
    await sleep(3 * idleMilliseconds);
    return "done";
  });
  expect(outcome).toBe("done");
});

test("whoever waits too long is told to try again, in this process and in another, and does nothing", async () => {
  const here = conditionLocks(db, impatient);
  const elsewhere = conditionLocks(db, impatient);
  const long = [aTask(), aTask(), aTask()];
  const types = ["Patient", "Observation", "Encounter"] as const;
  const running = long.map(({ work }, index) => here(tenant, [types[index] ?? "Patient"], work));
  await Promise.all(long.map(({ begun }) => begun));
  const never = async () => {
    throw new Error("this must not run");
  };
  await expect(elsewhere(tenant, ["Patient"], never)).rejects.toMatchObject({ code: "chart/busy" });
  await expect(here(tenant, ["Condition"], never)).rejects.toMatchObject({ code: "chart/busy" });
  for (const { end } of long) end("done");
  expect(await Promise.all(running)).toEqual(["done", "done", "done"]);
  expect(await here(tenant, ["Condition"], async () => "next")).toBe("next");
});

test("what the work throws reaches its caller, and frees the lock", async () => {
  const locked = conditionLocks(db, impatient);
  const failing = locked(tenant, ["Patient"], () => Promise.reject(new RangeError("no")));
  await expect(failing).rejects.toThrow(RangeError);
  expect(await locked(tenant, ["Patient"], async () => "next")).toBe("next");
});
