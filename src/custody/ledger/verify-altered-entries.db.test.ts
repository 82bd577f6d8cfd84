import { expect, test } from "vitest";
import { entryId } from "./batch.ts";
import { ledgersToTamper } from "./testing/ledgers-to-tamper.ts";

const { house, check, aLedger, entriesOf, flipEntries, flipWithHashes, remove } = await ledgersToTamper();

test("an altered byte of an entry is found and named", async () => {
  for (const ordinal of [0, 1, 2]) {
    const { tenant, at } = await aLedger();
    const { first, batch } = at(3);
    const { length } = await entriesOf(tenant, batch);
    const offset = Math.floor((length / 3) * ordinal) + 40;
    await flipEntries(tenant, batch, offset);
    expect(await check(tenant)).toMatchObject({
      state: "broken",
      checked: 7,
      total: 22,
      finding: { code: "ledger/entry-altered", index: first + ordinal, entryId: entryId(batch, ordinal) },
    });
  }
});

test("an altered length of an entry is found", async () => {
  const { tenant, at } = await aLedger();
  const { first, batch } = at(2);
  await flipEntries(tenant, batch, 11);
  expect(await check(tenant)).toMatchObject({
    state: "broken",
    finding: { code: "ledger/entry-altered", index: first },
  });
});

test("an entry that was altered together with its leaf hash is found", async () => {
  const { tenant, at } = await aLedger();
  const { first, batch } = at(4);
  await flipWithHashes(tenant, batch);
  expect(await check(tenant)).toMatchObject({
    state: "broken",
    finding: { code: "ledger/sequence-altered", index: first, entryId: entryId(batch, 0) },
  });
});

test("an entry that was removed is found", async () => {
  const { tenant, at } = await aLedger();
  const { first, batch } = at(5);
  await remove(tenant, batch, "batch");
  expect(await check(tenant)).toMatchObject({
    state: "broken",
    finding: { code: "ledger/entry-missing", index: first, entryId: entryId(batch, 0) },
  });
});

test("an entry that was removed with its place is found", async () => {
  for (const row of [0, 3]) {
    const { tenant, at } = await aLedger();
    const { first, batch } = at(row);
    await remove(tenant, batch, "batch and sequence");
    expect(await check(tenant)).toMatchObject({
      state: "broken",
      finding: { code: "ledger/entry-missing", index: first },
    });
  }
});

test("an entry that was removed and whose successors moved up is found", async () => {
  const { tenant, at } = await aLedger();
  const { first, batch } = at(3);
  await remove(tenant, batch, "batch and sequence");
  await house.sql(
    "update wardbook.ledger_sequence set first_index = first_index - 3 where tenant = $1 and first_index > $2",
    [tenant, first],
  );
  expect(await check(tenant)).toMatchObject({
    state: "broken",
    finding: { code: "ledger/sequence-altered", index: first, entryId: entryId(at(4).batch, 0) },
  });
});

test("the last of a row's entries can't be cut off, nor one be added", async () => {
  const cut = await aLedger();
  const { first, batch } = cut.at(2);
  await house.sql(
    "update wardbook.ledger_batch set entries = substr(entries, 1, length(entries) / 3 * 2) where tenant = $1 and batch = $2",
    [cut.tenant, batch],
  );
  expect(await check(cut.tenant)).toMatchObject({
    state: "broken",
    finding: { code: "ledger/entry-missing", index: first + 2, entryId: entryId(batch, 2) },
  });
  const grown = await aLedger();
  const place = grown.at(2);
  await house.sql(
    "update wardbook.ledger_batch set entries = entries || substr(entries, 1, length(entries) / 3) where tenant = $1 and batch = $2",
    [grown.tenant, place.batch],
  );
  expect(await check(grown.tenant)).toMatchObject({
    state: "broken",
    finding: { code: "ledger/entry-forged", index: place.first + 3, entryId: entryId(place.batch, 3) },
  });
});

test("two entries that changed places are found", async () => {
  const { tenant, at } = await aLedger();
  const [one, other] = [at(2), at(5)];
  const move = "update wardbook.ledger_sequence set first_index = $3 where tenant = $1 and batch = $2";
  await house.sql(move, [tenant, one.batch, 1_000_000]);
  await house.sql(move, [tenant, other.batch, one.first]);
  await house.sql(move, [tenant, one.batch, other.first]);
  expect(await check(tenant)).toMatchObject({
    state: "broken",
    finding: { code: "ledger/sequence-altered", index: one.first, entryId: entryId(other.batch, 0) },
  });
});

test("two rows whose entries were exchanged are found", async () => {
  const { tenant, at } = await aLedger();
  const [one, other] = [at(2), at(4)];
  await house.sql(
    `update wardbook.ledger_batch b set entries = o.entries from wardbook.ledger_batch o
     where b.tenant = $1 and o.tenant = $1 and ((b.batch = $2 and o.batch = $3) or (b.batch = $3 and o.batch = $2))`,
    [tenant, one.batch, other.batch],
  );
  expect(await check(tenant)).toMatchObject({
    state: "broken",
    finding: { code: "ledger/entry-altered", index: one.first, entryId: entryId(one.batch, 0) },
  });
});
