import { cpSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { aHouse, anOrganisation, someEntries } from "../../../test/people/index.ts";
import { keyAdministrationOf } from "../../../test/people/key-administration.ts";
import { generateSigningKey } from "../../foundation/crypto/index.ts";
import type { TenantId } from "../../foundation/kernel/index.ts";
import {
  type LedgerAlarm,
  alarmFiles,
  openLedgerReader,
  openPublisher,
  publishedCheckpoints,
  readPublication,
  verifyLedger,
} from "./index.ts";
import { checkpointsAfter, lastCheckpoint } from "./ledger-table.ts";
import { logCosigner, logFolder, logSigner } from "./log-identity.ts";
import { leafHash, proveInclusion } from "./merkle/index.ts";
import { tableHashReader } from "./table-hash-reader.ts";
import { decodeBundle, openTileDirectory } from "./tiles/index.ts";
import {
  type NoteVerifier,
  formatVerifierKey,
  noWitnesses,
  noteSigner,
  openCheckpoint,
  parseProofBundle,
  parseWitnessPolicy,
  verifyProofBundle,
} from "./verify/index.ts";
import { type Conflict, openWitness, witnessFiles } from "./witness/index.ts";

const house = await aHouse();
const root = mkdtempSync(join(tmpdir(), "wardbook-publisher-"));
afterAll(() => rmSync(root, { recursive: true }));
let counted = 0;
const aPath = () => join(root, String((counted += 1)));

/** Witnesses on machines of their own: nothing that happens to the server touches what they remember. */
async function someWitnesses(tenant: TenantId, names: readonly string[], quorum: string) {
  const keys = await house.keyring.keys(tenant);
  const log = logSigner(keys).verifier;
  const conflicts: Conflict[] = [];
  const down = new Set<string>();
  const made = names.map((name) => {
    const signer = noteSigner(`${name}.example`, generateSigningKey(), "cosignature");
    const witness = openWitness({
      record: witnessFiles(aPath()),
      logs: [log],
      signers: [signer],
      now: house.now,
      onConflict: (conflict) => conflicts.push(conflict),
    });
    return { name, signer, witness };
  });
  const lines = made.map(({ name, signer }) => `witness ${name} ${formatVerifierKey(signer.verifier)} http://${name}`);
  return {
    policy: parseWitnessPolicy(`${lines.join("\n")}\n${quorum}`),
    verifiers: made.map(({ signer }): NoteVerifier => signer.verifier),
    conflicts,
    down,
    post: async (url: string, body: string) => {
      const name = new URL(url).hostname;
      const found = made.find((one) => one.name === name);
      if (found === undefined || down.has(name)) throw new Error("nothing answers");
      return found.witness.addCheckpoint(body);
    },
  };
}

/** What one server process has to do with publishing. */
function aPublisher(
  directory: string,
  witnessed?: Pick<Awaited<ReturnType<typeof someWitnesses>>, "policy" | "post">,
  process: Pick<typeof house, "db" | "keyring"> = house,
) {
  const raised: LedgerAlarm[] = [];
  const failures: unknown[] = [];
  const { db, keyring } = process;
  const ports = {
    db,
    keyring,
    now: house.now,
    directory,
    policy: witnessed?.policy ?? noWitnesses,
    post: witnessed?.post ?? (() => Promise.reject(new Error("nobody to ask"))),
    alarms: alarmFiles(`${directory}-alarms`),
    onAlarm: (_: TenantId, alarm: LedgerAlarm) => raised.push(alarm),
    onFailure: (error: unknown) => failures.push(error),
  };
  const published = publishedCheckpoints(directory, ports.policy.quorum.kind !== "none");
  return {
    publisher: openPublisher(ports),
    publication: (tenant: TenantId) => readPublication({ ...ports, anchor: house.anchor, mirror: undefined }, tenant),
    reader: openLedgerReader({ db, keyring, published }),
    raised,
    failures,
  };
}

async function grow(tenant: TenantId, count: number, process: Pick<typeof house, "ledger"> = house): Promise<void> {
  for (let left = count; left > 0; left -= 100) await process.ledger.witness(tenant, someEntries(Math.min(left, 100)));
  await process.ledger.sequence(tenant);
}

async function logOf(tenant: TenantId) {
  const keys = await house.keyring.keys(tenant);
  return { log: logSigner(keys).verifier, second: logCosigner(keys).verifier, folder: logFolder(keys) };
}

const codes = (alarms: readonly LedgerAlarm[]) => alarms.map(({ code }) => code);

test("everybody is shown the newest tree, signed twice, in tiles from which every proof can be made", async () => {
  const tenant = await anOrganisation(house);
  const directory = aPath();
  const { publisher, publication, reader, raised, failures } = aPublisher(directory);
  const { log, second, folder } = await logOf(tenant);
  expect(await publication(tenant)).toMatchObject({
    path: `/log/${folder}`,
    checkpoint: undefined,
    size: 0,
    alarms: [],
  });
  let size = 0;
  for (const more of [1, 254, 1, 300, 2]) {
    await grow(tenant, more);
    size += more;
    expect(await publisher.publish(tenant)).toBe(true);
    const { checkpoint = "", size: shown, shownAt, isWitnessedEnough, isBehind } = await publication(tenant);
    expect([shown, shownAt, isWitnessedEnough, isBehind]).toEqual([size, house.now(), true, false]);
    expect(openCheckpoint(checkpoint, { log, witnesses: [second], witnessesNeeded: 1 }).size).toBe(size);
  }
  const tiles = (await openTileDirectory(join(directory, folder))).hashes;
  const table = tableHashReader(house.db.tenant(tenant), tenant);
  for (const index of [0, 255, 256, size - 1])
    expect(await proveInclusion(tiles, index, size)).toEqual(await proveInclusion(table, index, size));
  const [id = ""] = await house.ledger.witness(tenant, someEntries(1));
  await house.ledger.sequence(tenant);
  // Before it is published the newest checkpoint of the database serves.
  const trust = { log, witnesses: [second], witnessesNeeded: 0 };
  for (const witnessed of [0, 1]) {
    const bundle = await reader.prove(tenant, id);
    const leaf = leafHash(parseProofBundle(bundle).extra ?? Buffer.alloc(0));
    expect(verifyProofBundle(bundle, leaf, trust).witnessed).toHaveLength(witnessed);
    await publisher.publish(tenant);
  }
  expect(parseWitnessPolicy(readFileSync(join(directory, folder, "policy"), "utf8")).logs).toHaveLength(1);
  expect([raised, failures]).toEqual([[], []]);
});

test("bundles hold what the leaves hash", async () => {
  const tenant = await anOrganisation(house);
  await grow(tenant, 300);
  const { reader } = aPublisher(aPath());
  const table = tableHashReader(house.db.tenant(tenant), tenant);
  for (const [tile, width] of [
    [0, 256],
    [1, 44],
    [1, 7],
  ] as const) {
    const entries = decodeBundle(await reader.entryBundle(tenant, { tile, width }));
    expect(entries.map((entry) => leafHash(entry))).toEqual(await table.readHashes(0, tile * 256, width));
  }
  await expect(reader.entryBundle(tenant, { tile: 1, width: 45 })).rejects.toThrow(
    expect.objectContaining({ code: "ledger/not-sequenced" }),
  );
});

test("a killed process is followed by one that goes on, whatever was half written", async () => {
  const tenant = await anOrganisation(house);
  const directory = aPath();
  const { folder } = await logOf(tenant);
  await grow(tenant, 300);
  await aPublisher(directory).publisher.publish(tenant);
  const before = aPath();
  cpSync(directory, before, { recursive: true });
  await grow(tenant, 400);
  await aPublisher(directory).publisher.publish(tenant);
  // Tiles of the second time are there, its checkpoint never was, and something lies half written.
  cpSync(join(before, folder, "checkpoint"), join(directory, folder, "checkpoint"));
  writeFileSync(join(directory, folder, ".new", "x"), "half");
  const next = aPublisher(directory);
  await grow(tenant, 5);
  expect(await next.publisher.publish(tenant)).toBe(true);
  expect(await next.publication(tenant)).toMatchObject({ size: 705, alarms: [] });
  expect(readdirSync(join(directory, folder, ".new"))).toEqual([]);
});

test("a tile that was changed, taken away or swapped is an alarm that outlasts a restart, and nothing more is shown", async () => {
  for (const spoil of [
    (tile: string) => {
      const bytes = readFileSync(tile);
      bytes[40] = (bytes[40] ?? 0) ^ 1;
      writeFileSync(tile, bytes);
    },
    (tile: string) => rmSync(tile),
    (tile: string) => writeFileSync(tile, ""),
  ]) {
    const tenant = await anOrganisation(house);
    const directory = aPath();
    const { publisher, raised } = aPublisher(directory);
    await grow(tenant, 300);
    await publisher.publish(tenant);
    spoil(join(directory, (await logOf(tenant)).folder, "tile/0/001.p/44"));
    await grow(tenant, 3);
    expect(await publisher.publish(tenant)).toBe(false);
    expect(await publisher.publish(tenant)).toBe(false);
    expect(codes(raised)).toEqual(["ledger/tile-differs"]);
    const after = aPublisher(directory);
    expect(await after.publication(tenant)).toMatchObject({ size: 300, alarms: [{ code: "ledger/tile-differs" }] });
    expect(await after.publisher.publish(tenant)).toBe(false);
  }
});

test("a checkpoint is shown once enough of the witnesses have cosigned it, and so are proofs under it", async () => {
  const tenant = await anOrganisation(house);
  const witnesses = await someWitnesses(tenant, ["w1", "w2", "w3"], "group both 2 w1 w2 w3\nquorum both");
  const { publisher, publication, reader, raised, failures } = aPublisher(aPath(), witnesses);
  const { log } = await logOf(tenant);
  witnesses.down.add("w2").add("w3");
  const [id = ""] = await house.ledger.witness(tenant, someEntries(1));
  await grow(tenant, 10);
  expect(await publisher.publish(tenant)).toBe(false);
  expect(await publication(tenant)).toMatchObject({ checkpoint: undefined, isWitnessedEnough: false });
  await expect(reader.prove(tenant, id)).rejects.toThrow(expect.objectContaining({ code: "ledger/not-sequenced" }));
  expect(publisher.witnesses(tenant).map(({ problem }) => problem)).toEqual([
    undefined,
    "nothing answers",
    "nothing answers",
  ]);
  expect(failures).toHaveLength(2);

  witnesses.down.delete("w3");
  expect(await publisher.publish(tenant)).toBe(true);
  const shown = await publication(tenant);
  expect(shown.witnesses.map(({ cosignedAt }) => cosignedAt !== undefined)).toEqual([true, false, true]);
  const bundle = await reader.prove(tenant, id);
  const leaf = leafHash(parseProofBundle(bundle).extra ?? Buffer.alloc(0));
  const trust = { log, witnesses: witnesses.verifiers, witnessesNeeded: 2 };
  expect(verifyProofBundle(bundle, leaf, trust).witnessed).toHaveLength(2);

  // The third comes back: its line joins the same checkpoint, and then it follows.
  witnesses.down.clear();
  await publisher.publish(tenant);
  expect((await publication(tenant)).witnesses.every(({ cosignedAt }) => cosignedAt !== undefined)).toBe(true);
  await grow(tenant, 300);
  await publisher.publish(tenant);
  expect(publisher.witnesses(tenant).map(({ size }) => size)).toEqual([311, 311, 311]);
  expect([raised, witnesses.conflicts]).toEqual([[], []]);
});

test("who waits for witnesses in vain is seen to be behind", async () => {
  const tenant = await anOrganisation(house);
  const witnesses = await someWitnesses(tenant, ["w1"], "quorum w1");
  const { publisher, publication } = aPublisher(aPath(), witnesses);
  witnesses.down.add("w1");
  await grow(tenant, 3);
  await publisher.publish(tenant);
  expect((await publication(tenant)).isBehind).toBe(false);
  house.wait(61_000);
  expect((await publication(tenant)).isBehind).toBe(true);
});

/** Puts a ledger back to what it was at a size, as a restored copy of the database would, with the data directory of that time. */
async function rollBack(tenant: TenantId, size: number): Promise<void> {
  const [note] = (await checkpointsAfter(house.db.tenant(tenant), tenant, size - 1, 1)).map((row) => row.note);
  for (const statement of [
    "delete from wardbook.ledger_batch where tenant = $1 and batch in (select batch from wardbook.ledger_sequence where tenant = $1 and first_index >= $2)",
    "delete from wardbook.ledger_sequence where tenant = $1 and first_index >= $2",
    "delete from wardbook.ledger_checkpoint where tenant = $1 and size > $2",
    "delete from wardbook.ledger_node where tenant = $1 and (index + 1) * (256::bigint ^ level) > $2",
    "delete from wardbook.ledger_head where tenant = $1 and $2 = $2",
  ])
    await house.sql(statement, [tenant, size]);
  await house.anchor.save(tenant, note ?? "");
}

for (const [grown, found] of [
  [0, "ledger/witness-saw-more"],
  [50, "ledger/witness-saw-more"],
  [500, "ledger/witness-saw-another"],
] as const) {
  test(`a database and data directory of an hour ago are found out by a witness at the first checkpoint, ${grown} entries later`, async () => {
    const tenant = await anOrganisation(house);
    const witnesses = await someWitnesses(tenant, ["w1", "w2"], "group one any w1 w2\nquorum one");
    const directory = aPath();
    const first = house.anotherProcess();
    await grow(tenant, 300, first);
    await aPublisher(directory, witnesses, first).publisher.publish(tenant);
    const hourAgo = aPath();
    cpSync(directory, hourAgo, { recursive: true });
    house.wait(3_600_000);
    await grow(tenant, 200, first);
    const { publisher } = aPublisher(directory, witnesses, first);
    expect(await publisher.publish(tenant)).toBe(true);
    await first.close();

    await rollBack(tenant, 300);
    rmSync(directory, { recursive: true });
    cpSync(hourAgo, directory, { recursive: true });
    const second = house.anotherProcess();
    if (grown > 0) await grow(tenant, grown, second);
    // On this machine everything fits together: the ledger goes on, and signs; also a map over what it has of the hour.
    const newest = await lastCheckpoint(second.db.tenant(tenant), tenant);
    expect(newest?.size).toBe(grown === 0 ? 300 : 301 + grown);
    const restarted = aPublisher(directory, witnesses, second);
    expect(await restarted.publisher.publish(tenant)).toBe(false);
    expect(codes(restarted.raised)).toEqual([found, found]);
    const { size, alarms } = await restarted.publication(tenant);
    expect([size, codes(alarms)]).toEqual([300, [found, found]]);
    expect(witnesses.conflicts.map(({ what }) => what)).toEqual(
      grown === 500 ? ["unproven", "unproven"] : ["rolled-back", "rolled-back"],
    );
    await second.close();
  });
}

test("a ledger whose signing key was replaced goes on under its name, and what the old key signed still holds", async () => {
  const tenant = await anOrganisation(house);
  const directory = aPath();
  const { publisher, publication, reader, raised } = aPublisher(directory);
  const [id = ""] = await house.ledger.witness(tenant, someEntries(1));
  await grow(tenant, 300);
  await publisher.publish(tenant);
  const before = await publication(tenant);
  const { log: old } = await logOf(tenant);
  const leafOf = (bundle: string) => leafHash(parseProofBundle(bundle).extra ?? Buffer.alloc(0));
  const early = await reader.prove(tenant, id);

  for await (const _ of keyAdministrationOf(house).rotate({ kind: "signing", tenant, why: "test" }));
  await grow(tenant, 30);
  expect(await publisher.publish(tenant)).toBe(true);
  const after = await publication(tenant);
  const { log: young } = await logOf(tenant);
  expect([after.path, young.name, young.keyId === old.keyId]).toEqual([before.path, old.name, false]);
  expect(after.size).toBeGreaterThan(before.size);
  const late = await reader.prove(tenant, id);
  const under = (log: NoteVerifier) => ({ log, witnesses: [], witnessesNeeded: 0 });
  expect(verifyProofBundle(early, leafOf(early), under(old)).size).toBe(before.size);
  expect(verifyProofBundle(late, leafOf(late), under(young)).size).toBe(after.size);
  const { db, keyring } = house.anotherProcess();
  const steps = await Array.fromAsync(verifyLedger({ db, keyring, anchor: house.anchor }, tenant));
  expect(steps.at(-1)).toMatchObject({ state: "sound" });
  expect([raised, after.alarms]).toEqual([[], []]);
  const restarted = aPublisher(directory, undefined, house.anotherProcess());
  expect(await restarted.publisher.publish(tenant)).toBe(true);
  const policy = readFileSync(join(directory, (await logOf(tenant)).folder, "policy"), "utf8");
  expect(parseWitnessPolicy(policy).logs.map(({ keyId }) => keyId)).toEqual([old.keyId, young.keyId]);
});

test("a database alone that was put back is seen without witnesses", async () => {
  const tenant = await anOrganisation(house);
  const directory = aPath();
  const first = house.anotherProcess();
  await grow(tenant, 300, first);
  const { publisher } = aPublisher(directory, undefined, first);
  await grow(tenant, 200, first);
  await publisher.publish(tenant);
  await first.close();
  await rollBack(tenant, 300);
  const restarted = aPublisher(directory, undefined, house.anotherProcess());
  expect(codes((await restarted.publication(tenant)).alarms)).toEqual(["ledger/rolled-back"]);
  expect(await restarted.publisher.publish(tenant)).toBe(false);
  expect(codes(restarted.raised)).toEqual(["ledger/rolled-back"]);
});
