// What a tail takes of the processors: `node test/bench/tail-cost.ts [--observations 20000] [--tails 3]`. Writes so many observations before each tail, waits until nobody
// writes, and says milliseconds of processor time for each 1,000: of this process with all its threads, and of the tail's own PostgreSQL process (Linux alone tells).
// Beside others' work a pace says nothing; this says something still.
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { parseArgs } from "node:util";
import { openBackups, openFolderStore } from "../../src/assurance/backup/index.ts";
import { compose } from "../../src/compose.ts";
import type { FhirResource } from "../../src/foundation/fhir/index.ts";
import { startBundledPostgres } from "../../src/foundation/platform/bundled-postgres/index.ts";
import { type Database, openDatabase } from "../../src/foundation/platform/database/index.ts";
import { aClient } from "../people/callers.ts";
import { oneOf, seededRandom } from "../support/random.ts";
import { aName, aPatient, anObservation, familyNames, measurements } from "./load/synthetic.ts";

const { values } = parseArgs({
  options: { observations: { type: "string", default: "20000" }, tails: { type: "string", default: "3" } },
});
const wanted = Number(values.observations);
const root = mkdtempSync(join(tmpdir(), "wardbook-bench-tail-"));
const live = join(root, "live");
const random = seededRandom(7);
const log = { info: () => undefined, warn: console.error, error: console.error };
const actor = { kind: "system", id: "bench", name: "bench" } as const;

/** Nanoseconds that a process ran. */
const ranFor = (pid: number) => Number(readFileSync(`/proc/${pid}/schedstat`, "utf8").split(" ")[0]);

/** A database that tells how long the processes of its pinned connections ran. */
function counting(database: Database, add: (nanoseconds: number) => void): Database {
  return {
    ...database,
    async pin() {
      const connection = await database.pin();
      const [row] = await connection.query<{ pid: number }>("select pg_backend_pid() as pid");
      const pid = row?.pid ?? 0;
      const began = ranFor(pid);
      return {
        ...connection,
        release() {
          add(ranFor(pid) - began);
          connection.release();
        },
      };
    },
  };
}

mkdirSync(live);
const postgres = await startBundledPostgres({ dataDirectory: join(live, "postgres"), log });
const options = { passphrase: undefined, now: Date.now, log, publicOrigin: "http://localhost:8080" };
const house = await compose({ ...options, dataDirectory: live, owner: postgres.owner });
const owner = openDatabase(postgres.owner, 2);
try {
  let theirs = 0;
  let number = Date.now() * 1000;
  const backups = openBackups({
    admin: counting(owner, (nanoseconds) => (theirs += nanoseconds)),
    root: house.rootKey.provider,
    rootCopy: async () => undefined,
    // No ledger is told of tails.
    ledger: { settle: async () => undefined, append: async () => undefined },
    tenants: () => house.keyring.tenants(),
    nextNumber: () => (number += 1),
    now: Date.now,
    data: openFolderStore(join(root, "data")),
    keys: openFolderStore(join(root, "keys")),
  });
  const take = async (kind: "full" | "tail") => {
    const taking = backups.take({ kind, actor });
    for (;;) {
      const step = await taking.next();
      if (step.done === true) return step.value;
    }
  };
  const tenant = await house.keyring.createTenant({ name: "Bench", shortName: "bench", demonstration: false });
  const caller = aClient(tenant, "system/*.cruds");
  const families = familyNames(random, 100, "");
  const ids: string[] = [];
  while (ids.length < 100) {
    const patient = aPatient(random, aName(random, families)) as FhirResource;
    ids.push((await house.chart.create(caller, "Patient", patient)).value.id);
  }
  const observe = (count: number) => {
    let left = count;
    const work = async () => {
      while (left > 0) {
        left -= 1;
        const made = anObservation(random, `Patient/${oneOf(random, ids)}`, oneOf(random, measurements));
        await house.chart.create(caller, "Observation", made as FhirResource);
      }
    };
    return Promise.all(Array.from({ length: 16 }, work));
  };
  await house.ledger.sequence(tenant);
  await take("full");
  for (let tail = 1; tail <= Number(values.tails); tail += 1) {
    await observe(wanted);
    await house.ledger.sequence(tenant);
    await sleep(1_500);
    theirs = 0;
    const before = process.cpuUsage();
    const { kind, rows, bytes } = await take("tail");
    const { user, system } = process.cpuUsage(before);
    const each = (milliseconds: number) => `${((milliseconds * 1000) / wanted).toFixed(1)} ms`;
    console.log(
      `${kind} ${tail}: ${rows} rows, ${(bytes / 1000 / wanted).toFixed(3)} MB for each 1,000 observations, ${each((user + system) / 1000)} of ours, ${each(theirs / 1e6)} of PostgreSQL's`,
    );
  }
} finally {
  await owner.close();
  await house.close();
  await postgres.stop();
  rmSync(root, { recursive: true, force: true });
}
