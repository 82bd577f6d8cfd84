import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { parseTenantId } from "../../foundation/kernel/index.ts";
import { type LedgerAlarm, alarmFiles } from "./alarm-file.ts";
import { mirrorFiles } from "./mirror-file.ts";
import { openMirror } from "./mirror.ts";
import { aPublishedLog, memoryStore } from "./testing/log-to-mirror.ts";

const root = mkdtempSync(join(tmpdir(), "wardbook-mirrors-"));
afterAll(() => rmSync(root, { recursive: true }));
let counted = 0;
const tenant = parseTenantId(1);

async function aMirror() {
  const directory = join(root, String((counted += 1)));
  const log = await aPublishedLog(directory);
  const memory = memoryStore();
  const raised: LedgerAlarm[] = [];
  const failures: unknown[] = [];
  const standings = mirrorFiles(`${directory}-kept`);
  const clock = { now: 1_000_000 };
  const open = () =>
    openMirror({
      keysOf: async () => log,
      now: () => clock.now,
      random: () => 1,
      directory,
      store: memory.store,
      entries: undefined,
      standings,
      alarms: alarmFiles(`${directory}-alarms`),
      onAlarm: (_, alarm) => raised.push(alarm),
      onFailure: (error) => failures.push(error),
    });
  let mirror = open();
  return {
    log,
    ...memory,
    codes: () => raised.map(({ code }) => code),
    failures,
    standing: () => standings.load(tenant),
    restart: () => (mirror = open()),
    /** Lets time go by, and looks whose turn it is. @returns what was asked of the store */
    async after(seconds: number) {
      clock.now += seconds * 1000;
      memory.asked.length = 0;
      await mirror.keepDue([tenant]);
      return memory.asked.length;
    },
  };
}

test("a mirror follows once a minute, and says how far it is", async () => {
  const { log, after, standing, codes, failures } = await aMirror();
  expect(await after(0)).toBe(0);
  expect(await standing()).toBeUndefined();
  await log.publish(300);
  expect(await after(5)).toBeGreaterThan(0);
  expect(await standing()).toEqual({ name: "s3://ledgers/hill", size: 300, keptAt: 1_005_000, problem: undefined });
  await log.publish(301);
  expect(await after(59)).toBe(0);
  expect(await after(1)).toBeGreaterThan(0);
  expect(await standing()).toMatchObject({ size: 301, keptAt: 1_065_000 });
  expect([codes(), failures]).toEqual([[], []]);
});

test("a mirror that fails is asked ever less often, and what it lacks is known meanwhile", async () => {
  const { log, after, standing, trouble, failures, asked } = await aMirror();
  await log.publish(300);
  await after(0);
  await log.publish(600);
  trouble.error = new Error("nothing answers");
  const waits: number[] = [];
  await after(60);
  for (let wait = 1; waits.length < 5; wait += 1) {
    const before = failures.length;
    await after(1);
    if (failures.length === before) continue;
    waits.push(wait);
    wait = 0;
  }
  expect(waits).toEqual([10, 20, 40, 80, 160]);
  expect(asked).toEqual([]);
  expect(await standing()).toMatchObject({ size: 300, keptAt: 1_000_000, problem: expect.stringContaining("the log") });
  trouble.error = undefined;
  await after(1_800);
  expect(await standing()).toMatchObject({ size: 600, problem: undefined });
});

test("a mirror that holds something else, or has lost something, is an alarm once", async () => {
  const { log, after, standing, objects, codes, restart } = await aMirror();
  await log.publish(300);
  await after(0);
  const tile = `${log.folder}/tile/0/001.p/44`;
  const whole = objects.get(tile) ?? [];
  objects.set(tile, [...whole, Buffer.from("something else")]);
  await log.publish(310);
  restart();
  for (const seconds of [0, 3_600]) await after(seconds);
  expect(codes()).toEqual(["ledger/mirror-differs"]);
  expect(await standing()).toMatchObject({ size: 300, problem: expect.stringContaining(tile) });
  expect(objects.get(`${log.folder}/checkpoint`)).toHaveLength(1);

  // Mended, and then emptied: what was put is put again, and the alarm stays.
  objects.set(tile, whole);
  await after(3_600);
  expect(await standing()).toMatchObject({ size: 310, problem: undefined });
  objects.clear();
  await after(60);
  expect(codes()).toEqual(["ledger/mirror-differs", "ledger/mirror-lost"]);
  expect(objects.has(tile.replace(/44$/, "54"))).toBe(true);
});
