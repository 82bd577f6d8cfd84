import { copyFile, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { aClient, aClinician, aHouse, anObservation, anOrganisation, aPatient } from "../../../test/people/index.ts";
import { verifyLedger } from "../../custody/ledger/index.ts";
import { openRootKeyFile } from "../../custody/keyring/index.ts";
import { readCatalogue } from "./catalogue-table.ts";
import { type RestorePorts, openBackup, openBackups, pruneBackups } from "./index.ts";
import { tableKinds } from "./table-kinds.ts";
import { keyAdministrationOf } from "../../../test/people/key-administration.ts";
import type { FhirResource } from "../../foundation/fhir/index.ts";
import { Secret } from "../../foundation/kernel/index.ts";
import { migrate, openDatabase } from "../../foundation/platform/database/index.ts";
import { aDirectory } from "../../../test/support/directory.ts";
import { makeFormer } from "./testing/former-archive.ts";
import { anArchive, anEmptyPlace, openRestored } from "./testing/an-archive.ts";

const house = await aHouse();
const keys = keyAdministrationOf(house);
const archive = await anArchive(house);
const { restoreInto } = archive;
const actor = { kind: "system", id: "test", name: "test" } as const;

test("of every table it is known what becomes of it in a backup", async () => {
  const tables = (await readCatalogue(archive.ports.admin.installation)).map(({ table }) => table);
  expect(tables.filter((table) => tableKinds[table] === undefined)).toEqual([]);
  await house.sql("create table wardbook.newcomer (a int primary key)");
  try {
    await expect(archive.take()).rejects.toMatchObject({
      code: "backup/unknown-table",
      message: expect.stringContaining("newcomer"),
    });
  } finally {
    await house.sql("drop table wardbook.newcomer");
  }
});

test("what was backed up opens in an empty place, and says the same", async () => {
  const tenant = await anOrganisation(house);
  const clinician = aClinician(tenant);
  const { value: patient } = await house.chart.create(clinician, "Patient", aPatient({ family: "Archer" }));
  for (let value = 60; value < 64; value += 1)
    await house.chart.create(clinician, "Observation", anObservation(patient.id, { value }));
  const organisations = aClient(tenant, "system/Organization.c");
  await house.chart.create(organisations, "Organization", { resourceType: "Organization", name: "North ward" });
  await house.ledger.sequence(tenant);
  const first = await archive.take();
  expect(first).toMatchObject({ kind: "full", fullBecause: "there is none yet" });
  const { value: later } = await house.chart.create(
    clinician,
    "Observation",
    anObservation(patient.id, { value: 99.5 }),
  );
  const second = await archive.take();
  expect(second.kind).toBe("increment");

  const place = await anEmptyPlace();
  const restored = await restoreInto(place);
  expect(restored).toMatchObject({
    backup: second.backup,
    at: second.at,
    manifest: second.manifest,
    destroyedSince: 0,
  });
  const opened = await openRestored(house, place);
  expect((await Array.fromAsync(opened.reindex(tenant))).at(-1)?.done).toBe(7);
  const query: [string, string][] = [["subject", `Patient/${patient.id}`]];
  const bodies = async ({ chart }: Pick<typeof house, "chart">) =>
    (await chart.search(clinician, "Observation", query)).value.matches.map((match) => JSON.stringify(match));
  expect(await bodies(opened)).toEqual(await bodies(house));
  expect(await bodies(opened)).toHaveLength(5);
  // The new installation knows where it comes from, keeps that for as long as any other, and goes on from none of it.
  const again = openBackups({ ...archive.ports, admin: place.admin });
  expect([await again.isDue(60), (await again.prune(actor)).data]).toEqual([true, []]);
  const keysLeft = "select from wardbook.archive_key k join wardbook.backup b using (key_no) where b.backup = $1";
  expect(await place.admin.installation.query(keysLeft, [second.backup])).toHaveLength(1);
  expect((await opened.chart.read(clinician, { type: "Observation", id: later.id })).value.version).toBe(1);
  const { db, keyring, anchor } = opened;
  const verdict = (await Array.fromAsync(verifyLedger({ db, keyring, anchor }, tenant))).at(-1);
  expect([verdict?.state, (verdict?.checked ?? 0) >= 6]).toEqual(["sound", true]);
  // An older program's archives open as well, with everything that these leave out.
  const elsewhere = await anEmptyPlace();
  const both = await openBackup(archive.ports, undefined);
  for (const [folder, chain] of [
    [archive.data, both.data],
    [archive.keys, both.keys],
  ] as const)
    await makeFormer(folder, chain, archive.ports.admin.installation);
  expect((await restoreInto(elsewhere)).rows).toBe(restored.rows);
  const places = `select tenant, first_index, encode(leaf_hashes, 'hex') as leaf_hashes, encode(mac, 'hex') as mac from wardbook.ledger_sequence`;
  const live = await archive.ports.admin.installation.query(places);
  const former = await elsewhere.admin.installation.query(places);
  expect(former.length).toBeGreaterThan(0);
  expect(live).toEqual(expect.arrayContaining(former));
  expect(await place.admin.installation.query(places)).toEqual(expect.arrayContaining(former));
  // The ledger of the live house tells of both.
  const acts = (await house.reader.find(tenant, { limit: 20 })).entries.map(({ entry }) => entry);
  expect(acts.filter(({ action }) => action === "backed-up").map(({ detail }) => detail)).toEqual([
    expect.stringContaining(second.manifest),
    expect.stringContaining(first.manifest),
  ]);
});

test("of a spoilt archive nothing is restored, and one line says what is wrong", async () => {
  const place = await anEmptyPlace();
  const { backup } = await archive.take("full");
  const folder = join(archive.data, backup);
  const files = (await readdir(folder)).sort();
  const one = (name: string) => files.find((file) => file.startsWith(name)) ?? "";
  const [first, second, manifest] = [one("data-000001"), one("data-000002"), "manifest"];
  const [path, other] = [join(folder, first), join(folder, second)];

  async function spoilt(spoil: () => Promise<unknown>, instead: Partial<RestorePorts> = {}): Promise<unknown> {
    const kept = new Map(
      await Promise.all(
        [first, second, manifest].map(async (name) => [name, await readFile(join(folder, name))] as const),
      ),
    );
    await spoil();
    try {
      return await restoreInto(place, instead).catch(({ code, message }: Error & { code?: string }) => [
        code,
        message.split("\n").length,
        message,
      ]);
    } finally {
      for (const [name, bytes] of kept) await writeFile(join(folder, name), bytes);
    }
  }
  const says = (code: string, words: string) => [code, 1, expect.stringContaining(words)];
  const flip = async (at: string) => {
    const bytes = await readFile(at);
    bytes.writeUInt8(bytes.readUInt8(bytes.length - 20) ^ 1, bytes.length - 20);
    await writeFile(at, bytes);
  };
  expect(await spoilt(() => rm(path))).toEqual(says("backup/missing", first));
  expect(await spoilt(async () => writeFile(path, (await readFile(path)).subarray(0, -40)))).toEqual(
    says("backup/altered", "cut off"),
  );
  expect(await spoilt(() => flip(path))).toEqual(says("backup/altered", first));
  expect(await spoilt(() => copyFile(other, path))).toEqual(says("backup/altered", first));
  expect(await spoilt(() => flip(join(folder, manifest)))).toEqual(says("backup/altered", "manifest"));
  const older = (await readdir(archive.data)).sort()[0] ?? "";
  expect(await spoilt(() => copyFile(join(archive.data, older, manifest), join(folder, manifest)))).toEqual(
    says("backup/altered", "another backup"),
  );
  const stranger = await openRootKeyFile(aDirectory(), undefined, async () => true);
  expect(await spoilt(async () => undefined, { root: stranger.root })).toEqual(says("backup/wrong-key", "root key"));

  // A backup that was killed, or that somebody took away, has no manifest: the one before it counts, and the keys say so.
  expect(await spoilt(() => rm(join(folder, manifest)))).toMatchObject({
    backup: expect.not.stringContaining(backup),
    doubts: [expect.stringContaining("taken away")],
  });
  expect(await spoilt(async () => undefined)).toEqual(says("backup/not-empty", "empty"));
});

test("a destroyed patient stays destroyed, whichever backup is brought back, and old keys go", async () => {
  const tenant = await anOrganisation(house);
  const clinician = aClinician(tenant);
  const { value: gone } = await house.chart.create(clinician, "Patient", aPatient({ family: "Bellweather" }));
  const { value: stays } = await house.chart.create(clinician, "Patient", aPatient({ family: "Corrigan" }));
  // At first nobody knew whose it is.
  const { subject, ...ofNobody } = anObservation(gone.id);
  const { value: measured } = await house.chart.create(clinician, "Observation", ofNobody as FhirResource);
  const whole = { ...ofNobody, subject, id: measured.id } as FhirResource;
  await house.chart.update(clinician, { type: "Observation", id: measured.id }, whole);
  const before = await archive.take();
  await keys.destroyPatient(tenant, gone.id, "asked for it");
  // Likewise an account that was removed.
  await house.sql("insert into wardbook.account_removal values ($1, gen_random_uuid(), 1)", [tenant]);
  const after = await archive.take();
  expect([after.kind, after.fullBecause]).toEqual(["full", expect.stringContaining("keys were destroyed")]);

  for (const [backup, destroyedSince] of [
    [before.backup, 1],
    [after.backup, 0],
  ] as const) {
    const place = await anEmptyPlace();
    expect(await restoreInto(place, {}, backup)).toMatchObject({ backup, destroyedSince, keysOf: backup });
    const db = openDatabase(place.owner, 1);
    try {
      const rows = (table: string) =>
        db.tenant(tenant).query(`select from wardbook.${table} where tenant = $1`, [tenant]);
      const found = ["record_version", "key_destruction", "account_removal"].map((table) => rows(table));
      expect((await Promise.all(found)).map(({ length }) => length)).toEqual([1, 1, 1]);
    } finally {
      await db.close();
    }
  }
  // Without the newest keys nobody knows of the destruction: it is said.
  const { keys: store, ...rest } = archive.ports;
  const without: typeof store = {
    ...store,
    read: async (path) => (path === "newest" || path.startsWith(after.backup) ? undefined : store.read(path)),
  };
  expect((await openBackup({ ...rest, keys: without }, before.backup)).doubts).toEqual([
    expect.stringContaining("must be erased again"),
  ]);
  // Whatever held the destroyed key is taken away; the data of before can still be restored, without that patient.
  const pruned = await pruneBackups(archive.ports, actor);
  expect([pruned.data, pruned.keys.includes(before.backup)]).toEqual([[], true]);
  const place = await anEmptyPlace();
  expect(await restoreInto(place, {}, before.backup)).toMatchObject({ backup: before.backup, keysOf: after.backup });
  const opened = await openRestored(house, place);
  await Array.fromAsync(opened.reindex(tenant));
  expect((await opened.chart.read(clinician, { type: "Patient", id: stays.id })).value.version).toBe(1);
  await expect(opened.chart.read(clinician, { type: "Patient", id: gone.id })).rejects.toThrow();
});

test("a root key that was replaced opens backups of before, once a newer one has its keys", async () => {
  const tenant = await anOrganisation(house);
  const { value: patient } = await house.chart.create(aClinician(tenant), "Patient", aPatient());
  await house.sql(`insert into wardbook.ledger_node (tenant, level, index, hash) values ($1, 9, 1, '\\x00')`, [tenant]);
  await archive.take();
  await house.sql("delete from wardbook.ledger_node where tenant = $1 and level = 9", [tenant]);
  const { backup } = await archive.take();
  await Array.fromAsync(keys.rotate({ kind: "root", why: "a test" }));
  const place = await anEmptyPlace();
  await expect(restoreInto(place, {}, backup)).rejects.toMatchObject({ code: "backup/wrong-key" });
  expect(await openBackups(archive.ports).isDue(60)).toBe(true);
  const after = await archive.take();
  expect(await openBackups(archive.ports).isDue(60)).toBe(false);
  // What was taken away by hand is back, and that is said.
  const surplus = [{ table: "ledger_node", rows: 1 }];
  expect(await restoreInto(place, {}, backup)).toMatchObject({ backup, keysOf: after.backup, surplus });
  const opened = await openRestored(house, place);
  await Array.fromAsync(opened.reindex(tenant));
  expect((await opened.chart.read(aClinician(tenant), { type: "Patient", id: patient.id })).value.id).toBe(patient.id);
});

test("rows that were changed in place come back where no two may say the same, and a place in use is left as it was", async () => {
  const tenant = await anOrganisation(house);
  await archive.take("full");
  const record = "from wardbook.data_key where tenant = $1 and purpose = 'record'";
  const old = (await house.sql<{ key_no: string }>(`select key_no ${record}`, [tenant]))[0]?.key_no;
  await house.sql("update wardbook.data_key set state = 'old' where tenant = $1 and key_no = $2", [tenant, old]);
  await house.sql(
    `insert into wardbook.data_key (tenant, key_no, purpose, wrapped) select tenant, key_no + 1, purpose, wrapped ${record}`,
    [tenant],
  );
  // Now the one that was current lies behind the one that is.
  await house.sql("update wardbook.data_key set seals = 1 where tenant = $1 and key_no = $2", [tenant, old]);
  const { backup, kind } = await archive.take();
  expect(kind).toBe("increment");
  const place = await anEmptyPlace();
  expect(await restoreInto(place)).toMatchObject({ backup });
  const states = `select state ${record.replace("$1", String(tenant))} order by key_no`;
  expect(await place.admin.tenant(tenant).query(states)).toEqual([{ state: "old" }, { state: "current" }]);
  await house.sql(`delete ${record} and key_no <> $2`, [tenant, old]);
  await house.sql("update wardbook.data_key set state = 'current' where tenant = $1 and key_no = $2", [tenant, old]);

  // Whoever serves from there still has the password of its role.
  const another = { applicationPassword: new Secret("another") };
  await expect(restoreInto(place, another)).rejects.toMatchObject({ code: "backup/not-empty" });
  const anothers = { code: "backup/not-empty", message: expect.stringContaining("role wardbook_app") };
  await expect(restoreInto(await anEmptyPlace(), another)).rejects.toMatchObject(anothers);
  const application = openDatabase({ ...place.owner, user: "wardbook_app", password: place.password }, 1);
  try {
    expect(await application.installation.query("select 1 as one")).toEqual([{ one: 1 }]);
  } finally {
    await application.close();
  }

  // Keys from before what the data have would open the archive, and leave out who came since.
  await rm(join(archive.keys, backup), { recursive: true });
  const lacks = { code: "backup/missing", message: expect.stringContaining("archive of keys") };
  await expect(restoreInto(await anEmptyPlace())).rejects.toMatchObject(lacks);
});

test("data from before a table of keys got a column open with the keys of today, column and all", async () => {
  const tenant = await anOrganisation(house);
  await house.chart.create(aClinician(tenant), "Patient", aPatient());
  const { backup } = await archive.take("full");
  await rm(join(archive.keys, backup), { recursive: true });
  const number = 9999;
  const newer = async (sql: (text: string) => Promise<unknown>) => {
    await sql("alter table wardbook.data_key add column newcomer text");
    await sql(`insert into wardbook.migration (number, name, digest) values (${number}, 'newcomer', '')`);
  };
  await newer((text) => house.sql(text));
  try {
    await house.sql("update wardbook.data_key set newcomer = key_no");
    const later = await archive.take();
    const place = await anEmptyPlace();
    const bringUp: typeof migrate = async (owner, password, only) => {
      const application = await migrate(
        owner,
        password,
        only?.filter((one) => one.number !== number),
      );
      if (only?.at(-1)?.number === number) await newer((text) => place.admin.installation.query(text));
      return application;
    };
    expect(await restoreInto(place, { migrate: bringUp }, backup)).toMatchObject({ backup, keysOf: later.backup });
    const found =
      "select count(*)::int4 as keys, count(*) filter (where newcomer = key_no::text)::int4 as whole from wardbook.data_key";
    const [{ keys: restored, whole } = { keys: 0, whole: -1 }] = await place.admin.installation.query<{
      keys: number;
      whole: number;
    }>(found);
    expect([restored > 0, whole]).toEqual([true, restored]);
  } finally {
    await house.sql("alter table wardbook.data_key drop column newcomer");
    await house.sql("delete from wardbook.migration where number = $1", [number]);
  }
});
