// Kills a server under load at random moments and looks what is left: node test/recovery/kill.ts [rounds] [seed]
import { type ChildProcess, fork } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { verifyLedger } from "../../src/custody/ledger/index.ts";
import type { TenantId } from "../../src/foundation/kernel/index.ts";
import { serve } from "../../src/serve.ts";
import { freePort } from "../support/free-port.ts";
import { toldLog } from "../support/told-log.ts";

export interface KillReport {
  readonly rounds: number;
  readonly acknowledged: number;
  readonly lost: number;
  readonly reads: number;
  readonly unwitnessed: number;
  readonly unsound: number;
  readonly slowestStartMilliseconds: number;
}

interface Installation {
  readonly directory: string;
  readonly port: number;
  readonly client: { readonly id: string; readonly secret: string };
  readonly tenant: TenantId;
}

const operator = { kind: "system", id: "test", name: "test" } as const;

async function install(): Promise<Installation> {
  const directory = mkdtempSync(join(tmpdir(), "wardbook-kill-"));
  const port = await freePort();
  const serving = await serve({
    dataDirectory: directory,
    host: "127.0.0.1",
    port,
    database: undefined,
    passphrase: undefined,
    log: toldLog(),
  });
  const tenant = await serving.house.keyring.createTenant({ name: "Kill", shortName: "kill", demonstration: false });
  const { client, secret } = await serving.house.authorization.clients.add(operator, tenant, {
    name: "load",
    scope: "system/*.cruds",
  });
  await serving.stop();
  return { directory, port, client: { id: client.id, secret: secret?.expose() ?? "" }, tenant };
}

async function start({ directory, port }: Installation): Promise<ChildProcess> {
  const child = fork(join(import.meta.dirname, "served.ts"), [directory, String(port)], {
    stdio: ["ignore", "inherit", "inherit", "ipc"],
  });
  await new Promise<void>((resolve, reject) => {
    child.once("message", () => resolve());
    child.once("exit", (code) => reject(new Error(`the server did not start (exit ${code})`)));
  });
  child.removeAllListeners("exit");
  return child;
}

/** What the server promised. */
interface Promised {
  /** `Type/id/version` and the family name it carries. */
  readonly written: Map<string, string>;
  /** Ids of the ledger entries that came with reads. */
  readonly witnessed: Set<string>;
}

async function tokenOf({ port, client }: Installation): Promise<string> {
  const answer = await fetch(`http://127.0.0.1:${port}/oauth/token`, {
    method: "POST",
    headers: {
      authorization: `Basic ${Buffer.from(`${client.id}:${client.secret}`).toString("base64")}`,
      "content-type": "application/x-www-form-urlencoded",
    },
    body: "grant_type=client_credentials&scope=system/*.cruds",
  });
  return ((await answer.json()) as { access_token: string }).access_token;
}

/** Writes and reads until the server is gone. */
async function load(installation: Installation, token: string, promised: Promised, name: string): Promise<void> {
  const base = `http://127.0.0.1:${installation.port}/fhir`;
  const headers = { authorization: `Bearer ${token}`, "content-type": "application/fhir+json" };
  let last: { readonly id: string; readonly version: number } | undefined;
  for (let number = 0; ; number += 1) {
    const family = `${name}-${number}`;
    const updating = last !== undefined && number % 3 === 2;
    const resource = { resourceType: "Patient", ...(updating ? { id: last?.id } : {}), name: [{ family }] };
    const answer = await fetch(updating ? `${base}/Patient/${last?.id}` : `${base}/Patient`, {
      method: updating ? "PUT" : "POST",
      headers,
      body: JSON.stringify(resource),
    });
    const stored = (await answer.json()) as { id: string; meta: { versionId: string } };
    if (!answer.ok) throw new Error(`refused: ${answer.status} ${JSON.stringify(stored)}`);
    last = { id: stored.id, version: Number(stored.meta.versionId) };
    promised.written.set(`${stored.id}/${stored.meta.versionId}`, family);
    for (const id of (answer.headers.get("x-wardbook-ledger-entry") ?? "").split(",")) promised.witnessed.add(id);
    const read = await fetch(`${base}/Patient/${stored.id}`, { headers });
    await read.arrayBuffer();
    if (read.ok)
      for (const id of (read.headers.get("x-wardbook-ledger-entry") ?? "").split(",")) promised.witnessed.add(id);
  }
}

function isGone(error: unknown): boolean {
  return (
    error instanceof TypeError ||
    (error instanceof Error && /fetch failed|terminated|ECONN|socket|JSON/i.test(error.message))
  );
}

function postmasterOf({ directory }: Installation): number | undefined {
  try {
    const [pid] = readFileSync(join(directory, "postgres", "cluster", "postmaster.pid"), "utf8").split("\n");
    return Number(pid);
  } catch {
    return undefined;
  }
}

async function inspect(
  installation: Installation,
  promised: Promised,
): Promise<{ lost: number; unwitnessed: number; unsound: number }> {
  const serving = await serve({
    dataDirectory: installation.directory,
    host: "127.0.0.1",
    port: installation.port,
    database: undefined,
    passphrase: undefined,
    log: toldLog(),
  });
  const { house } = serving;
  const { tenant } = installation;
  let lost = 0;
  let unwitnessed = 0;
  let unsound = 0;
  try {
    for (const [name, family] of promised.written) {
      const [id = "", version = ""] = name.split("/");
      const found = await house.records
        .version(tenant, id as Parameters<typeof house.records.version>[1], Number(version))
        .catch(() => undefined);
      if (found === undefined || !found.body.toString().includes(`"${family}"`)) lost += 1;
    }
    for (const id of promised.witnessed) {
      const entry = await house.ledgerReader.entry(tenant, id).catch(() => undefined);
      if (entry === undefined) unwitnessed += 1;
    }
    await house.ledger.sequence(tenant);
    for await (const state of verifyLedger({ db: house.db, keyring: house.keyring, anchor: house.anchor }, tenant)) {
      if (state.state !== "broken") continue;
      unsound += 1;
      console.error("ledger broken:", state.finding);
    }
  } finally {
    await serving.stop();
  }
  return { lost, unwitnessed, unsound };
}

const longestWait = 5_000;

/** @param rounds kills; every other one takes PostgreSQL with it, as a power cut would. */
export async function killRounds(rounds: number, seed: number, tell: (text: string) => void): Promise<KillReport> {
  const installation = await install();
  let state = seed;
  const random = () => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff;
    return state / 0x7fffffff;
  };
  const report = {
    rounds,
    acknowledged: 0,
    lost: 0,
    reads: 0,
    unwitnessed: 0,
    unsound: 0,
    slowestStartMilliseconds: 0,
  };
  try {
    for (let round = 1; round <= rounds; round += 1) {
      const startedAt = performance.now();
      const child = await start(installation);
      report.slowestStartMilliseconds = Math.max(
        report.slowestStartMilliseconds,
        Math.round(performance.now() - startedAt),
      );
      const token = await tokenOf(installation);
      const promised: Promised = { written: new Map(), witnessed: new Set() };
      const loads = Array.from({ length: 6 }, (_, index) =>
        load(installation, token, promised, `Halloran-R${round}W${index}`),
      );
      let over = false;
      const ended = Promise.allSettled(loads).finally(() => (over = true));
      // A server that has just started takes its time with the first write; a few are killed over it, the others later.
      const waitsUntil = performance.now() + (random() < 0.75 ? longestWait : 0);
      while (promised.written.size === 0 && !over && performance.now() < waitsUntil) await sleep(5);
      await sleep(40 + random() * 600);
      const postmaster = round % 2 === 0 ? postmasterOf(installation) : undefined;
      child.kill("SIGKILL");
      if (postmaster !== undefined) process.kill(postmaster, "SIGKILL");
      await new Promise((resolve) => child.once("exit", resolve));
      for (const outcome of await ended)
        if (outcome.status === "rejected" && !isGone(outcome.reason)) throw outcome.reason;
      const found = await inspect(installation, promised);
      report.acknowledged += promised.written.size;
      report.reads += promised.witnessed.size;
      report.lost += found.lost;
      report.unwitnessed += found.unwitnessed;
      report.unsound += found.unsound;
      tell(
        `round ${round}/${rounds}: ${promised.written.size} writes acknowledged, ${found.lost} lost, ${found.unwitnessed} of ${promised.witnessed.size} entries missing, ledger ${found.unsound === 0 ? "sound" : "BROKEN"}`,
      );
    }
  } finally {
    rmSync(installation.directory, { recursive: true, force: true });
  }
  return report;
}

if (import.meta.main) {
  const report = await killRounds(Number(process.argv[2] ?? 200), Number(process.argv[3] ?? 1), console.log);
  console.log(report);
  process.exit(report.lost + report.unwitnessed + report.unsound === 0 ? 0 : 1);
}
