import { join } from "node:path";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { Worker } from "node:worker_threads";
import { verifyLedger } from "./custody/ledger/index.ts";
import { freshDatabase } from "../test/support/database.ts";
import { type TestHouse, aHouse } from "../test/support/house.ts";
import { openDatabase } from "./foundation/platform/database/index.ts";
import { startLedgerThread } from "./wire-ledger-thread.ts";

// The ledger's thread is a real one here; elsewhere tests keep the ledger on their own.
let house: TestHouse;
const post = vi.spyOn(Worker.prototype, "postMessage");

beforeAll(async () => {
  house = await aHouse({ ledgerThread: true });
});
afterAll(async () => {
  post.mockRestore();
  await house?.end();
});

function aLook() {
  const actor = { kind: "system", id: "test", name: "test", role: undefined } as const;
  return {
    entry: {
      at: Date.now(),
      action: "read" as const,
      actor,
      why: "administration",
      from: undefined,
      requestId: undefined,
      resources: [],
      count: 0,
      detail: undefined,
    },
    patient: undefined,
  };
}

const shown = async () => (await house.house.publication(house.tenant)).size;

test("entries get their places and are shown to everybody, without anybody's asking", async () => {
  const { ledger } = house.house;
  await Promise.all([ledger.witness(house.tenant, [aLook(), aLook()]), ledger.witness(house.tenant, [aLook()])]);
  await expect.poll(shown).toBeGreaterThanOrEqual(3);
});

test("a map of heads comes back whole, and what was just witnessed is in it", async () => {
  const { ledger, publisher } = house.house;
  await ledger.witness(house.tenant, [aLook()]);
  const { leaf, index } = await ledger.commitHeads(house.tenant, []);
  expect([Buffer.isBuffer(leaf), index]).toEqual([true, expect.any(Number)]);
  expect(await publisher.publish(house.tenant)).toBe(true);
  expect(await shown()).toBeGreaterThan(index);
  expect(await publisher.witnesses(house.tenant)).toEqual([]);
});

test("a question about an organisation that isn't there keeps its code", async () => {
  await expect(house.house.ledger.sequence(9_999 as typeof house.tenant)).rejects.toMatchObject({
    code: "keyring/unknown-tenant",
  });
});

test("a thread that ends is told of and started again, and the ledger goes on and is sound", async () => {
  const { db, keyring, anchor, ledger, publisher } = house.house;
  await ledger.sequence(house.tenant);
  await publisher.publish(house.tenant);
  const before = await shown();
  const thread = (post.mock.contexts as Worker[]).find(({ threadName }) => threadName === "ledger");
  await thread?.terminate();
  await expect(ledger.sequence(house.tenant)).rejects.toThrow("thread ended");
  await ledger.witness(house.tenant, [aLook()]);
  await expect.poll(shown).toBeGreaterThan(before);
  expect(house.log.join("")).toContain("it is started again");
  const steps = await Array.fromAsync(verifyLedger({ db, keyring, anchor }, house.tenant));
  expect(steps.at(-1)).toMatchObject({ state: "sound", total: before + 1 });
});

test("a thread that can't open what it needs keeps no connection of its attempts", async () => {
  const fresh = await freshDatabase();
  const administration = openDatabase(fresh.owner, 1);
  const { publisher } = startLedgerThread({
    database: fresh.application,
    root: { unwrap: () => Promise.reject(new Error("there is no root key")) },
    ledgerDirectory: fresh.dataDirectory,
    witnesses: join(fresh.dataDirectory, "no-policy"),
    onAlarm: () => undefined,
    onForgery: () => undefined,
    onFailure: () => undefined,
  });
  const connections = () =>
    administration.installation.query(
      "select from pg_stat_activity where datname = current_database() and usename = 'wardbook_app'",
    );
  try {
    for (let attempt = 0; attempt < 3; attempt += 1)
      await expect(publisher.publish(house.tenant)).rejects.toThrow("witness policy");
    await expect.poll(async () => (await connections()).length).toBe(0);
  } finally {
    await publisher.close();
    await administration.close();
    await fresh.drop();
  }
});
