import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { lockDirectory } from "./directory-lock.ts";
import { aDirectory } from "../../../../test/support/directory.ts";

const nobodyServes = async () => false;
const somebodyServes = async () => true;

test("is held until it is let go", async () => {
  const directory = aDirectory();
  const unlock = await lockDirectory(directory, nobodyServes);
  await expect(lockDirectory(directory, nobodyServes)).rejects.toMatchObject({ code: "bundled-postgres/in-use" });
  unlock();
  await lockDirectory(directory, nobodyServes);
  expect(readdirSync(directory)).toEqual(["server.lock"]);
});

test("is taken over from a process number that somebody else has now", async () => {
  const directory = aDirectory();
  await leaveLock(directory, { startTicks: "1" });
  await lockDirectory(directory, somebodyServes);
});

test("is taken over when it holds nonsense", async () => {
  const directory = aDirectory();
  writeFileSync(join(directory, "server.lock"), "{");
  await lockDirectory(directory, nobodyServes);
});

test("asks the database when the holder lives in another process namespace", async () => {
  const directory = aDirectory();
  await leaveLock(directory, { namespace: "pid:[1]" });
  await expect(lockDirectory(directory, somebodyServes)).rejects.toMatchObject({ code: "bundled-postgres/in-use" });
  await lockDirectory(directory, nobodyServes);
});

test("doesn't remove a lock that has become somebody else's", async () => {
  const directory = aDirectory();
  const unlock = await lockDirectory(directory, nobodyServes);
  writeFileSync(join(directory, "server.lock"), "theirs");
  unlock();
  expect(existsSync(join(directory, "server.lock"))).toBe(true);
});

test("goes to one of many who ask at once", async () => {
  const directory = aDirectory();
  await leaveLock(directory, { startTicks: "1" });
  const results = await Promise.allSettled(Array.from({ length: 8 }, () => lockDirectory(directory, nobodyServes)));
  expect(results.filter((result) => result.status === "fulfilled")).toHaveLength(1);
});

async function leaveLock(directory: string, change: Record<string, string>): Promise<void> {
  const unlock = await lockDirectory(directory, nobodyServes);
  const path = join(directory, "server.lock");
  const text = readFileSync(path, "utf8");
  unlock();
  writeFileSync(path, JSON.stringify({ ...JSON.parse(text), ...change }));
}
