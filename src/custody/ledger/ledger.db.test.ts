import { expect, test } from "vitest";
import { aClinician, aHouse, anOrganisation, aPatient, someEntries } from "../../../test/people/index.ts";
import type { TenantId } from "../../foundation/kernel/index.ts";
import { type SealedBatch, parseEntryId, plainEntry, sealBatch } from "./batch.ts";
import { batchWriter, withKeys } from "./batch-writer.ts";
import { verifyLedger } from "./index.ts";
import { openKeeper } from "./keeper.ts";
import { checkpointsAfter, insertBatch } from "./ledger-table.ts";
import { leafHash, proveConsistency, verifyConsistency } from "./merkle/index.ts";
import { tableHashReader } from "./table-hash-reader.ts";
import { noteVerifier, openCheckpoint, parseProofBundle, parseVerifierKey, verifyProofBundle } from "./verify/index.ts";

const house = await aHouse();
const { ledger, reader, db } = house;

async function check(tenant: TenantId) {
  const steps = await Array.fromAsync(verifyLedger({ db, keyring: house.keyring, anchor: house.anchor }, tenant));
  return steps.at(-1);
}

async function policy(tenant: TenantId) {
  const { verifierKey } = await reader.standing(tenant, 1, house.now());
  return { log: parseVerifierKey(verifierKey), witnesses: [], witnessesNeeded: 0 };
}

test("entries get places one after the other, in the order of their batches", async () => {
  const tenant = await anOrganisation(house);
  const ids = [...(await ledger.witness(tenant, someEntries(3))), ...(await ledger.witness(tenant, someEntries(2)))];
  expect(new Set(ids).size).toBe(5);
  expect(await ledger.sequence(tenant)).toEqual({ size: 5, more: false });
  const found = await reader.byActor(tenant, someEntries(1)[0]?.entry.actor.id ?? "", { limit: 10 });
  expect(found.map(({ entryId, index }) => [entryId, index])).toEqual(ids.map((id, n) => [id, n]).reverse());
});

test("an entry gets its place within a second, by itself", async () => {
  const tenant = await anOrganisation(house);
  const [id = ""] = await ledger.witness(tenant, someEntries(1));
  await expect
    .poll(() => reader.prove(tenant, id).catch(({ code }) => code), { timeout: 10_000, interval: 20 })
    .toContain("c2sp.org/tlog-proof@v1");
});

test("an entry that has no place yet has no proof yet, and one that isn't there never", async () => {
  const tenant = await anOrganisation(house);
  // Sequenced by another process only, so that nothing happens meanwhile.
  const other = house.anotherProcess();
  await other.close();
  const quiet = house.anotherProcess();
  const [id = ""] = await quiet.ledger.witness(tenant, someEntries(1));
  await expect(reader.prove(tenant, id)).rejects.toMatchObject({ code: "ledger/not-sequenced" });
  for (const unknown of ["1.0", `${parseEntryId(id).batch}.1`, "x", "1", ""]) {
    await expect(reader.prove(tenant, unknown), unknown).rejects.toMatchObject({ code: "ledger/unknown-entry" });
    await expect(reader.entry(tenant, unknown), unknown).rejects.toMatchObject({ code: "ledger/unknown-entry" });
  }
});

test("the proof of each entry holds, under the ledger's own key, for that entry alone", async () => {
  const tenant = await anOrganisation(house);
  const ids: string[] = [];
  for (const count of [1, 255, 1, 3, 300, 2]) {
    ids.push(...(await ledger.witness(tenant, someEntries(count))));
    await ledger.sequence(tenant);
  }
  const trust = await policy(tenant);
  for (const index of [0, 1, 128, 255, 256, 257, 300, 511, 512, 560, 561]) {
    const bundle = await reader.prove(tenant, ids[index] ?? "");
    const { extra, index: proven } = parseProofBundle(bundle);
    expect(proven).toBe(index);
    const leaf = leafHash(extra ?? Buffer.alloc(0));
    expect(verifyProofBundle(bundle, leaf, trust).size).toBe(562);
    const other = Buffer.from(leaf);
    other.writeUInt8(other.readUInt8(0) ^ 1, 0);
    expect(() => verifyProofBundle(bundle, other, trust)).toThrowError(
      expect.objectContaining({ code: "ledger/root-mismatch" }),
    );
  }
});

test("a proof under another organisation's key is refused", async () => {
  const one = await anOrganisation(house);
  const other = await anOrganisation(house);
  const [id = ""] = await ledger.witness(one, someEntries(1));
  await ledger.sequence(one);
  const bundle = await reader.prove(one, id);
  const leaf = leafHash(parseProofBundle(bundle).extra ?? Buffer.alloc(0));
  const stranger = await policy(other);
  expect(() => verifyProofBundle(bundle, leaf, stranger)).toThrowError(
    expect.objectContaining({ code: "ledger/unknown-signer" }),
  );
  // Nor does the stranger's key pass under the ledger's own name.
  if (stranger.log.kind !== "note") throw new Error("unreachable");
  const renamed = noteVerifier((await policy(one)).log.name, stranger.log.publicKey, "note");
  expect(() => verifyProofBundle(bundle, leaf, { ...stranger, log: renamed })).toThrow();
});

test("each checkpoint continues the one before it", async () => {
  const tenant = await anOrganisation(house);
  for (const count of [1, 2, 253, 1, 255, 2, 40]) {
    await ledger.witness(tenant, someEntries(count));
    await ledger.sequence(tenant);
  }
  const trust = await policy(tenant);
  const stored = await checkpointsAfter(db.tenant(tenant), tenant, 0, 100);
  expect(stored.map(({ size }) => size)).toEqual([1, 3, 256, 257, 512, 514, 554]);
  const checkpoints = stored.map(({ note }) => openCheckpoint(note, trust));
  const hashes = tableHashReader(db.tenant(tenant), tenant);
  for (const [place, later] of checkpoints.entries()) {
    for (const earlier of checkpoints.slice(0, place)) {
      const proof = await proveConsistency(hashes, earlier.size, later.size);
      const claim = {
        earlierSize: earlier.size,
        earlierRoot: earlier.rootHash,
        size: later.size,
        root: later.rootHash,
        proof,
      };
      expect(() => verifyConsistency(claim)).not.toThrow();
    }
  }
});

test("the newest checkpoint lies outside the database too", async () => {
  const tenant = await anOrganisation(house);
  await ledger.witness(tenant, someEntries(4));
  await ledger.sequence(tenant);
  const { checkpoint } = await reader.standing(tenant, 1, house.now());
  expect(await house.anchor.load(tenant)).toBe(checkpoint);
});

test("what a transaction witnesses is there if it commits and never was if it doesn't", async () => {
  const tenant = await anOrganisation(house);
  const kept = await db.transaction(tenant, (tx) => ledger.append(tx, tenant, someEntries(2)));
  const failing = db.transaction(tenant, async (tx) => {
    await ledger.append(tx, tenant, someEntries(5));
    throw new Error("changed my mind");
  });
  await expect(failing).rejects.toThrow("changed my mind");
  expect(await ledger.sequence(tenant)).toMatchObject({ size: 2 });
  expect((await reader.entry(tenant, kept[1] ?? "")).resources).toEqual(["Observation/1/1"]);
  expect(await check(tenant)).toMatchObject({ state: "sound", checked: 2 });
});

test("an entry whose transaction is long gets its place when it commits, after younger ones", async () => {
  const tenant = await anOrganisation(house);
  const early = await db.transaction(tenant, async (tx) => {
    const ids = await ledger.append(tx, tenant, someEntries(1));
    await ledger.witness(tenant, someEntries(1));
    expect(await ledger.sequence(tenant)).toMatchObject({ size: 1 });
    return ids;
  });
  expect(await ledger.sequence(tenant)).toMatchObject({ size: 2 });
  expect(parseProofBundle(await reader.prove(tenant, early[0] ?? "")).index).toBe(1);
  expect(await check(tenant)).toMatchObject({ state: "sound", checked: 2 });
});

test("a batch that is posted hours late gets its place at the next pass, also when that one fails at first", async () => {
  const tenant = await anOrganisation(house);
  let isDown = false;
  const transaction: typeof db.transaction = (...asked) =>
    isDown ? Promise.reject(new Error("the database is gone")) : db.transaction(...asked);
  const { keyring, anchor, now, positions } = house;
  const ports = { keyring, anchor, now, positions, onForgery: () => undefined, onFailure: () => undefined };
  const keeper = openKeeper({ ...ports, db: { ...db, transaction } });
  const keys = await keyring.keys(tenant);
  const entries = (count: number) => withKeys(keys, someEntries(count).map(plainEntry));
  const late = [
    sealBatch(keys, positions(), await entries(1)),
    sealBatch(keys, positions(), await entries(2)),
  ] as const;
  house.wait(7_200_000);
  await batchWriter(positions, keeper).write(db.tenant(tenant), keys, await entries(1));
  expect(await keeper.sequence(tenant)).toMatchObject({ size: 1 });
  const post = async (batch: SealedBatch) => {
    await insertBatch(db.tenant(tenant), tenant, batch);
    keeper.wrote(tenant, batch.batch, undefined);
  };
  await post(late[0]);
  expect(await keeper.sequence(tenant)).toMatchObject({ size: 2 });
  await post(late[1]);
  isDown = true;
  await expect(keeper.sequence(tenant)).rejects.toThrow("the database is gone");
  isDown = false;
  expect(await keeper.sequence(tenant)).toMatchObject({ size: 4 });
  await keeper.close();
  expect(await check(tenant)).toMatchObject({ state: "sound", checked: 4, waiting: 0 });
});

test("processes that sequence at the same moment keep one tree", async () => {
  const tenant = await anOrganisation(house);
  const processes = [house.anotherProcess(), house.anotherProcess(), house.anotherProcess()];
  for (let round = 0; round < 5; round += 1) {
    await Promise.all(
      processes.flatMap((process) => [process.ledger.witness(tenant, someEntries(7)), process.ledger.sequence(tenant)]),
    );
  }
  const [sequenced] = await Promise.all(processes.map((process) => process.ledger.sequence(tenant)));
  expect(sequenced?.size).toBe(105);
  expect(await check(tenant)).toMatchObject({ state: "sound", checked: 105, waiting: 0, anchored: true });
});

test("a process that starts later goes on with the tree", async () => {
  const tenant = await anOrganisation(house);
  for (let round = 0; round < 4; round += 1) {
    const process = house.anotherProcess();
    await process.ledger.witness(tenant, someEntries(100));
    // Closing gives what waits its place.
    await process.close();
  }
  expect(await check(tenant)).toMatchObject({ state: "sound", checked: 400, waiting: 0 });
});

test("entries about a patient are read by pages, newest first, also within a batch", async () => {
  const tenant = await anOrganisation(house);
  const { value } = await house.chart.create(aClinician(tenant), "Patient", aPatient());
  const { value: other } = await house.chart.create(aClinician(tenant), "Patient", aPatient());
  for (let round = 0; round < 4; round += 1) {
    await ledger.witness(tenant, [...someEntries(3, value.id), ...someEntries(2, other.id), ...someEntries(1)]);
  }
  const whole = await reader.aboutPatient(tenant, value.id, { limit: 100 });
  expect(whole).toHaveLength(13);
  const paged = [];
  let before: string | undefined;
  for (;;) {
    const page = await reader.aboutPatient(tenant, value.id, { before, limit: 2 });
    if (page.length === 0) break;
    paged.push(...page);
    before = page.at(-1)?.entryId;
  }
  expect(paged).toEqual(whole);
  const numbers = whole.map(({ entryId }) => parseEntryId(entryId)).map(({ batch, ordinal }) => batch * 1000 + ordinal);
  expect(numbers).toEqual([...numbers].sort((a, b) => b - a));
});

test("entries are about the patient alone whose key seals them", async () => {
  const tenant = await anOrganisation(house);
  const { value: patient } = await house.chart.create(aClinician(tenant), "Patient", aPatient());
  const { value: other } = await house.chart.create(aClinician(tenant), "Patient", aPatient());
  const [own = "", others = ""] = await ledger.witness(tenant, [
    ...someEntries(1, patient.id),
    ...someEntries(1, other.id),
  ]);
  await house.sql("delete from wardbook.data_key where tenant = $1 and subject = $2", [tenant, patient.id]);
  const fresh = house.anotherProcess();
  await expect(fresh.reader.entry(tenant, own)).rejects.toMatchObject({ code: "keyring/unknown-key" });
  expect((await fresh.reader.entry(tenant, others)).actor.name).toBe("Dr Ada Okafor");
});

test("a ledger stays sound, and its proofs hold, after a patient's key was destroyed", async () => {
  const tenant = await anOrganisation(house);
  const { value, entryIds } = await house.chart.create(aClinician(tenant), "Patient", aPatient());
  await ledger.witness(tenant, someEntries(3, value.id));
  await ledger.sequence(tenant);
  await house.sql("delete from wardbook.data_key where tenant = $1 and subject = $2", [tenant, value.id]);
  const fresh = house.anotherProcess();
  const steps = await Array.fromAsync(verifyLedger({ ...fresh, anchor: house.anchor }, tenant));
  expect(steps.at(-1)).toMatchObject({ state: "sound", checked: 4 });
  const bundle = await fresh.reader.prove(tenant, entryIds[0] ?? "");
  const leaf = leafHash(parseProofBundle(bundle).extra ?? Buffer.alloc(0));
  expect(verifyProofBundle(bundle, leaf, await policy(tenant)).size).toBe(4);
});

test("a long list of resources is cut to fifty, and the true number stays", async () => {
  const tenant = await anOrganisation(house);
  const [{ entry } = { entry: undefined }] = someEntries(1);
  const resources = Array.from({ length: 80 }, (_, n) => `Observation/${n}/1`);
  const [id = ""] = await ledger.witness(
    tenant,
    entry === undefined ? [] : [{ entry: { ...entry, resources, count: 80 } }],
  );
  const found = await reader.entry(tenant, id);
  expect([found.resources.length, found.count]).toEqual([50, 80]);
});

test("days tell how much the ledger grew", async () => {
  const tenant = await anOrganisation(house);
  await ledger.witness(tenant, someEntries(4));
  await ledger.sequence(tenant);
  const day = Math.floor(house.now() / 86_400_000) * 86_400_000;
  house.wait(86_400_000);
  await ledger.witness(tenant, someEntries(3));
  await ledger.sequence(tenant);
  const { size, entriesPerDay } = await reader.standing(tenant, 7, house.now());
  // The day after counts a map too, over what the day before wrote.
  expect(size).toBe(8);
  expect(entriesPerDay.map(({ entries }) => entries)).toEqual([0, 0, 0, 0, 0, 4, 4]);
  expect(entriesPerDay.at(-2)?.day).toBe(day);
});
