import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { anArchive, anEmptyPlace } from "../../src/assurance/backup/testing/an-archive.ts";
import {
  type ArchiveStore,
  BackupError,
  openBackup,
  openBackups,
  openFolderStore,
  openSftpStore,
  restoreBackup,
} from "../../src/assurance/backup/index.ts";
import { readKeptCheckpoint } from "../../src/custody/ledger/index.ts";
import type { Secret, TenantId } from "../../src/foundation/kernel/index.ts";
import { randomBytes32 } from "../../src/foundation/crypto/index.ts";
import { restoreInstallation } from "../../src/restore-installation.ts";
import { aClinician, aHouse, anOrganisation, aPatient } from "../people/index.ts";
import { aDirectory } from "../support/directory.ts";
import { quickPasswords } from "../support/quick-passwords.ts";
import { startSftpServer } from "../support/sftp-server.ts";

// What is killed dies in kill-backup.ts: a power cut in the middle of a backup or a restore. What an archive's own files can suffer, and wrong
// keys, is beside the code: src/assurance/backup/backup.db.test.ts.

const house = await aHouse();
const archive = await anArchive(house);
const actor = { kind: "system", id: "test", name: "test" } as const;
const hour = 3_600_000;

type Place = Awaited<ReturnType<typeof anEmptyPlace>>;

async function last<Step, Result>(steps: AsyncGenerator<Step, Result>): Promise<Result> {
  for (;;) {
    const step = await steps.next();
    if (step.done === true) return step.value;
  }
}

async function restoreInto(place: Place, backup?: string) {
  const { data, keys, root } = archive.ports;
  const ports = { data, keys, root, owner: place.owner, applicationPassword: place.password };
  return last(restoreBackup(ports, await openBackup(ports, backup)));
}

/** On a machine where nothing else lies. */
function restoreBare(
  place: Place,
  stores: { readonly data: ArchiveStore; readonly keys: ArchiveStore },
  rootKeyShares: readonly Secret<string>[] = [],
  kept?: string,
) {
  const options = {
    ...stores,
    rootKeyShares,
    kept: kept === undefined ? undefined : readKeptCheckpoint(kept),
    actor,
    dataDirectory: place.dataDirectory,
    database: place.owner,
    backup: undefined,
    passphrase: undefined,
    random: () => 0,
    now: house.now,
    publicOrigin: "https://wardbook.test",
    log: { info: () => undefined, warn: () => undefined, error: () => undefined },
    instead: { passwordCost: quickPasswords },
  };
  return last(restoreInstallation(options));
}

const saysInOneLine = (code: string, words: string) =>
  expect.objectContaining({ code, message: expect.stringMatching(new RegExp(`^[^\n]*${words}[^\n]*$`)) });
const failure = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => "it went well",
    (error: unknown) => error,
  );

async function aPerson(tenant: TenantId): Promise<string> {
  return (await house.chart.create(aClinician(tenant), "Patient", aPatient())).value.id;
}

async function peopleIn({ admin }: Place, tenant: TenantId): Promise<string[]> {
  const rows = await admin
    .tenant(tenant)
    .query<{ id: string }>("select id from wardbook.record_version where tenant = $1 order by position", [tenant]);
  return rows.map(({ id }) => id);
}

test("what encrypts the machine and the backups to extort is named, and the next backup goes on from none of it", async () => {
  const tenant = await anOrganisation(house);
  const people = [await aPerson(tenant)];
  const before = await archive.take("full");
  people.push(await aPerson(tenant));
  const { backup } = await archive.take();

  // On the machine: nothing of it opens any more, and a copy of the root key that was kept apart brings all of it back.
  const kept = readFileSync(house.rootKey.path);
  const place = await anEmptyPlace();
  mkdirSync(join(place.dataDirectory, "keyring"));
  writeFileSync(join(place.dataDirectory, "keyring", "root.key"), randomBytes32(), { mode: 0o600 });
  expect(await failure(restoreBare(place, archive.ports))).toEqual(
    saysInOneLine("keyring/root-key-unreadable", "restore it from your copy"),
  );
  writeFileSync(join(place.dataDirectory, "keyring", "root.key"), kept, { mode: 0o600 });
  expect(await restoreBare(place, archive.ports)).toMatchObject({ backup });
  expect(await peopleIn(place, tenant)).toEqual(people);

  // In the folder of backups: all but the manifests, the manifests too, and then all under other names.
  const folder = join(archive.data, before.backup);
  const overwrite = (files: readonly string[]) => {
    for (const name of files) writeFileSync(join(folder, name), randomBytes32());
  };
  const files = readdirSync(folder).filter((name) => name !== "manifest");
  overwrite(files);
  const another = await anEmptyPlace();
  expect(await failure(restoreInto(another))).toEqual(saysInOneLine("backup/altered", `${before.backup}/data-000001`));
  const anew = await archive.take();
  expect(anew).toMatchObject({ kind: "full", fullBecause: expect.stringContaining("altered since") });
  overwrite(["manifest"]);
  expect(await failure(restoreInto(another, before.backup))).toEqual(
    saysInOneLine("backup/altered", `${before.backup}/manifest is not a backup's manifest`),
  );
  for (const name of readdirSync(archive.data))
    if (name !== anew.backup && name !== "newest") rmSync(join(archive.data, name), { recursive: true });
  renameSync(join(archive.data, anew.backup), join(archive.data, `${anew.backup}.locked`));
  expect(await failure(restoreInto(another))).toEqual(saysInOneLine("backup/none", "there is no finished backup in"));
  renameSync(join(archive.data, `${anew.backup}.locked`), join(archive.data, anew.backup));
  expect(await restoreInto(another)).toMatchObject({ backup: anew.backup });
  expect(await peopleIn(another, tenant)).toEqual(people);
});

test("a disk that is full says so, keeps the backup of before, and isn't kept full", async () => {
  const tenant = await anOrganisation(house);
  const people = [await aPerson(tenant)];
  const { backup } = await archive.take("full");
  people.push(await aPerson(tenant));
  let room = 5;
  const { data } = archive.ports;
  const full: ArchiveStore = {
    ...data,
    putOnce: async (path, bytes) => {
      if (room === 0) throw new BackupError("backup/store-full", `${data.name} is full: make room there`);
      room -= 1;
      return data.putOnce(path, bytes);
    },
  };
  house.wait(1_000);
  const taking = openBackups({ ...archive.ports, data: full }).take({ kind: "full", actor });
  expect(await failure(last(taking))).toEqual(saysInOneLine("backup/store-full", "is full"));
  expect([readdirSync(archive.data), readdirSync(archive.keys)].map((names) => names.toSorted().at(-2))).toEqual([
    backup,
    backup,
  ]);
  const place = await anEmptyPlace();
  expect(await restoreInto(place)).toMatchObject({ backup });
  expect(await peopleIn(place, tenant)).toEqual(people.slice(0, 1));
  expect(await archive.take()).toMatchObject({ kind: "increment", wereThere: 0 });
});

test("clocks that were two hours wrong lose nothing, and what was taken last is what comes back", async () => {
  const tenant = await anOrganisation(house);
  const people = [await aPerson(tenant)];
  await archive.take("full");
  const moments: { readonly backup: string; readonly at: number }[] = [];
  for (const turned of [2 * hour, -2 * hour, -2 * hour, 2 * hour + 60_000]) {
    house.wait(turned);
    people.push(await aPerson(tenant));
    moments.push(await archive.take());
  }
  const place = await anEmptyPlace();
  expect(await restoreInto(place)).toMatchObject({ backup: moments.at(-1)?.backup });
  expect(await peopleIn(place, tenant)).toHaveLength(people.length);
  expect((await peopleIn(place, tenant)).toSorted()).toEqual(people.toSorted());
});

test("a line that breaks in mid-file costs no more than that file, and nothing half comes back", async () => {
  const tenant = await anOrganisation(house);
  const people = [await aPerson(tenant)];
  const server = await startSftpServer(["/vault"]);
  const keyFile = join(aDirectory(), "backup.key");
  writeFileSync(keyFile, server.key, { mode: 0o600 });
  const { hostKey, port } = server;
  const far = openSftpStore({ user: "hill", host: "127.0.0.1", port, path: "/vault/hill", hostKey, keyFile });
  try {
    const ports = { ...archive.ports, data: far };
    const backups = openBackups(ports);
    house.wait(1_000);
    const files = () => [...server.files.keys()].filter((path) => path.includes("/data-") && !path.endsWith(".new"));
    const untilItBreaks = async () => {
      for await (const _ of backups.take({ kind: "full", actor })) if (files().length > 2) server.cutAfter = 100;
    };
    expect(await failure(untilItBreaks())).toEqual(saysInOneLine("backup/store-failed", "the connection was lost"));
    server.cutAfter = Number.POSITIVE_INFINITY;
    const put = files().length;
    people.push(await aPerson(tenant));
    house.wait(1_000);
    const taken = await last(backups.take({ kind: "full", actor }));
    expect([put > 2, taken.wereThere > 0, taken.wereThere <= put]).toEqual([true, true, true]);
    const place = await anEmptyPlace();
    const { keys, root } = archive.ports;
    const restoring = { data: far, keys, root, owner: place.owner, applicationPassword: place.password };
    await last(restoreBackup(restoring, await openBackup(restoring, undefined)));
    expect(await peopleIn(place, tenant)).toEqual(people);
  } finally {
    far.close();
    await server.close();
  }
});

test("a root key in shares comes back with the keys while enough holders do, and one too few is one line", async () => {
  const tenant = await anOrganisation(house);
  const person = await aPerson(tenant);
  const [first, , third, , fifth] = await house.rootKey.split(5, 3);
  if (first === undefined || third === undefined || fifth === undefined) throw new Error("there are five shares");
  await house.ledger.sequence(tenant);
  const { backup } = await archive.take();
  // After it: its own entry, and one more person's.
  await aPerson(tenant);
  await house.ledger.sequence(tenant);
  const { checkpoint, size } = await house.reader.standing(tenant, 1, house.now());
  const place = await anEmptyPlace();
  // Two of the five are lost: that is one more than was needed.
  for (const shares of [
    [first, third],
    [first, third, first],
  ])
    expect(await failure(restoreBare(place, archive.ports, shares))).toEqual(
      saysInOneLine("keyring/shares-needed", "3 of its shares are needed, 2 are there"),
    );
  const restored = await restoreBare(place, archive.ports, [fifth, first, third], checkpoint);
  expect(restored.backup).toBe(backup);
  // A checkpoint that was kept tells how much is lost, and says nothing of another's ledger.
  expect(restored.organisations.flatMap(({ compared }) => (compared === undefined ? [] : [compared]))).toEqual([
    { kind: "shorter", size: size - 2 },
  ]);
  expect(await peopleIn(place, tenant)).toEqual([person]);
  // What lies with the keys is sealed: a thief of that folder holds no root key.
  const copy = JSON.parse(readFileSync(join(archive.keys, backup, "root.key"), "utf8"));
  expect([copy.protection, copy.threshold, copy.keys.map(Object.keys)]).toEqual(["shares", 3, [["version", "sealed"]]]);
  // Who holds that folder may make up a root key that needs no shares, and with it all that it opens.
  const madeUp = { format: "wardbook-root-key/1", protection: "none", key: randomBytes32().toString("base64") };
  writeFileSync(join(archive.keys, backup, "root.key"), JSON.stringify(madeUp));
  const another = await anEmptyPlace();
  expect(await failure(restoreBare(another, archive.ports, [first, third, fifth]))).toEqual(
    saysInOneLine("backup/altered", "not a root key that is sealed under shares"),
  );
  expect(existsSync(join(another.dataDirectory, "keyring", "root.key"))).toBe(false);
});

test("an archive of an older version comes back, and its record opens", async () => {
  const older = join(import.meta.dirname, "older-archive");
  const stores = { data: openFolderStore(join(older, "data")), keys: openFolderStore(join(older, "keys")) };
  const place = await anEmptyPlace();
  mkdirSync(join(place.dataDirectory, "keyring"));
  const rootKey = readFileSync(join(older, "root-key.json"));
  writeFileSync(join(place.dataDirectory, "keyring", "root.key"), rootKey, { mode: 0o600 });
  const restored = await restoreBare(place, stores);
  expect(restored.organisations).toMatchObject([{ shortName: "hill", resources: 6, ledger: { state: "sound" } }]);
  expect(restored.surplus).toEqual([]);
});
