import { expect, test } from "vitest";
import { aHouse, anOrganisation } from "../../../test/people/index.ts";
import type { Transaction } from "../../foundation/platform/database/index.ts";
import { registerItself, registeredTable } from "./registered-table.ts";

interface Row {
  readonly id: string;
  readonly says: string;
}

const house = await aHouse();

/** A table of its own, and what a superuser does to it. */
async function aTable() {
  const tenant = await anOrganisation(house);
  const vault = await house.keyring.vault(tenant);
  const there = new Map<string, Row>();
  const table = registeredTable<Row>({
    name: "proxy",
    ids: async () => [...there.keys()],
    find: async (_db, _tenant, id) => there.get(id),
    idOf: ({ id }) => id,
    readable: ({ says }) => says,
    saysSo: () => true,
    unreadable: ({ id }) => ({ id, says: "unreadable" }),
  });
  const inTransaction = <T>(work: (tx: Transaction) => Promise<T>) => house.db.transaction(tenant, work);
  return {
    tenant,
    there,
    note: (row: Row, meanwhile: () => Promise<void> = async () => undefined) =>
      inTransaction(async (tx) => {
        await table.note(tx, tenant, vault, row);
        await meanwhile();
        there.set(row.id, row);
      }),
    taken: () => inTransaction((tx) => table.takenAway(tx, tenant, vault)),
    read: async (row: Row) => {
      const [read] = await inTransaction((tx) => table.read(tx, tenant, vault, async () => [row]));
      return read?.says;
    },
    whole: async () => {
      const told: string[] = [];
      return { isWhole: await table.isWhole(house.db, tenant, vault, (id) => told.push(id)), told };
    },
    garbleRegister: () => house.sql("update wardbook.row_register set sealed = '\\x00' where tenant = $1", [tenant]),
    dropRegister: () => house.sql("delete from wardbook.row_register where tenant = $1", [tenant]),
  };
}

test("a row that is written while somebody looks for what was taken out counts as there, then and later", async () => {
  const { note, taken, read } = await aTable();
  const row = { id: "a", says: "one" };
  const noted = Promise.withResolvers<void>();
  const looking = Promise.withResolvers<void>();
  const writing = note(row, () => {
    noted.resolve();
    return looking.promise;
  });
  await noted.promise;
  const found = taken();
  looking.resolve();
  await writing;
  expect(await found).toEqual([]);
  expect(await read(row)).toBe("one");
});

test("one that is gone is told once, and counts no more when it comes back", async () => {
  const { there, note, taken, read, whole } = await aTable();
  const row = { id: "a", says: "one" };
  await note(row);
  expect(await whole()).toEqual({ isWhole: true, told: [] });
  there.delete("a");
  expect([await taken(), await taken()]).toEqual([["a"], []]);
  expect(await read(row)).toBe("unreadable");
  expect(await whole()).toEqual({ isWhole: false, told: [] });
});

for (const how of ["garbleRegister", "dropRegister"] as const)
  test(`a register that was ${how === "dropRegister" ? "taken out" : "altered"} vouches for nothing of before, is told once, and for what is written from then on`, async () => {
    const one = await aTable();
    const [first, last, other] = [
      { id: "a", says: "one" },
      { id: "a", says: "two" },
      { id: "b", says: "three" },
    ];
    for (const row of [first, last, other]) await one.note(row);
    await one[how]();
    // With a row that it spoke of.
    one.there.delete("b");
    expect([await one.read(first), await one.read(last)]).toEqual(["unreadable", "unreadable"]);
    expect(await one.whole()).toEqual({ isWhole: false, told: [registerItself] });
    expect(await one.whole()).toEqual({ isWhole: false, told: [] });
    const newcomer = { id: "c", says: "four" };
    await one.note(newcomer);
    expect([await one.read(newcomer), await one.read(last)]).toEqual(["four", "unreadable"]);
    expect(await one.taken()).toEqual([]);
  });

test("what is written before anybody looked hides nothing of it", async () => {
  const { there, note, taken, read, dropRegister } = await aTable();
  const [row, newcomer] = [
    { id: "a", says: "one" },
    { id: "c", says: "two" },
  ];
  await note(row);
  await note({ id: "b", says: "gone" });
  await dropRegister();
  there.delete("b");
  await note(newcomer);
  expect([await read(row), await read(newcomer)]).toEqual(["unreadable", "two"]);
  expect(await taken()).toEqual([registerItself]);
});
