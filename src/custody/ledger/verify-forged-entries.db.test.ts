import { expect, test } from "vitest";
import { someEntries } from "../../../test/people/index.ts";
import { entryId } from "./batch.ts";
import { ledgersToTamper } from "./testing/ledgers-to-tamper.ts";

const { house, check, aLedger, forge, copy, entriesOf } = await ledgersToTamper();

test("a forged entry is found, gets no place, and holds nothing up", async () => {
  const { tenant, at } = await aLedger();
  const forged = at(7).batch + 5;
  const entries = await entriesOf(tenant, at(7).batch);
  const made = Buffer.concat([entries.subarray(0, 12), Buffer.alloc(entries.readInt32BE(8), 7)]);
  await forge(tenant, forged, made);
  expect(await check(tenant)).toMatchObject({
    state: "broken",
    checked: 22,
    finding: { code: "ledger/entry-forged", entryId: entryId(forged, 0) },
  });
  const process = house.anotherProcess();
  await process.ledger.witness(tenant, someEntries(2));
  expect(await process.ledger.sequence(tenant)).toMatchObject({ size: 24 });
  expect(house.forgeries).toContainEqual({ tenant, batch: forged });
  expect(await check(tenant)).toMatchObject({
    state: "broken",
    checked: 24,
    finding: { code: "ledger/entry-forged", entryId: entryId(forged, 0) },
  });
});

test("an entry under the number of no key is found, and gets no place", async () => {
  const { tenant, at } = await aLedger();
  const forged = at(7).batch + 5;
  const made = Buffer.alloc(12 + 60, 7);
  made.writeBigInt64BE(424_242n, 0);
  made.writeInt32BE(60, 8);
  await forge(tenant, forged, made);
  expect(await house.anotherProcess().ledger.sequence(tenant)).toMatchObject({ size: 22 });
  expect(await check(tenant)).toMatchObject({
    state: "broken",
    finding: { code: "ledger/entry-forged", entryId: entryId(forged, 0) },
  });
});

test("bytes that are no entries at all, put among them, are found", async () => {
  for (const entries of [Buffer.from("x"), Buffer.from("not a list of sealed entries")]) {
    const { tenant, at } = await aLedger();
    const forged = at(7).batch + 5;
    await forge(tenant, forged, entries);
    expect(await check(tenant)).toMatchObject({
      state: "broken",
      finding: { code: "ledger/entry-forged", entryId: entryId(forged, 0) },
    });
    const process = house.anotherProcess();
    expect(await process.ledger.sequence(tenant)).toMatchObject({ size: 22, more: false });
    expect(house.forgeries).toContainEqual({ tenant, batch: forged });
  }
});

test("a copy of a true entry under another number is found, and gets no place", async () => {
  const { tenant, at } = await aLedger();
  const copied = at(3).batch + 500_000;
  await copy({ tenant, batch: at(3).batch }, { tenant, batch: copied });
  expect(await check(tenant)).toMatchObject({
    state: "broken",
    finding: { code: "ledger/entry-forged", entryId: entryId(copied, 0) },
  });
  expect(await house.anotherProcess().ledger.sequence(tenant)).toMatchObject({ size: 22 });
});

test("a true entry of another organisation is none of this one's", async () => {
  const one = await aLedger();
  const other = await aLedger();
  const { batch } = one.at(2);
  await copy({ tenant: one.tenant, batch }, { tenant: other.tenant, batch: batch + 1_000_000 });
  expect(await check(other.tenant)).toMatchObject({ state: "broken", finding: { code: "ledger/entry-forged" } });
});

test("a forged place at the end is found", async () => {
  const { tenant, at } = await aLedger();
  const forged = at(7).batch + 5;
  await copy({ tenant, batch: at(7).batch }, { tenant, batch: forged });
  await house.sql(
    "insert into wardbook.ledger_sequence (tenant, first_index, batch, leaf_hashes, mac) select tenant, 22, $3, leaf_hashes, mac from wardbook.ledger_sequence where tenant = $1 and batch = $2",
    [tenant, at(7).batch, forged],
  );
  expect(await check(tenant)).toMatchObject({
    state: "broken",
    finding: { code: "ledger/sequence-altered", index: 22, entryId: entryId(forged, 0) },
  });
});
