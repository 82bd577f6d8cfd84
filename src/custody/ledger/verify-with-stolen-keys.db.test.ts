import { expect, test } from "vitest";
import { entryId, plainEntry, sealBatch } from "./batch.ts";
import type { LedgerEntry } from "./index.ts";
import { hashLength } from "./merkle/index.ts";
import { ledgersToTamper } from "./testing/ledgers-to-tamper.ts";

const { house, check, aLedger, flipWithHashes, macAnew } = await ledgersToTamper();

test("who has the sequence's secret too can't change an entry that a checkpoint counts", async () => {
  const { tenant, at } = await aLedger();
  const { first, batch } = at(2);
  await flipWithHashes(tenant, batch);
  await macAnew(tenant);
  expect(await check(tenant)).toMatchObject({
    state: "broken",
    finding: { code: "ledger/entry-forged", index: first, entryId: entryId(batch, 0) },
  });
});

test("who has the sealing keys and the sequence's secret can't rewrite what a checkpoint counts", async () => {
  const { tenant, at } = await aLedger();
  const { batch } = at(3);
  const keys = await house.keyring.keys(tenant);
  const told: LedgerEntry = {
    at: 0,
    action: "read",
    actor: { kind: "person", id: "x", name: "Nobody" },
    why: "it never happened",
    resources: [],
    count: 0,
  };
  const rewritten = sealBatch(
    keys,
    batch,
    Array.from({ length: 3 }, () => ({ ...plainEntry({ entry: told }), under: keys.ledger })),
  );
  await house.sql("update wardbook.ledger_batch set entries = $3 where tenant = $1 and batch = $2", [
    tenant,
    batch,
    rewritten.entries,
  ]);
  await house.sql("update wardbook.ledger_sequence set leaf_hashes = $3 where tenant = $1 and batch = $2", [
    tenant,
    batch,
    Buffer.concat(rewritten.leafHashes),
  ]);
  await macAnew(tenant);
  expect(rewritten.leafHashes[0]).toHaveLength(hashLength);
  expect(await check(tenant)).toMatchObject({ state: "broken", finding: { code: "ledger/root-mismatch" } });
});
