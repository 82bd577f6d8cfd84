import { expect, test } from "vitest";
import { aClinician, aHouse, anOrganisation, aPatient, someEntries } from "../../../test/people/index.ts";
import type { TenantId } from "../../foundation/kernel/index.ts";
import { entryId, sealBatch } from "./batch.ts";
import { leafHashesOf } from "./batch-contents.ts";
import { type CheckpointAnchor, type LedgerEntry, verifyLedger } from "./index.ts";
import { hashLength } from "./merkle/index.ts";
import { logSigner } from "./log-identity.ts";
import { firstMac, sequenceMac } from "./sequence-mac.ts";
import { formatCheckpoint, signNote } from "./verify/index.ts";

const house = await aHouse();
const nowhere: CheckpointAnchor = { save: async () => undefined, load: async () => undefined };

async function check(tenant: TenantId, anchor = house.anchor) {
  const { db, keyring } = house.anotherProcess();
  const steps = await Array.fromAsync(verifyLedger({ db, keyring, anchor }, tenant));
  return steps.at(-1);
}

/** Seven batches of three entries each under four checkpoints, written by a process that is gone. */
async function aLedger() {
  const tenant = await anOrganisation(house);
  const process = house.anotherProcess();
  const { value: patient } = await process.chart.create(aClinician(tenant), "Patient", aPatient());
  await process.ledger.sequence(tenant);
  for (const batches of [2, 3, 2]) {
    for (let n = 0; n < batches; n += 1)
      await process.ledger.witness(tenant, someEntries(3, n % 2 === 0 ? patient.id : undefined));
    await process.ledger.sequence(tenant);
  }
  await process.close();
  const rows = await house.sql<{ first_index: string; batch: string }>(
    "select first_index, batch from wardbook.ledger_sequence where tenant = $1 order by first_index",
    [tenant],
  );
  const places = rows.map(({ first_index, batch }) => ({ first: Number(first_index), batch: Number(batch) }));
  expect(places.map(({ first }) => first)).toEqual([0, 1, 4, 7, 10, 13, 16, 19]);
  expect(await check(tenant)).toEqual({ state: "sound", checked: 22, total: 22, waiting: 0, anchored: true });
  const at = (row: number) => places[row] ?? { first: -1, batch: -1 };
  return { tenant, patient: patient.id, at };
}

const flip = (column: string) => `set_byte(${column}, $3, get_byte(${column}, $3) # 1)`;

test("an altered byte of an entry is found and named", async () => {
  for (const ordinal of [0, 1, 2]) {
    const { tenant, at } = await aLedger();
    const { first, batch } = at(3);
    const [{ length } = { length: 0 }] = await house.sql<{ length: number }>(
      "select length(entries) as length from wardbook.ledger_batch where tenant = $1 and batch = $2",
      [tenant, batch],
    );
    const offset = Math.floor((length / 3) * ordinal) + 40;
    await house.sql(`update wardbook.ledger_batch set entries = ${flip("entries")} where tenant = $1 and batch = $2`, [
      tenant,
      batch,
      offset,
    ]);
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
  await house.sql(`update wardbook.ledger_batch set entries = ${flip("entries")} where tenant = $1 and batch = $2`, [
    tenant,
    batch,
    11,
  ]);
  expect(await check(tenant)).toMatchObject({
    state: "broken",
    finding: { code: "ledger/entry-altered", index: first },
  });
});

test("an entry that was altered together with its leaf hash is found", async () => {
  const { tenant, at } = await aLedger();
  const { first, batch } = at(4);
  await house.sql(`update wardbook.ledger_batch set entries = ${flip("entries")} where tenant = $1 and batch = $2`, [
    tenant,
    batch,
    50,
  ]);
  const [{ entries } = { entries: Buffer.alloc(0) }] = await house.sql<{ entries: Buffer }>(
    "select entries from wardbook.ledger_batch where tenant = $1 and batch = $2",
    [tenant, batch],
  );
  await house.sql("update wardbook.ledger_sequence set leaf_hashes = $3 where tenant = $1 and batch = $2", [
    tenant,
    batch,
    Buffer.concat(leafHashesOf(tenant, batch, entries)),
  ]);
  expect(await check(tenant)).toMatchObject({
    state: "broken",
    finding: { code: "ledger/sequence-altered", index: first, entryId: entryId(batch, 0) },
  });
});

test("an entry that was removed is found", async () => {
  const { tenant, at } = await aLedger();
  const { first, batch } = at(5);
  await house.sql("delete from wardbook.ledger_batch where tenant = $1 and batch = $2", [tenant, batch]);
  expect(await check(tenant)).toMatchObject({
    state: "broken",
    finding: { code: "ledger/entry-missing", index: first, entryId: entryId(batch, 0) },
  });
});

test("an entry that was removed with its place is found", async () => {
  for (const row of [0, 3]) {
    const { tenant, at } = await aLedger();
    const { first, batch } = at(row);
    await house.sql("delete from wardbook.ledger_batch where tenant = $1 and batch = $2", [tenant, batch]);
    await house.sql("delete from wardbook.ledger_sequence where tenant = $1 and batch = $2", [tenant, batch]);
    expect(await check(tenant)).toMatchObject({
      state: "broken",
      finding: { code: "ledger/entry-missing", index: first },
    });
  }
});

test("an entry that was removed and whose successors moved up is found", async () => {
  const { tenant, at } = await aLedger();
  const { first, batch } = at(3);
  await house.sql("delete from wardbook.ledger_batch where tenant = $1 and batch = $2", [tenant, batch]);
  await house.sql("delete from wardbook.ledger_sequence where tenant = $1 and batch = $2", [tenant, batch]);
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

test("a forged entry is found, gets no place, and holds nothing up", async () => {
  const { tenant, at } = await aLedger();
  const forged = at(7).batch + 5;
  const [{ entries } = { entries: Buffer.alloc(0) }] = await house.sql<{ entries: Buffer }>(
    "select entries from wardbook.ledger_batch where tenant = $1 and batch = $2",
    [tenant, at(7).batch],
  );
  const made = Buffer.concat([entries.subarray(0, 12), Buffer.alloc(entries.readInt32BE(8), 7)]);
  await house.sql("insert into wardbook.ledger_batch (tenant, batch, entries, tokens) values ($1, $2, $3, '{}')", [
    tenant,
    forged,
    made,
  ]);
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
  await house.sql("insert into wardbook.ledger_batch (tenant, batch, entries, tokens) values ($1, $2, $3, '{}')", [
    tenant,
    forged,
    made,
  ]);
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
    await house.sql("insert into wardbook.ledger_batch (tenant, batch, entries, tokens) values ($1, $2, $3, '{}')", [
      tenant,
      forged,
      entries,
    ]);
    expect(await check(tenant)).toMatchObject({
      state: "broken",
      finding: { code: "ledger/entry-forged", entryId: entryId(forged, 0) },
    });
    const process = house.anotherProcess();
    expect(await process.ledger.sequence(tenant)).toMatchObject({ size: 22, more: false });
    expect(house.forgeries).toContainEqual({ tenant, batch: forged });
  }
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

test("a copy of a true entry under another number is found, and gets no place", async () => {
  const { tenant, at } = await aLedger();
  const copied = at(3).batch + 500_000;
  await house.sql(
    "insert into wardbook.ledger_batch (tenant, batch, entries, tokens) select tenant, $3, entries, tokens from wardbook.ledger_batch where tenant = $1 and batch = $2",
    [tenant, at(3).batch, copied],
  );
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
  await house.sql(
    "insert into wardbook.ledger_batch (tenant, batch, entries, tokens) select $3, batch + 1000000, entries, tokens from wardbook.ledger_batch where tenant = $1 and batch = $2",
    [one.tenant, batch, other.tenant],
  );
  expect(await check(other.tenant)).toMatchObject({ state: "broken", finding: { code: "ledger/entry-forged" } });
});

test("a forged place at the end is found", async () => {
  const { tenant, at } = await aLedger();
  const forged = at(7).batch + 5;
  await house.sql(
    "insert into wardbook.ledger_batch (tenant, batch, entries, tokens) select tenant, $3, entries, tokens from wardbook.ledger_batch where tenant = $1 and batch = $2",
    [tenant, at(7).batch, forged],
  );
  await house.sql(
    "insert into wardbook.ledger_sequence (tenant, first_index, batch, leaf_hashes, mac) select tenant, 22, $3, leaf_hashes, mac from wardbook.ledger_sequence where tenant = $1 and batch = $2",
    [tenant, at(7).batch, forged],
  );
  expect(await check(tenant)).toMatchObject({
    state: "broken",
    finding: { code: "ledger/sequence-altered", index: 22, entryId: entryId(forged, 0) },
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

async function cutTail(
  tenant: TenantId,
  from: { readonly first: number; readonly batch: number },
  tables: readonly ("batch" | "sequence" | "checkpoint" | "node")[],
) {
  if (tables.includes("batch"))
    await house.sql("delete from wardbook.ledger_batch where tenant = $1 and batch >= $2", [tenant, from.batch]);
  if (tables.includes("sequence"))
    await house.sql("delete from wardbook.ledger_sequence where tenant = $1 and first_index >= $2", [
      tenant,
      from.first,
    ]);
  if (tables.includes("checkpoint"))
    await house.sql("delete from wardbook.ledger_checkpoint where tenant = $1 and size > $2", [tenant, from.first]);
}

test("a tail that was cut off without a trace in the database is found by the checkpoint outside", async () => {
  const { tenant, at } = await aLedger();
  await cutTail(tenant, at(6), ["batch", "sequence", "checkpoint"]);
  expect(await check(tenant)).toMatchObject({
    state: "broken",
    checked: 16,
    total: 22,
    finding: { code: "ledger/truncated", index: 16 },
  });
  // Without the checkpoint outside nobody could tell, and the answer says so.
  expect(await check(tenant, nowhere)).toEqual({ state: "sound", checked: 16, total: 16, waiting: 0, anchored: false });
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
    `update wardbook.ledger_sequence set leaf_hashes = ${flip("leaf_hashes")} where tenant = $1 and batch = $2`,
    [tenant, at(1).batch, 3],
  );
  const process = house.anotherProcess();
  await process.ledger.witness(tenant, someEntries(1));
  await expect(process.ledger.sequence(tenant)).rejects.toMatchObject({ code: "ledger/not-as-signed" });
  await process.close();
});

test.each([
  "overlay(note placing case when substr(note, 60, 1) = 'A' then 'B' else 'A' end from 60)",
  "replace(note, E'\\n7\\n', E'\\n8\\n')",
  "(select note from wardbook.ledger_checkpoint where tenant = $1 and size = 1)",
  "''",
])("a checkpoint that was altered to %s is found", async (altered) => {
  const { tenant } = await aLedger();
  await house.sql(`update wardbook.ledger_checkpoint set note = ${altered} where tenant = $1 and size = 7`, [tenant]);
  expect(await check(tenant)).toMatchObject({ state: "broken", finding: { code: "ledger/checkpoint-altered" } });
});

test("a checkpoint of another organisation's ledger is none of this one's", async () => {
  const one = await aLedger();
  const other = await aLedger();
  await house.sql(
    "update wardbook.ledger_checkpoint c set note = o.note from wardbook.ledger_checkpoint o where c.tenant = $1 and o.tenant = $2 and c.size = 7 and o.size = 7",
    [one.tenant, other.tenant],
  );
  expect(await check(one.tenant)).toMatchObject({ state: "broken", finding: { code: "ledger/checkpoint-altered" } });
});

test("an altered checkpoint outside is found", async () => {
  const { tenant } = await aLedger();
  const note = (await house.anchor.load(tenant)) ?? "";
  const altered = { ...nowhere, load: async () => note.replace("\n22\n", "\n21\n") };
  expect(await check(tenant, altered)).toMatchObject({
    state: "broken",
    finding: { code: "ledger/checkpoint-altered" },
  });
});

test("a true checkpoint outside that says otherwise than the ledger is found", async () => {
  const { tenant } = await aLedger();
  const signer = logSigner((await house.keyring.keys(tenant)).signing);
  const signed = (size: number) =>
    signNote(formatCheckpoint({ origin: signer.verifier.name, size, rootHash: Buffer.alloc(32, 1) }), signer);
  for (const size of [7, 8, 22]) {
    expect(await check(tenant, { ...nowhere, load: async () => signed(size) })).toMatchObject({
      state: "broken",
      finding: { code: "ledger/root-mismatch" },
    });
  }
});

/** What someone can do who has the secret of the sequence as well as the database. */
async function macAnew(tenant: TenantId) {
  const secret = (await house.keyring.keys(tenant)).vault.secret("ledger-sequence").expose();
  const rows = await house.sql<{ first_index: string; batch: string; leaf_hashes: Buffer }>(
    "select first_index, batch, leaf_hashes from wardbook.ledger_sequence where tenant = $1 order by first_index",
    [tenant],
  );
  let mac = firstMac;
  for (const { first_index, batch, leaf_hashes } of rows) {
    mac = sequenceMac(secret, mac, { first_index: Number(first_index), batch: Number(batch), leaf_hashes });
    await house.sql("update wardbook.ledger_sequence set mac = $3 where tenant = $1 and batch = $2", [
      tenant,
      batch,
      mac,
    ]);
  }
}

test("who has the sequence's secret too can't change an entry that a checkpoint counts", async () => {
  const { tenant, at } = await aLedger();
  const { first, batch } = at(2);
  await house.sql(`update wardbook.ledger_batch set entries = ${flip("entries")} where tenant = $1 and batch = $2`, [
    tenant,
    batch,
    50,
  ]);
  const [{ entries } = { entries: Buffer.alloc(0) }] = await house.sql<{ entries: Buffer }>(
    "select entries from wardbook.ledger_batch where tenant = $1 and batch = $2",
    [tenant, batch],
  );
  await house.sql("update wardbook.ledger_sequence set leaf_hashes = $3 where tenant = $1 and batch = $2", [
    tenant,
    batch,
    Buffer.concat(leafHashesOf(tenant, batch, entries)),
  ]);
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
    Array.from({ length: 3 }, () => ({ entry: told, patient: undefined, under: keys.ledger })),
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
  });
});
