import { expect, test } from "vitest";
import { anOrganisation, someEntries } from "../../../test/people/index.ts";
import { ledgersToTamper } from "./testing/ledgers-to-tamper.ts";

const { house, check, aLedger } = await ledgersToTamper();

test("a ledger that is written to while it is checked is sound", async () => {
  const { tenant } = await aLedger();
  const process = house.anotherProcess();
  let checking = true;
  const writing = (async () => {
    while (checking) {
      await process.ledger.witness(tenant, someEntries(5));
      await process.ledger.sequence(tenant);
    }
  })();
  for (let round = 0; round < 5; round += 1) expect(await check(tenant)).toMatchObject({ state: "sound" });
  checking = false;
  await writing;
});

test("an empty ledger is sound", async () => {
  expect(await check(await anOrganisation(house))).toEqual({
    state: "sound",
    checked: 0,
    total: 0,
    waiting: 0,
    anchored: false,
    pruned: 0,
  });
});

test("an act that touches nothing leaves no row, and the database takes no empty one", async () => {
  const { tenant } = await aLedger();
  const process = house.anotherProcess();
  expect(await process.ledger.witness(tenant, [])).toEqual([]);
  expect(await process.db.transaction(tenant, (tx) => process.ledger.append(tx, tenant, []))).toEqual([]);
  const empty = "insert into wardbook.ledger_batch (tenant, batch, entries, tokens) values ($1, 1, ''::bytea, '{}')";
  await expect(house.sql(empty, [tenant])).rejects.toMatchObject({ code: "23514" });
  expect(await check(tenant)).toMatchObject({ state: "sound", checked: 22 });
});
