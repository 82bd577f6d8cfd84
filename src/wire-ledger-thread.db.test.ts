import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { Worker } from "node:worker_threads";
import { freshDatabase } from "../test/support/database.ts";
import { type House, compose } from "./compose.ts";
import { verifyLedger } from "./custody/ledger/index.ts";
import { parseResourceId, type TenantId } from "./foundation/kernel/index.ts";
import { openDatabase } from "./foundation/platform/database/index.ts";
import { startLedgerThread } from "./wire-ledger-thread.ts";

// The ledger's thread is a real one here; elsewhere tests keep the ledger on their own.
const log: string[] = [];
const post = vi.spyOn(Worker.prototype, "postMessage");
const thread = () => (post.mock.contexts as Worker[]).findLast(({ threadName }) => threadName === "ledger");
let fresh: Awaited<ReturnType<typeof freshDatabase>>;
let house: House;
let tenant: TenantId;
/** How far the house's clock is ahead of the thread's. */
let ahead = 0;

const open = () =>
  compose({
    dataDirectory: fresh.dataDirectory,
    owner: fresh.owner,
    passphrase: undefined,
    now: () => Date.now() + ahead,
    publicOrigin: "https://wardbook.test",
    keepDaybook: true,
    ledgerThread: true,
    log: {
      info: () => undefined,
      warn: () => undefined,
      error: (error, message) => log.push(`${String(error)}: ${message}`),
    },
  });

beforeAll(async () => {
  fresh = await freshDatabase();
  house = await open();
  tenant = await house.keyring.createTenant({ name: "Clinic", shortName: "clinic", demonstration: false });
  house.ledger.start(async () => [tenant]);
});
afterAll(async () => {
  post.mockRestore();
  await house?.close();
  await fresh?.drop();
});

/** @param detail tells it from others */
function aLook(detail: string) {
  const actor = { kind: "system", id: `looker ${detail}`, name: "test" } as const;
  return {
    entry: { at: 1, action: "read" as const, actor, why: "administration", resources: [], count: 0, detail },
  };
}

const shown = async () => (await house.publication(tenant)).size;
const aPatient = parseResourceId("7d0f0a52-4c1a-4f6e-9c59-6f1b5a1f0001");

async function detailOf(entryId: string) {
  return (await house.ledgerReader.entry(tenant, entryId)).detail;
}

test("entries of many acts at once are each at their place, durable before they are anywhere else", async () => {
  const acts = Array.from({ length: 40 }, (_, act) =>
    Array.from({ length: 1 + (act % 3) }, (__, at) => aLook(`${act}.${at}`)),
  );
  const ids = await Promise.all(acts.map((act) => house.ledger.witness(tenant, act)));
  // The looker's name stands in the daybook sealed.
  const page = await readFile(join(fresh.dataDirectory, "ledger/daybook/page-a"));
  expect(page.includes("looker")).toBe(false);
  for (const [act, entries] of acts.entries())
    for (const [at, { entry }] of entries.entries()) expect(await detailOf(ids[act]?.[at] ?? "")).toBe(entry.detail);
  await expect.poll(shown).toBeGreaterThanOrEqual(ids.flat().length);
});

test("a map of heads comes back whole, and what was just witnessed is in it", async () => {
  const { ledger, publisher } = house;
  await ledger.witness(tenant, [{ ...aLook("late"), patient: aPatient }]);
  const { leaf, index } = await ledger.commitHeads(tenant, []);
  expect([Buffer.isBuffer(leaf), index]).toEqual([true, expect.any(Number)]);
  expect(await publisher.publish(tenant)).toBe(true);
  expect(await shown()).toBeGreaterThan(index);
  expect(await publisher.witnesses(tenant)).toEqual([]);
});

test("a question about an organisation that isn't there keeps its code", async () => {
  const nobody = 9_999 as TenantId;
  await expect(house.ledger.sequence(nobody)).rejects.toMatchObject({ code: "keyring/unknown-tenant" });
  await expect(house.ledger.witness(nobody, [aLook("lost")])).rejects.toMatchObject({
    code: "keyring/unknown-tenant",
  });
});

test("when the thread ends nothing is disclosed, what was acknowledged stays, and it is started again", async () => {
  const { db, keyring, anchor, ledger } = house;
  const [before = ""] = await ledger.witness(tenant, [aLook("before the end")]);
  await thread()?.terminate();
  await expect(ledger.witness(tenant, [aLook("while there is none")])).rejects.toThrow("thread ended");
  const again = await vi.waitFor(() => ledger.witness(tenant, [aLook("after it")]), { timeout: 10_000 });
  expect([await detailOf(before), await detailOf(again[0] ?? "")]).toEqual(["before the end", "after it"]);
  expect(log.join("\n")).toContain("it is started again");
  const { size } = await ledger.sequence(tenant);
  const steps = await Array.fromAsync(verifyLedger({ db, keyring, anchor }, tenant));
  expect(steps.at(-1)).toMatchObject({ state: "sound", total: size });
});

test("who closes the house and opens it again finds everything in its place", async () => {
  const [id = ""] = await house.ledger.witness(tenant, [aLook("at the close")]);
  await house.close();
  house = await open();
  expect(await detailOf(id)).toBe("at the close");
});

test("a thread that can't open what it needs keeps no connection of its attempts", async () => {
  const other = await freshDatabase();
  const administration = openDatabase(other.owner, 1);
  const { publisher } = startLedgerThread({
    database: other.application,
    root: { unwrap: () => Promise.reject(new Error("there is no root key")) },
    ledgerDirectory: other.dataDirectory,
    witnesses: join(other.dataDirectory, "no-policy"),
    daybookDirectory: undefined,
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
      await expect(publisher.publish(tenant)).rejects.toThrow("witness policy");
    await expect.poll(async () => (await connections()).length).toBe(0);
  } finally {
    await publisher.close();
    await administration.close();
    await other.drop();
  }
});

test("a pruning is declared by the thread and shown, and one that comes too early is told of by whoever checks", async () => {
  const { db, keyring, anchor, ledger, pruner, publisher } = house;
  const { size } = await ledger.sequence(tenant);
  await ledger.witness(
    tenant,
    Array.from({ length: 256 - (size % 256) }, (_, at) => aLook(`old ${at}`)),
  );
  await ledger.sequence(tenant);
  const [kept = ""] = await ledger.witness(tenant, [aLook("kept")]);
  await ledger.sequence(tenant);
  ahead = 8 * 366 * 86_400_000;
  const actor = { kind: "system", id: "test", name: "test" } as const;
  const steps = await Array.fromAsync(pruner.prune(tenant, { actor }, publisher.publish));
  ahead = 0;
  expect(steps.at(-1)).toMatchObject({ state: "done", span: { minIndex: size + 256 - (size % 256) } });
  expect(await detailOf(kept)).toBe("kept");
  const checked = await Array.fromAsync(verifyLedger({ db, keyring, anchor }, tenant));
  expect(checked.at(-1)).toMatchObject({
    state: "broken",
    finding: { code: "ledger/pruning-altered", message: expect.stringContaining("younger than it says") },
  });
});
