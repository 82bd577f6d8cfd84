// Kills backups, and then restores, at random moments, and looks what is left: node test/recovery/kill-backup.ts [rounds of each] [seed]
import { type ChildProcess, fork } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { openFolderStore } from "../../src/assurance/backup/index.ts";
import { openWholeArchive } from "../../src/assurance/backup/testing/whole-archive.ts";
import { compose } from "../../src/compose.ts";
import type { House } from "../../src/house.ts";
import type { ResourceId, TenantId } from "../../src/foundation/kernel/index.ts";
import { type BundledPostgres, startBundledPostgres } from "../../src/foundation/platform/bundled-postgres/index.ts";
import { type ConnectionSettings, openDatabase } from "../../src/foundation/platform/database/index.ts";
import { type RestoreOptions, restoreInstallation } from "../../src/restore-installation.ts";
import { expectNoUnfinishedRestore } from "../../src/unfinished-restore.ts";
import { aClient } from "../people/callers.ts";
import { type Random, seededRandom } from "../support/random.ts";

export interface BackupKills {
  readonly rounds: number;
  /** How often the newest archive was another one than before the round; else it was the one of before. */
  readonly newer: number;
  /** Files that a later backup didn't put anew. */
  readonly wentOnWith: number;
  /** What must never be: archives that don't open, that lack what was acknowledged before their moment, or that are older than one that was told. */
  readonly faults: readonly string[];
}

export interface RestoreKills {
  readonly rounds: number;
  /** Whether no server would start with what was left, it had no record, or it was whole. */
  readonly refused: number;
  readonly empty: number;
  readonly whole: number;
  readonly faults: readonly string[];
}

interface Installation {
  readonly root: string;
  readonly live: string;
  readonly data: string;
  readonly keys: string;
  readonly postgres: BundledPostgres;
  readonly house: House;
  readonly tenant: TenantId;
  /** What was acknowledged, and when. */
  readonly written: Map<string, number>;
}

const quiet = { info: () => undefined, warn: () => undefined, error: console.error };
const opening = { passphrase: undefined, now: Date.now, publicOrigin: "http://localhost:8080", log: quiet };
const textOf = (error: unknown) => (error instanceof Error ? error.message : String(error));

async function install(): Promise<Installation> {
  const root = mkdtempSync(join(tmpdir(), "wardbook-kill-backup-"));
  const live = join(root, "live");
  mkdirSync(live);
  const postgres = await startBundledPostgres({ dataDirectory: join(live, "postgres"), log: quiet });
  const house = await compose({ ...opening, dataDirectory: live, owner: postgres.owner, connections: 4 });
  const tenant = await house.keyring.createTenant({ name: "Kill", shortName: "kill", demonstration: false });
  const at = { data: join(root, "data"), keys: join(root, "keys") };
  return { root, live, ...at, postgres, house, tenant, written: new Map() };
}

async function remove({ root, house, postgres }: Installation): Promise<void> {
  await house.close();
  await postgres.stop();
  rmSync(root, { recursive: true, force: true });
}

/** Writes until it is told to stop. */
async function write({ house, tenant, written }: Installation, stop: AbortSignal, name: string): Promise<void> {
  const caller = aClient(tenant, "system/*.cruds");
  for (let number = 0; !stop.aborted; number += 1) {
    const patient = { resourceType: "Patient", name: [{ family: `${name}-${number}` }] } as const;
    const { value } = await house.chart.create(caller, "Patient", patient);
    written.set(value.id, Date.now());
    await sleep(20);
  }
}

async function forked(file: string, args: readonly string[], told: (message: object) => void): Promise<ChildProcess> {
  const child = fork(join(import.meta.dirname, file), [...args], { stdio: ["ignore", "inherit", "inherit", "ipc"] });
  await new Promise<void>((resolve, reject) => {
    child.on("message", (message: object) => ("begins" in message ? resolve() : told(message)));
    child.once("exit", (code) => reject(new Error(`${file} did not begin (exit ${code})`)));
  });
  return child;
}

async function kill(child: ChildProcess): Promise<void> {
  const ended = child.exitCode === null ? new Promise((resolve) => child.once("exit", resolve)) : undefined;
  child.kill("SIGKILL");
  await ended;
}

/** @returns the newest archive's name @throws whatever a restore would say, or what it lacks */
async function lookAtNewest({ data, keys, house, written }: Installation): Promise<string> {
  const stores = { data: openFolderStore(data), keys: openFolderStore(keys) };
  const { backup, at, counted, ids } = await openWholeArchive({ ...stores, root: house.rootKey.provider });
  const lacking = [...written].filter(([id, acknowledged]) => acknowledged < at && !ids.has(id));
  if (lacking.length > 0) throw new Error(`${backup} lacks ${lacking.length} that were acknowledged before it`);
  const strangers = [...ids].filter((id) => !written.has(id));
  if (strangers.length > 0) throw new Error(`${backup} has ${strangers.length} that nobody wrote`);
  if (counted !== undefined && counted !== ids.size) throw new Error(`${backup} has other counts than rows`);
  return backup;
}

async function killBackups(
  installation: Installation,
  rounds: number,
  random: Random,
  tell: (text: string) => void,
): Promise<BackupKills> {
  const { live, data, keys } = installation;
  const report = { rounds, newer: 0, wentOnWith: 0, faults: [] as string[] };
  let newest = "";
  let longest = 1_000;
  for (let round = 1; round <= rounds; round += 1) {
    const taken: string[] = [];
    const child = await forked("backing-up.ts", [live, data, keys], (message) => {
      if ("taken" in message) taken.push(String(message.taken));
      if ("wereThere" in message) report.wentOnWith += Number(message.wereThere);
    });
    const stopWriting = new AbortController();
    const writing = [1, 2].map((writer) => write(installation, stopWriting.signal, `Halloran-R${round}W${writer}`));
    if (newest === "") {
      // What comes before the first backup is nobody's archive; the first one is slower than others are.
      while (taken.length === 0) await sleep(5);
      const began = performance.now();
      while (taken.length < 4) await sleep(5);
      longest = performance.now() - began;
    }
    await sleep(random() * longest);
    await kill(child);
    stopWriting.abort();
    await Promise.all(writing);
    try {
      const found = await lookAtNewest(installation);
      const told = taken.at(-1) ?? newest;
      if (found < told || found < newest) throw new Error(`${found} is newest, but ${told} was taken`);
      if (found !== newest) report.newer += 1;
      newest = found;
      tell(`backup ${round}/${rounds}: ${taken.length} taken, newest is whole`);
    } catch (error) {
      report.faults.push(`backup, round ${round}: ${textOf(error)}`);
      tell(`backup ${round}/${rounds}: ${textOf(error)}`);
    }
  }
  return report;
}

/** A place to restore into: a directory with nothing but the root key, and a database of the PostgreSQL that runs. */
interface Place {
  readonly directory: string;
  readonly owner: ConnectionSettings;
  /** As the documents say: what was signed goes aside, and the database is emptied. */
  clear(): Promise<void>;
}

async function aPlace({ root, live, postgres }: Installation): Promise<Place> {
  const directory = join(root, "restored");
  const name = "restored";
  const clear = async () => {
    const admin = openDatabase(postgres.owner, 1);
    try {
      await admin.installation.query(`drop database if exists ${name} with (force)`);
      await admin.installation.query(`create database ${name}`);
    } finally {
      await admin.close();
    }
    rmSync(join(directory, "ledger"), { recursive: true, force: true });
  };
  mkdirSync(directory);
  cpSync(join(live, "keyring"), join(directory, "keyring"), { recursive: true });
  // The role is the whole cluster's.
  cpSync(join(live, "database.secret"), join(directory, "database.secret"));
  await clear();
  return { directory, owner: { ...postgres.owner, database: name }, clear };
}

async function isEmpty({ owner }: Place): Promise<boolean> {
  const db = openDatabase(owner, 1);
  try {
    // A process that was killed may have a statement under way yet.
    const others =
      "select from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid() and backend_type = 'client backend'";
    while ((await db.installation.query(others)).length > 0) await sleep(20);
    const schema = "select from pg_class where oid = to_regclass('wardbook.tenant')";
    if ((await db.installation.query(schema)).length === 0) return true;
    return (await db.installation.query("select from wardbook.tenant limit 1")).length === 0;
  } finally {
    await db.close();
  }
}

/** @throws what is wrong with a restore that says that it is whole */
async function expectWhole({ directory, owner }: Place, { tenant }: Installation, ids: ReadonlySet<string>) {
  const house = await compose({ ...opening, dataDirectory: directory, owner, connections: 4 });
  try {
    const heads = "select count(*) as count from wardbook.record_head";
    const [indexed] = await house.db.tenant(tenant).query<{ count: number }>(heads);
    if (indexed?.count !== ids.size) throw new Error(`${indexed?.count ?? 0} of ${ids.size} are in the index`);
    for (const id of ids) await house.records.version(tenant, id as ResourceId, 1);
  } finally {
    await house.close();
  }
}

async function killRestores(
  installation: Installation,
  rounds: number,
  random: Random,
  tell: (text: string) => void,
): Promise<RestoreKills> {
  const { live, data, keys, house } = installation;
  const place = await aPlace(installation);
  const stores = { data: openFolderStore(data), keys: openFolderStore(keys) };
  const { ids } = await openWholeArchive({ ...stores, root: house.rootKey.provider });
  const report = { rounds, refused: 0, empty: 0, whole: 0, faults: [] as string[] };
  const options: RestoreOptions = {
    ...opening,
    ...stores,
    dataDirectory: place.directory,
    database: place.owner,
    backup: undefined,
    random: Math.random,
    actor: { kind: "system", id: "test", name: "test" },
    connections: 4,
  };
  const restoreWhole = async () => {
    const restoring = restoreInstallation(options);
    let step = await restoring.next();
    while (step.done !== true) step = await restoring.next();
    if (!step.value.organisations.every(({ ledger }) => ledger.state === "sound"))
      throw new Error("a ledger is broken");
    await expectWhole(place, installation, ids);
  };
  const restoring = () => forked("restoring.ts", [place.directory, data, keys, live, "restored"], () => undefined);
  const measured = await restoring();
  const began = performance.now();
  await new Promise((resolve) => measured.once("exit", resolve));
  const longest = performance.now() - began;
  await expectWhole(place, installation, ids);
  await place.clear();
  for (let round = 1; round <= rounds; round += 1) {
    const child = await restoring();
    await sleep(random() * longest);
    await kill(child);
    try {
      const empty = await isEmpty(place);
      const refused = isRefused(place.directory);
      if (!empty && !refused) await expectWhole(place, installation, ids);
      report[empty ? "empty" : refused ? "refused" : "whole"] += 1;
      if (!empty) await place.clear();
      await restoreWhole();
      expectNoUnfinishedRestore(place.directory);
      tell(`restore ${round}/${rounds}: ${empty ? "empty" : refused ? "refused" : "whole"}, then restored`);
    } catch (error) {
      report.faults.push(`restore, round ${round}: ${textOf(error)}`);
      tell(`restore ${round}/${rounds}: ${textOf(error)}`);
    }
    await place.clear();
  }
  return report;
}

function isRefused(directory: string): boolean {
  try {
    expectNoUnfinishedRestore(directory);
    return false;
  } catch {
    return true;
  }
}

/** @param rounds kills of backups, and then as many of restores */
export async function killRounds(
  rounds: number,
  seed: number,
  tell: (text: string) => void,
): Promise<{ readonly backups: BackupKills; readonly restores: RestoreKills }> {
  const random = seededRandom(seed);
  const installation = await install();
  try {
    const backups = await killBackups(installation, rounds, random, tell);
    return { backups, restores: await killRestores(installation, rounds, random, tell) };
  } finally {
    await remove(installation);
  }
}

if (import.meta.main) {
  const report = await killRounds(Number(process.argv[2] ?? 100), Number(process.argv[3] ?? 1), console.log);
  console.log(report);
  process.exit(report.backups.faults.length + report.restores.faults.length === 0 ? 0 : 1);
}
