import { expect, test } from "vitest";
import { someEntries } from "../../../test/people/index.ts";
import { flipByte, ledgersToTamper, nowhere } from "./testing/ledgers-to-tamper.ts";

const { house, check, aLedger, cutTail } = await ledgersToTamper();

test("a tail that was cut off without a trace in the database is found by the checkpoint outside", async () => {
  const { tenant, at } = await aLedger();
  await cutTail(tenant, at(6), ["batch", "sequence", "checkpoint"]);
  expect(await check(tenant)).toMatchObject({
    state: "broken",
    checked: 16,
    total: 22,
    finding: { code: "ledger/truncated", index: 16 },
  });
  expect(await check(tenant, nowhere)).toMatchObject({ finding: { code: "ledger/heads-altered" } });
  // Without the checkpoint outside and the heads nobody could tell, and the answer says so.
  await house.sql("delete from wardbook.ledger_head where tenant = $1", [tenant]);
  expect(await check(tenant, nowhere)).toMatchObject({
    state: "sound",
    checked: 16,
    total: 16,
    waiting: 0,
    anchored: false,
  });
});

test("a ledger that was emptied is found", async () => {
  const { tenant, at } = await aLedger();
  await cutTail(tenant, at(0), ["batch", "sequence", "checkpoint"]);
  expect(await check(tenant)).toMatchObject({
    state: "broken",
    checked: 0,
    finding: { code: "ledger/truncated", index: 0 },
  });
});

test("a tail that was cut off below its checkpoints is found without the one outside", async () => {
  const { tenant, at } = await aLedger();
  await cutTail(tenant, at(6), ["batch", "sequence"]);
  expect(await check(tenant, nowhere)).toMatchObject({
    state: "broken",
    finding: { code: "ledger/truncated", index: 16 },
  });
});

test("places that were cut off while the entries stayed are found", async () => {
  const { tenant, at } = await aLedger();
  await cutTail(tenant, at(6), ["sequence", "checkpoint"]);
  expect(await check(tenant)).toMatchObject({ state: "broken", finding: { code: "ledger/truncated", index: 16 } });
});

test("a shortened ledger is not signed over: what shows the cut stays", async () => {
  const { tenant, at } = await aLedger();
  await cutTail(tenant, at(6), ["batch", "sequence", "checkpoint"]);
  const before = await house.anchor.load(tenant);
  const process = house.anotherProcess();
  await process.ledger.witness(tenant, someEntries(9));
  await expect(process.ledger.sequence(tenant)).rejects.toMatchObject({ code: "ledger/not-as-signed" });
  await process.close();
  expect(await house.anchor.load(tenant)).toBe(before);
  expect(await check(tenant)).toMatchObject({ state: "broken", finding: { code: "ledger/truncated", index: 16 } });
});

test("a process that was running while the ledger was shortened doesn't sign over it either", async () => {
  const { tenant, at } = await aLedger();
  const process = house.anotherProcess();
  await process.ledger.witness(tenant, someEntries(1));
  await process.ledger.sequence(tenant);
  await cutTail(tenant, at(6), ["batch", "sequence", "checkpoint"]);
  await process.ledger.witness(tenant, someEntries(9));
  await expect(process.ledger.sequence(tenant)).rejects.toMatchObject({ code: "ledger/not-as-signed" });
  await process.close();
  expect(await check(tenant)).toMatchObject({ state: "broken", finding: { code: "ledger/truncated", index: 16 } });
});

test("an altered leaf is not signed over after a restart", async () => {
  const { tenant, at } = await aLedger();
  await house.sql(
    `update wardbook.ledger_sequence set leaf_hashes = ${flipByte("leaf_hashes")} where tenant = $1 and batch = $2`,
    [tenant, at(1).batch, 3],
  );
  const process = house.anotherProcess();
  await process.ledger.witness(tenant, someEntries(1));
  await expect(process.ledger.sequence(tenant)).rejects.toMatchObject({ code: "ledger/not-as-signed" });
  await process.close();
});
