// Two worlds that differ only in what somebody may not see, asked the same questions:
//   node test/two-worlds/run.ts [--requests 20000] [--seed 1] [--patients 5] [--records 8] [--only words of an observer's name]
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { randomBytes } from "node:crypto";
import pg from "pg";
import { startBundledPostgres } from "../../src/foundation/platform/bundled-postgres/index.ts";
import { routesAsked } from "./asks/index.ts";
import { type Timing, compareWorlds } from "./compare-worlds.ts";
import { describeDifference, timingTable } from "./describe.ts";
import { observers } from "./observers.ts";
import { openWorld } from "./world.ts";
import { writeFileSync } from "node:fs";

const { values } = parseArgs({
  options: {
    requests: { type: "string", default: "20000" },
    seed: { type: "string", default: "1" },
    patients: { type: "string", default: "5" },
    records: { type: "string", default: "8" },
    only: { type: "string", default: "" },
  },
});

const directory = mkdtempSync(join(tmpdir(), "wardbook-worlds-"));
const postgres = await startBundledPostgres({
  dataDirectory: join(directory, "postgres"),
  log: { info: () => undefined, warn: (text: string) => console.warn(text) },
  settings: { fsync: "off", synchronous_commit: "off", max_connections: "100" },
});
// The application's role is the whole cluster's: every world has to know its password.
const password = randomBytes(24).toString("base64url");
let made = 0;

async function open() {
  made += 1;
  const name = `world_${made}`;
  const client = new pg.Client({ ...postgres.owner, password: postgres.owner.password.expose() });
  await client.connect();
  await client.query(`create database ${name}`);
  await client.end();
  const dataDirectory = mkdtempSync(join(directory, "world-"));
  writeFileSync(join(dataDirectory, "database.secret"), `${password}\n`, { mode: 0o600 });
  return openWorld({ owner: { ...postgres.owner, database: name }, dataDirectory });
}

const wanted = Number(values.requests);
const asking = observers.filter(({ name }) => name.includes(values.only));
const timings: Timing[] = [];
let requests = 0;
let differences = 0;
const succeeded = new Set<string>();
try {
  for (let seed = Number(values.seed); requests < wanted; seed += 1) {
    for (const observer of asking) {
      if (requests >= wanted) break;
      const compared = await compareWorlds({
        observer,
        seed,
        size: { patients: Number(values.patients), recordsEach: Number(values.records) },
        requests: Math.min(Math.ceil(wanted / asking.length / 2), wanted - requests),
        attempts: 0.15,
        open,
      });
      requests += compared.requests;
      differences += compared.differences.length;
      timings.push(...compared.timings);
      for (const kind of compared.succeeded) succeeded.add(kind);
      const statuses = [...compared.statuses].sort().map(([status, times]) => `${times} × ${status}`);
      console.error(
        `${requests}/${wanted} ${observer.name}: ${compared.hidden.join(" and ")} things hidden; ${compared.showing} answers show a record; ${statuses.join(", ")}; ${compared.differences.length} differences`,
      );
      for (const difference of compared.differences.slice(0, 5)) console.log(describeDifference(difference));
    }
  }
  console.log(`${timingTable(timings)}\n`);
  console.log(`never answered with success: ${routesAsked.filter((route) => !succeeded.has(route)).join(", ")}\n`);
  console.log(`${requests} requests, ${differences} differences`);
  process.exitCode = differences === 0 ? 0 : 1;
} finally {
  await postgres.stop();
  rmSync(directory, { recursive: true, force: true });
}
