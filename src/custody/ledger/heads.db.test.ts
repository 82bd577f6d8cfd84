import { expect, test } from "vitest";
import { aHouse, anOrganisation, aClinician, aPatient, someEntries } from "../../../test/people/index.ts";
import type { TenantId } from "../../foundation/kernel/index.ts";
import { verifyLedger } from "./index.ts";

const house = await aHouse();
const { chart, ledger, keyring, db, anchor } = house;

async function aChart() {
  const tenant = await anOrganisation(house);
  const { value } = await chart.create(aClinician(tenant), "Patient", aPatient());
  await ledger.witness(tenant, someEntries(3, value.id));
  await ledger.witness(tenant, someEntries(2));
  await ledger.sequence(tenant);
  return { tenant, patient: value.id };
}

const check = async (tenant: TenantId) => (await Array.fromAsync(verifyLedger({ db, keyring, anchor }, tenant))).at(-1);
const heads = (tenant: TenantId) =>
  house.sql<{ key_no: string; slot: string; count: string; last_index: string; head: Buffer; mac: Buffer }>(
    "select * from wardbook.ledger_head where tenant = $1 order by slot",
    [tenant],
  );

test("a map is committed ten minutes after an entry that none counts, and none while nothing happens", async () => {
  const { tenant } = await aChart();
  const size = async () => (await ledger.sequence(tenant)).size;
  expect(await size()).toBe(6);
  house.wait(599_999);
  expect(await size()).toBe(6);
  house.wait(1);
  expect(await size()).toBe(7);
  house.wait(6_000_000);
  expect(await size()).toBe(7);
  // A process that starts anew knows how long the oldest of them has waited.
  await ledger.witness(tenant, someEntries(1));
  await ledger.sequence(tenant);
  house.wait(600_000);
  expect((await house.anotherProcess().ledger.sequence(tenant)).size).toBe(9);
  expect((await heads(tenant)).map(({ slot, count }) => [slot, count])).toEqual([
    ["-1", "2"],
    ["0", "4"],
    ["1", "3"],
  ]);
  expect(await check(tenant)).toMatchObject({ state: "sound", checked: 9 });
});

test("heads of a ledger that is older than they are made from its entries, and are the same", async () => {
  const { tenant } = await aChart();
  await ledger.commitHeads(tenant, []);
  await ledger.witness(tenant, someEntries(1));
  await ledger.sequence(tenant);
  const before = await heads(tenant);
  await house.sql("delete from wardbook.ledger_head where tenant = $1", [tenant]);
  expect(await check(tenant)).toMatchObject({ state: "sound" });
  await house.anotherProcess().ledger.sequence(tenant);
  expect(await heads(tenant)).toEqual(before);
});

test("heads that are deleted under a running process are made anew, by several processes at once too", async () => {
  const { tenant } = await aChart();
  for (let row = 0; row < 450; row += 1)
    await db.transaction(tenant, (tx) => ledger.append(tx, tenant, someEntries(1)));
  await ledger.sequence(tenant);
  const before = await heads(tenant);
  await house.sql("delete from wardbook.ledger_head where tenant = $1", [tenant]);
  const others = [house.anotherProcess().ledger, house.anotherProcess().ledger];
  await Promise.all(others.map((other) => other.sequence(tenant)));
  expect(await heads(tenant)).toEqual(before);

  await house.sql("delete from wardbook.ledger_head where tenant = $1", [tenant]);
  await Promise.all([ledger, ...others].map((one) => one.witness(tenant, someEntries(1))));
  await Promise.all([ledger, ...others].map((one) => one.sequence(tenant)));
  expect((await heads(tenant)).map(({ slot, count }) => [slot, count])).toEqual([
    ["0", "4"],
    ["1", "455"],
  ]);
  await ledger.commitHeads(tenant, []);
  expect(await check(tenant)).toMatchObject({ state: "sound", checked: 460 });
});

test("a head that is put back, or changed, is named, and no map is committed over it", async () => {
  const { tenant, patient } = await aChart();
  const [old] = await heads(tenant);
  await ledger.witness(tenant, someEntries(1, patient));
  await ledger.witness(tenant, someEntries(1));
  await ledger.sequence(tenant);
  await house.sql(
    "update wardbook.ledger_head set count = $3, last_index = $4, head = $5, mac = $6 where tenant = $1 and key_no = $2",
    [tenant, old?.key_no, old?.count, old?.last_index, old?.head, old?.mac],
  );
  expect(await check(tenant)).toMatchObject({
    state: "broken",
    finding: { code: "ledger/heads-altered", message: expect.stringContaining(`key ${old?.key_no} was put back`) },
  });
  await expect(ledger.commitHeads(tenant, [])).rejects.toMatchObject({ code: "ledger/heads-altered" });
});
