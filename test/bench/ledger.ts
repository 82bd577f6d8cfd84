// What an outsider's check costs, and what a proof does: `node test/bench/ledger.ts [--entries 1000000]`. Fills an installation of its
// own with entries, publishes them, copies the ledger, checks the copy with the verifier alone, and lets them go, eight years later.
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { parseArgs } from "node:util";
import { compose } from "../../src/compose.ts";
import type { LedgerEntry } from "../../src/custody/ledger/index.ts";
import { startBundledPostgres } from "../../src/foundation/platform/bundled-postgres/index.ts";

const { values } = parseArgs({ options: { entries: { type: "string", default: "1000000" } } });
const wanted = Number(values.entries);
const verifier = join(import.meta.dirname, "../../src/verifier/wardbook-verify.ts");
const root = mkdtempSync(join(tmpdir(), "wardbook-bench-ledger-"));
const say = (name: string, figure: string) => console.log(`${name.padEnd(58)} ${figure.padStart(24)}`);
const seconds = (milliseconds: number) => `${(milliseconds / 1000).toFixed(2)} s`;
const quantile = (sorted: readonly number[], part: number) => sorted[Math.floor((sorted.length - 1) * part)] ?? 0;
const spread = (figures: readonly number[]) => {
  const sorted = figures.toSorted((a, b) => a - b);
  return [0.5, 0.99, 1].map((part) => quantile(sorted, part).toFixed(1)).join(" / ");
};

async function timed<T>(name: string, work: () => Promise<T> | T, per?: number): Promise<T> {
  const began = performance.now();
  const result = await work();
  const took = performance.now() - began;
  say(name, `${seconds(took)}${per === undefined ? "" : `, ${((took * 1000) / per).toFixed(1)} us each`}`);
  return result;
}

const entry = (n: number): LedgerEntry => ({
  at: Date.now(),
  action: "read",
  actor: { kind: "person", id: "5f1c2f2e-55c1-4df5-a3a3-0d5b9d1c0009", name: "Dr Ada Okafor", role: "clinician" },
  why: "as a clinician of this organisation",
  from: "127.0.0.1",
  resources: [`Observation/0d0c9e3c-5c77-4c38-9d80-${String(n).padStart(12, "0")}/1`],
  count: 1,
});

const aMonth = 31 * 86_400_000;
const months = 95;
let ahead = 0;
const now = () => Date.now() + ahead;

const log = { info: () => undefined, warn: console.error, error: console.error };
const postgres = await startBundledPostgres({ dataDirectory: join(root, "postgres"), log });
try {
  const house = await compose({
    dataDirectory: root,
    owner: postgres.owner,
    passphrase: undefined,
    now,
    log,
    publicOrigin: "http://localhost:8080",
    keepDaybook: true,
  });
  const { ledger, ledgerReader, publisher, keyring } = house;
  const tenant = await keyring.createTenant({ name: "Bench", shortName: "bench", demonstration: false });
  const ids: string[] = [];
  await timed(
    `witness ${wanted} entries`,
    async () => {
      for (let n = 0; n < wanted; n += 1000) {
        const count = Math.min(1000, wanted - n);
        ids.push(
          ...(await ledger.witness(
            tenant,
            Array.from({ length: count }, (_, at) => ({ entry: entry(n + at) })),
          )),
        );
        if (n % 100_000 === 0) await ledger.sequence(tenant);
      }
      await ledger.sequence(tenant);
    },
    wanted,
  );
  await timed("publish them all, from nothing", () => publisher.publish(tenant), wanted);

  const proofs: number[] = [];
  const before = process.cpuUsage();
  for (let trial = 0; trial < 500; trial += 1) {
    const id = ids[Math.floor((trial * 7_919_993) % ids.length)] ?? "";
    const began = performance.now();
    await ledgerReader.prove(tenant, id);
    proofs.push(performance.now() - began);
  }
  const { user, system } = process.cpuUsage(before);
  say("proof of an entry, processor time of this process", `${((user + system) / 1000 / 500).toFixed(1)} ms`);
  say("proof of an entry, ms: median / 99 % / worst of 500", spread(proofs));

  publisher.start(async () => [tenant]);
  const file = join(house.publicDirectory, (await house.publication(tenant)).path.slice("/log/".length), "checkpoint");
  const shownSize = () => Number(readFileSync(file, "utf8").split("\n")[1]);
  const waits: number[] = [];
  for (let trial = 0; trial < 40; trial += 1) {
    // Not in step with the timers.
    await sleep((trial * 37) % 700);
    const before = shownSize();
    const began = performance.now();
    await ledger.witness(tenant, [{ entry: entry(trial) }]);
    while (shownSize() <= before) await sleep(5);
    waits.push(performance.now() - began);
  }
  say("public checkpoint after an act, ms: median / 99 % / worst of 40", spread(waits));

  const copy = join(root, "copy");
  let path = "";
  await timed(
    "copy the ledger, entries too",
    async () => {
      for await (const step of house.exportLog(tenant, copy)) path = step.path;
    },
    wanted,
  );
  const { verifierKey } = await ledgerReader.standing(tenant, 1, Date.now());
  const check = (directory: string) =>
    execFileSync(process.execPath, [verifier, directory, "--key", verifierKey]).toString().split("\n")[0] ?? "";
  await timed("verify the copy with the one file, offline", () => console.log(check(path)));
  await timed("verify the public tiles alone", () =>
    console.log(check(join(house.publicDirectory, path.slice(copy.length)))),
  );
  // Eight years in which the ledger writes something: what a clock skips doesn't count.
  for (let month = 0; month < months; month += 1) {
    ahead += aMonth;
    await ledger.witness(tenant, [{ entry: entry(month) }]);
    await ledger.settle();
  }
  const who = { actor: { kind: "system", id: "bench", name: "bench" } } as const;
  await timed("what could go, in a dry run", async () => console.log((await house.pruner.plan(tenant)).span), wanted);
  const pruning = house.pruner.prune(tenant, who, publisher.publish);
  await timed("declare that they go, and show it", async () => console.log((await pruning.next()).value), wanted);
  await timed("let them go", async () => console.log((await Array.fromAsync(pruning)).at(-1)?.state), wanted);
  await house.close();
} finally {
  await postgres.stop();
  rmSync(root, { recursive: true, force: true });
}
