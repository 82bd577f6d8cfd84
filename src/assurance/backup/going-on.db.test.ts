import { readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { aClinician, aHouse, anObservation, anOrganisation, aPatient } from "../../../test/people/index.ts";
import { verifyLedger } from "../../custody/ledger/index.ts";
import { openRootKeyFile } from "../../custody/keyring/index.ts";
import { openBackups, pruneBackups, takeBackup } from "./index.ts";
import { openDatabase } from "../../foundation/platform/database/index.ts";
import { aDirectory } from "../../../test/support/directory.ts";
import { anArchive, anEmptyPlace, openRestored } from "./testing/an-archive.ts";

const house = await aHouse();
const archive = await anArchive(house);
const { restoreInto } = archive;
const actor = { kind: "system", id: "test", name: "test" } as const;

test("what commits late, or is changed in place, is in the next increment", async () => {
  const tenant = await anOrganisation(house);
  await house.chart.create(aClinician(tenant), "Patient", aPatient());
  const late = await archive.ports.admin.pin();
  const setting = (key: string) =>
    `insert into wardbook.ledger_node (tenant, level, index, hash) values (${tenant}, 9, ${key}, '\\x00')`;
  await late.query("begin");
  await late.query("savepoint within");
  await late.query(setting("1"));
  await archive.take();
  await late.query("commit");
  late.release();
  // Nor is one whose place doesn't keep what it is given.
  house.wait(1_000);
  const forgetful = {
    ...archive.ports.data,
    read: async (path: string) => (path.includes("data-") ? undefined : archive.ports.data.read(path)),
  };
  const lost = openBackups({ ...archive.ports, data: forgetful }).take({ kind: "full", actor });
  await expect(Array.fromAsync(lost)).rejects.toMatchObject({ code: "backup/altered" });
  // One that is killed is no backup, and hurts none.
  house.wait(1_000);
  const begun = (await readdir(archive.data)).sort().at(-2);
  const killed = openBackups(archive.ports).take({ kind: "full", actor });
  for (let put = 0; put < 12; ) {
    const { value } = await killed.next();
    if ("side" in value && value.side === "data") put += 1;
  }
  // Nor does a migration empty a table that it hasn't come to: that waits.
  const migrating = await archive.ports.admin.pin();
  await migrating.query("set lock_timeout = 1");
  const anew = "alter table wardbook.record_version add column newcomer uuid default gen_random_uuid()";
  await expect(migrating.query(anew)).rejects.toMatchObject({ code: "database/lock-not-available" });
  migrating.release();
  await killed.return(undefined as never);
  await house.sql("update wardbook.ledger_node set hash = '\\x77' where tenant = $1 and level = 9", [tenant]);
  await house.sql(setting("2"));
  // The next one goes on in its folder: what it would put, and lies there, stays, and whatever says something else is put anew.
  const full = await archive.take("full");
  expect([full.backup, full.wereThere > 1, full.wereThere < full.segments]).toEqual([begun, true, true]);
  expect(await archive.take()).toMatchObject({ kind: "increment", wereThere: 0 });
  const place = await anEmptyPlace();
  await restoreInto(place);
  const db = openDatabase(place.owner, 1);
  try {
    const found =
      "select index, encode(hash, 'hex') as hash from wardbook.ledger_node where tenant = $1 and level = 9 order by 1";
    expect(await db.tenant(tenant).query(found, [tenant])).toEqual([
      { index: 1, hash: "77" },
      { index: 2, hash: "00" },
    ]);
  } finally {
    await db.close();
    await house.sql("delete from wardbook.ledger_node where tenant = $1", [tenant]);
  }
  // Nobody goes on with one that is a day old: its files go.
  house.wait(1_000);
  const before = await readdir(archive.keys);
  const old = openBackups(archive.ports).take({ kind: "full", actor });
  for (let rows = 0; rows === 0; ) {
    const { value } = await old.next();
    if ("side" in value) rows = value.done;
  }
  await old.return(undefined as never);
  const unfinished = (await readdir(archive.keys)).filter((name) => !before.includes(name));
  house.wait(2 * 86_400_000);
  expect(unfinished).toHaveLength(1);
  const pruned = (await pruneBackups(archive.ports, actor)).unfinished;
  expect(pruned).toEqual(unfinished);
});

test("a clock that was ahead once, a manifest that was altered, or a new schema ends no backups", async () => {
  const ahead = 400 * 86_400_000;
  house.wait(ahead);
  await archive.take();
  house.wait(-ahead + 2 * 3_600_000);
  expect(await openBackups(archive.ports).isDue(60)).toBe(true);
  const { backup } = await archive.take("full");
  expect(await openBackups(archive.ports).isDue(60)).toBe(false);
  await writeFile(join(archive.data, backup, "manifest"), "another");
  expect(await archive.take()).toMatchObject({ kind: "full", fullBecause: expect.stringContaining("altered") });
  // Rows of an older schema and of a newer one make no chain.
  await house.sql("insert into wardbook.migration (number, name, digest) values (9999, 'newcomer', '')");
  try {
    expect(await archive.take()).toMatchObject({ kind: "full", fullBecause: expect.stringContaining("schema") });
    expect((await archive.take()).kind).toBe("increment");
  } finally {
    await house.sql("delete from wardbook.migration where number = 9999");
  }
});

test("a folder where another installation’s backups lie, or whose listing lies, costs nobody a key", async () => {
  const db = archive.ports.admin.installation;
  const own = await archive.take("full");
  // Whoever prunes right after a backup isn't told that one is being taken.
  const held = await db.query(
    `select from pg_locks l join pg_database d on d.oid = l.database
     where l.locktype = 'advisory' and l.objid = 7267000 and d.datname = current_database()`,
  );
  expect(held).toEqual([]);

  // What was finished once is gone on in by nobody: its keys may be those of later ones too.
  const keyFile = join(archive.keys, own.backup, "manifest");
  const sealed = await readFile(keyFile);
  await rm(join(archive.data, own.backup, "manifest"));
  const anew = await archive.take();
  expect([anew.kind, anew.backup === own.backup]).toEqual(["full", false]);
  expect(await readFile(keyFile)).toEqual(sealed);

  // Nor in one that another database finished, of which a restore was told that its data were taken away.
  await db.query("delete from wardbook.backup where backup = $1", [anew.backup]);
  const [hidden, keysOfIt] = [join(archive.data, anew.backup, "manifest"), join(archive.keys, anew.backup, "manifest")];
  const [manifest, wrapped] = [await readFile(hidden), await readFile(keysOfIt)];
  await rm(hidden);
  expect((await archive.take("full")).backup).not.toBe(anew.backup);
  expect(await readFile(keysOfIt)).toEqual(wrapped);
  await writeFile(hidden, manifest);

  const stranger = await openRootKeyFile(aDirectory(), undefined, async () => true);
  house.wait(1_000);
  const taking = takeBackup({ ...archive.ports, root: stranger.root }, { kind: "full", actor });
  let step = await taking.next();
  while (step.done !== true) step = await taking.next();
  const theirs = step.value.backup;
  await db.query("delete from wardbook.backup where backup = $1", [theirs]);
  await db.query(
    "delete from wardbook.archive_key k where not exists (select from wardbook.backup b where b.key_no = k.key_no)",
  );
  for (const folder of [archive.data, archive.keys]) {
    const refusal = {
      code: "backup/not-empty",
      message: expect.stringContaining(`${folder} has a backup ${theirs} that`),
    };
    await expect(archive.take()).rejects.toMatchObject(refusal);
    await expect(pruneBackups(archive.ports, actor)).rejects.toMatchObject(refusal);
    await rm(join(folder, theirs), { recursive: true });
  }
  expect((await archive.take()).kind).toBe("increment");
});

test("tails have what is new, restore with what they go on from, and are folded into increments", async () => {
  const tenant = await anOrganisation(house);
  const clinician = aClinician(tenant);
  const { value: patient } = await house.chart.create(clinician, "Patient", aPatient());
  await house.ledger.sequence(tenant);
  const first = await archive.take();
  expect(["fold", "increment", "full"]).toContain(first.kind);
  const write = async (value: number) => {
    const { value: made } = await house.chart.create(clinician, "Observation", anObservation(patient.id, { value }));
    await house.ledger.sequence(tenant);
    return made;
  };
  await write(71);
  const tails = [await archive.take("tail")];
  const later = await write(72);
  tails.push(await archive.take("tail"));
  expect(tails).toMatchObject([{ kind: "tail" }, { kind: "tail" }]);
  // A version, its entries and their place: of small tables none goes again.
  expect(tails[1]?.segments).toBeLessThan(7);
  // Nobody did anything since: that is no backup, and as good as one. What another database of the cluster had under way meanwhile
  // keeps the last rows in doubt: then they go once more.
  const folders = async () => [await readdir(archive.data), await readdir(archive.keys)];
  let before = await folders();
  let idle = await archive.take("tail");
  for (let again = 0; idle.nothingNew !== true && again < 200; again += 1) {
    tails.push(idle);
    before = await folders();
    idle = await archive.take("tail");
  }
  expect(idle).toMatchObject({ kind: "tail", nothingNew: true });
  expect(await folders()).toEqual(before);
  const place = await anEmptyPlace();
  expect(await restoreInto(place)).toMatchObject({
    backup: tails.at(-1)?.backup,
    surplus: [],
    onRecord: { manifest: first.manifest },
  });
  const opened = await openRestored(house, place);
  await Array.fromAsync(opened.reindex(tenant));
  expect((await opened.chart.read(clinician, { type: "Observation", id: later.id })).value.version).toBe(1);
  const { db, keyring, anchor } = opened;
  expect((await Array.fromAsync(verifyLedger({ db, keyring, anchor }, tenant))).at(-1)).toMatchObject({
    state: "sound",
  });
  // An increment has all that they have, and follows none of them.
  const folding = await archive.take();
  expect([folding.kind, folding.rows > (tails[1]?.rows ?? 0)]).toEqual(["increment", true]);
  const gone = await pruneBackups(archive.ports, actor, "tails");
  expect([gone.data.toSorted(), gone.keys.toSorted()]).toEqual(
    [tails, tails].map((all) => all.map((one) => one.backup)),
  );
  // Whoever sets back what is called newest hides nothing by that.
  await writeFile(join(archive.data, "newest"), first.backup);
  const doubts = [expect.stringContaining("set it back")];
  expect(await restoreInto(await anEmptyPlace())).toMatchObject({ backup: folding.backup, surplus: [], doubts });
  // A day later one has all of the day's, so that a restore reads few.
  house.wait(24 * 3_600_000);
  expect(await archive.take()).toMatchObject({ kind: "fold", fullBecause: undefined });
  const tip = await archive.take();
  expect(tip.kind).toBe("increment");
  // Before anything goes on from them files are looked at, and not just their names.
  const file = join(archive.data, tip.backup, "data-000001");
  await writeFile(file, (await readFile(file)).fill(0, 0, 9));
  await write(73);
  const full = await archive.take("tail");
  expect(full).toMatchObject({ kind: "full", fullBecause: expect.stringContaining("altered") });
  // What is old goes, but not the newest that can be restored, though one came after it.
  const month = 31 * 86_400_000;
  house.wait(month);
  const last = await archive.take("full");
  await rm(join(archive.data, last.backup, "manifest"));
  house.wait(month);
  const old = (await pruneBackups(archive.ports, actor)).data;
  expect([old.includes(tip.backup), old.includes(full.backup)]).toEqual([true, false]);
});
