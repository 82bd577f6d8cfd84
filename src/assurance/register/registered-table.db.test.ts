import { expect, test } from "vitest";
import { aHouse, anOrganisation } from "../../../test/people/index.ts";
import { registeredTable } from "./registered-table.ts";

const table = registeredTable<{ readonly id: string }>({
  name: "proxy",
  idOf: ({ id }) => id,
  readable: ({ id }) => id,
  saysSo: () => true,
  unreadable: () => ({ id: "unreadable" }),
});

const house = await aHouse();

test("a row that is written while somebody looks for what was taken out counts as there, then and later", async () => {
  const tenant = await anOrganisation(house);
  const vault = await house.keyring.vault(tenant);
  const present = new Set<string>();
  const noted = Promise.withResolvers<void>();
  const looking = Promise.withResolvers<void>();
  const writing = house.db.transaction(tenant, async (tx) => {
    await table.note(tx, tenant, vault, { id: "a" });
    noted.resolve();
    await looking.promise;
    present.add("a");
  });
  await noted.promise;
  const taken = house.db.transaction(tenant, (tx) => {
    const found = table.takenAway(tx, tenant, vault, async () => [...present]);
    looking.resolve();
    return found;
  });
  await writing;
  expect(await taken).toEqual([]);
  const read = () => house.db.transaction(tenant, (tx) => table.read(tx, tenant, vault, async () => [{ id: "a" }]));
  expect(await read()).toEqual([{ id: "a" }]);
  // One that is gone is told once, and counts no more when it comes back.
  const look = () => house.db.transaction(tenant, (tx) => table.takenAway(tx, tenant, vault, async () => []));
  expect([await look(), await look()]).toEqual([["a"], []]);
  expect(await read()).toEqual([{ id: "unreadable" }]);
});
