import { setImmediate } from "node:timers/promises";
import { expect, test } from "vitest";
import { anInstallation } from "../testing/installation.ts";
import { type SettingKind, settingWithin } from "./settings.ts";

const installation = await anInstallation();
const { identity, takeEvents } = installation;
const { tenant } = await installation.createOrganisation("Hill clinic");
const operator = { kind: "system", id: "console", name: "operator's console" } as const;

const list: SettingKind<readonly number[]> = {
  key: "list",
  parse: (stored) => (stored ?? []) as readonly number[],
};

test("of changes at one moment, in two processes, none is lost, and the ledger tells each as it was", async () => {
  const processes = [identity.settings, installation.anotherProcess().settings];
  // What they remember is what was there before.
  for (const settings of processes) expect(await settings.get(tenant, list)).toEqual([]);
  const numbers = [1, 2, 3, 4, 5, 6];
  const add = async (n: number) =>
    processes[n % 2]?.change(operator, tenant, list, (before) => ({
      value: [...before, n],
      detail: `${before.join(" ")} and ${n}`,
    }));
  const answers = await Promise.all(numbers.map(add));
  const stored = await installation.anotherProcess().settings.get(tenant, list);
  expect(stored.toSorted()).toEqual(numbers);
  const written = stored.map((n, index) => `list: ${stored.slice(0, index).join(" ")} and ${n}`);
  expect(takeEvents().map(({ detail }) => detail)).toEqual(written);
  expect(answers.find((answer) => answer?.length === numbers.length)).toEqual(stored);
  for (const settings of processes) expect(await settings.get(tenant, list)).toEqual(stored);
});

test("what the ledger can't tell, and what its module doesn't take, isn't changed", async () => {
  const add = () => identity.settings.change(operator, tenant, list, () => ({ value: [], detail: "emptied" }));
  installation.failEvents(true);
  await expect(add()).rejects.toThrow("the ledger is full");
  installation.failEvents(false);
  const strict = { ...list, parse: () => expect.fail("not a list") };
  await expect(
    identity.settings.change(operator, tenant, strict, () => ({ value: [], detail: "emptied" })),
  ).rejects.toThrow("not a list");
  expect(await installation.anotherProcess().settings.get(tenant, list)).toHaveLength(6);
});

test("a transaction that has asked for a setting isn't overtaken by a change, the very first one neither", async () => {
  const { database, keyring } = installation;
  const fresh = { ...list, key: "fresh" };
  const first = () =>
    identity.settings.change(operator, tenant, fresh, () => ({ value: [1], detail: "the first of them" }));
  const waits = `select 1 as waiting from pg_locks where locktype = 'advisory' and not granted
    and database = (select oid from pg_database where datname = current_database())`;
  const changing = await database.transaction(tenant, async (tx) => {
    expect(await settingWithin({ keyring }, tx, tenant, fresh)).toEqual([]);
    const change = first();
    while ((await database.installation.query(waits)).length === 0) await setImmediate();
    expect(await settingWithin({ keyring }, tx, tenant, fresh)).toEqual([]);
    return { change };
  });
  expect(await changing.change).toEqual([1]);
});
