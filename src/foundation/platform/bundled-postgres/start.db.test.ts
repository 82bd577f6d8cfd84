import { spawn } from "node:child_process";
import { chmodSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import type { ConnectionSettings } from "../database/index.ts";
import { isPostgresOf, postgresProcessesOf } from "./process-table.ts";
import { startBundledPostgres } from "./start.ts";
import type { BundledPostgres } from "./start.ts";
import { aDirectory as anEmptyDirectory } from "../../../../test/support/directory.ts";

const quick = { fsync: "off", full_page_writes: "off" };

/** A data directory after its first start: most tests are about later ones, and copying is quicker than initdb. */
const prepared = mkdtempSync(join(tmpdir(), "wardbook-test-"));

beforeAll(async () => {
  const log = { info() {}, warn() {} };
  await (await startBundledPostgres({ dataDirectory: prepared, log, settings: quick })).stop();
});

afterAll(() => rmSync(prepared, { recursive: true, force: true }));

function aDirectory(): string {
  const directory = anEmptyDirectory();
  cpSync(prepared, directory, { recursive: true });
  chmodSync(join(directory, "cluster"), 0o700);
  return directory;
}

async function start(dataDirectory: string, messages: string[] = []): Promise<BundledPostgres> {
  const log = { info: (text: string) => messages.push(text), warn: (text: string) => messages.push(text) };
  const database = await startBundledPostgres({ dataDirectory, log, settings: quick });
  onTestFinished(() => database.stop());
  return database;
}

async function query(owner: ConnectionSettings, sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ ...owner, password: owner.password.expose() });
  client.on("error", () => {});
  await client.connect();
  try {
    const result = await client.query<Record<string, unknown>>(sql);
    return result.rows;
  } finally {
    await client.end().catch(() => {});
  }
}

/** A server process of its own that prints PostgreSQL's pid once it is ready. */
async function startInAnotherProcess(dataDirectory: string): Promise<{ serverPid: number; postgresPid: number }> {
  const door = join(import.meta.dirname, "index.ts");
  const program = `
    import { startBundledPostgres } from ${JSON.stringify(door)};
    const log = { info() {}, warn() {} };
    const settings = ${JSON.stringify(quick)};
    const database = await startBundledPostgres({ dataDirectory: ${JSON.stringify(dataDirectory)}, log, settings });
    console.log(database.pid);
    setInterval(() => {}, 1000);`;
  const child = spawn(process.execPath, ["--input-type=module-typescript", "-e", program], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  onTestFinished(() => void child.kill("SIGKILL"));
  const postgresPid = await new Promise<number>((resolve, reject) => {
    child.stdout.once("data", (chunk: Buffer) => resolve(Number(chunk.toString())));
    child.once("exit", () => reject(new Error("the other server ended early")));
  });
  return { serverPid: child.pid ?? -1, postgresPid };
}

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await sleep(10);
}

test("keeps its data over a stop and a start", async () => {
  const directory = aDirectory();
  const first = await start(directory);
  await query(first.owner, "CREATE TABLE kept (n int)");
  await query(first.owner, "INSERT INTO kept VALUES (7)");
  await first.stop();
  const second = await start(directory);
  expect(await query(second.owner, "SELECT n FROM kept")).toEqual([{ n: 7 }]);
});

test("makes a UTF-8 cluster with checksums, reachable by nobody else", async () => {
  const directory = anEmptyDirectory();
  const { owner } = await start(directory);
  const settings = await query(
    owner,
    `SELECT current_setting('server_encoding') AS encoding, current_setting('data_checksums') AS checksums,
            current_setting('listen_addresses') AS tcp, current_setting('synchronous_commit') AS commit`,
  );
  expect(settings).toEqual([{ encoding: "UTF8", checksums: "on", tcp: "", commit: "on" }]);
  expect(statSync(join(directory, "owner-password")).mode & 0o777).toBe(0o600);
  expect(statSync(owner.host).mode & 0o777).toBe(0o700);
  const stranger = new pg.Client({ ...owner, password: "guess" });
  await expect(stranger.connect()).rejects.toThrow("password authentication failed");
});

test("refuses a second server on the same data directory", async () => {
  const directory = aDirectory();
  await start(directory);
  await expect(start(directory)).rejects.toMatchObject({ code: "bundled-postgres/in-use" });
});

test("takes over from a server that was killed, and keeps what it had committed", async () => {
  const directory = aDirectory();
  const other = await startInAnotherProcess(directory);
  process.kill(other.serverPid, "SIGKILL");
  await until(() => !isRunning(other.serverPid));
  const database = await start(directory);
  expect(isPostgresOf(other.postgresPid, join(directory, "cluster"))).toBe(false);
  expect(await query(database.owner, "SELECT 1 AS one")).toEqual([{ one: 1 }]);
});

test("ends a postmaster that outlived its server", async () => {
  const directory = aDirectory();
  const other = await startInAnotherProcess(directory);
  // A stopped process keeps the parent-death signal pending: as good as a machine that can't send one.
  process.kill(other.postgresPid, "SIGSTOP");
  process.kill(other.serverPid, "SIGKILL");
  await until(() => !isRunning(other.serverPid));
  setTimeout(() => process.kill(other.postgresPid, "SIGCONT"), 200);
  const messages: string[] = [];
  const database = await start(directory, messages);
  expect(messages.join()).toContain("of an earlier run");
  expect(await query(database.owner, "SELECT 1 AS one")).toEqual([{ one: 1 }]);
});

test("starts again after its postmaster was killed", async () => {
  const directory = aDirectory();
  const first = await start(directory);
  await query(first.owner, "CREATE TABLE kept (n int)");
  process.kill(first.pid, "SIGKILL");
  expect(await first.exited).toEqual({ code: null, signal: "SIGKILL" });
  await first.stop();
  const second = await start(directory);
  expect(await query(second.owner, "SELECT count(*)::int AS n FROM kept")).toEqual([{ n: 0 }]);
});

test("is not held up by a pid file whose number now belongs to somebody else", async () => {
  const directory = aDirectory();
  const first = await start(directory);
  await first.stop();
  const lines = [process.ppid, join(directory, "cluster"), 1, 5432, first.owner.host, "", "", "ready"];
  writeFileSync(join(directory, "cluster", "postmaster.pid"), lines.join("\n"));
  const second = await start(directory);
  expect(await query(second.owner, "SELECT 1 AS one")).toEqual([{ one: 1 }]);
});

test("serves a data directory whose path is too long for a socket", async () => {
  const directory = join(anEmptyDirectory(), "a".repeat(60), "b".repeat(60));
  const { owner } = await start(directory);
  expect(owner.host.startsWith(directory)).toBe(false);
  expect(await query(owner, "SELECT 1 AS one")).toEqual([{ one: 1 }]);
});

test("serves a data directory below a home that only its owner enters", async () => {
  const home = anEmptyDirectory();
  chmodSync(home, 0o700);
  mkdirSync(join(home, "wardbook"), { mode: 0o700 });
  const { owner } = await start(join(home, "wardbook", "data"));
  expect(await query(owner, "SELECT 1 AS one")).toEqual([{ one: 1 }]);
});

test("replaces the draft of an interrupted first start", async () => {
  const directory = anEmptyDirectory();
  mkdirSync(join(directory, "cluster.draft", "base"), { recursive: true });
  writeFileSync(join(directory, "owner-password"), "cut sho");
  const { owner } = await start(directory);
  expect(await query(owner, "SELECT 1 AS one")).toEqual([{ one: 1 }]);
});

test("says so when the owner's password is lost", async () => {
  const directory = aDirectory();
  await (await start(directory)).stop();
  writeFileSync(join(directory, "owner-password"), "");
  await expect(start(directory)).rejects.toMatchObject({ code: "bundled-postgres/no-password" });
});

test("says so when the cluster is another major version's", async () => {
  const directory = aDirectory();
  await (await start(directory)).stop();
  writeFileSync(join(directory, "cluster", "PG_VERSION"), "17\n");
  await expect(start(directory)).rejects.toMatchObject({ code: "bundled-postgres/other-version" });
});

test("tells why PostgreSQL doesn't start", async () => {
  const directory = aDirectory();
  const log = { info() {}, warn() {} };
  const settings = { shared_buffers: "nonsense" };
  const starting = startBundledPostgres({ dataDirectory: directory, log, settings });
  await expect(starting).rejects.toMatchObject({ code: "bundled-postgres/start" });
  await expect(starting).rejects.toThrow("shared_buffers");
  await start(directory);
});

test("never writes a statement, a parameter or a value to PostgreSQL's log", async () => {
  const directory = aDirectory();
  const { owner } = await start(directory);
  await expect(query(owner, "SELECT 'canary-value'::int")).rejects.toThrow("canary-value");
  await expect(query(owner, "SELECT canary_column FROM canary_table")).rejects.toThrow("canary_table");
  await query(owner, "CREATE TABLE named (name text PRIMARY KEY)");
  await query(owner, "INSERT INTO named VALUES ('canary-key')");
  await expect(query(owner, "INSERT INTO named VALUES ('canary-key')")).rejects.toThrow("duplicate key");
  const logged = join(directory, "postgres.log");
  const readyBefore = timesReady(logged);
  const crashing = query(owner, "SELECT pg_sleep(60), 'canary-crash'");
  const [backend] = await untilRows(
    owner,
    "SELECT pid FROM pg_stat_activity WHERE query LIKE '%pg_sleep(60), %' AND pid <> pg_backend_pid()",
  );
  process.kill(Number(backend?.["pid"]), "SIGKILL");
  await expect(crashing).rejects.toThrow();
  await until(() => timesReady(logged) > readyBefore);
  const log = readFileSync(logged, "utf8");
  expect(log).toContain("was terminated by signal 9");
  expect(log).not.toContain("canary");
});

test("leaves no process behind when stopped", async () => {
  const directory = aDirectory();
  const database = await start(directory);
  expect(postgresProcessesOf(join(directory, "cluster")).length).toBeGreaterThan(0);
  await database.stop();
  expect(postgresProcessesOf(join(directory, "cluster"))).toEqual([]);
});

function timesReady(log: string): number {
  return readFileSync(log, "utf8").split("ready to accept connections").length - 1;
}

async function untilRows(owner: ConnectionSettings, sql: string): Promise<Record<string, unknown>[]> {
  for (;;) {
    const rows = await query(owner, sql);
    if (rows.length > 0) return rows;
    await sleep(10);
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
