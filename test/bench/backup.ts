// What backups cost: `node test/bench/backup.ts [--observations 20000] [--import yes] [--drill yes]`. Writes small observations one by one, each
// with its entry in the ledger, backs them up whole and again after few changes, restores them, and says what a million resources would take by that.
// --import writes them as an import does, several times as fast: for a million. --drill restores beside the installation, as the server does, and
// says recovery point and time as the certificate has them. What the schedule takes of others' pace is told by backup-cost.ts.
import { cpSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { type BackupTaken, openFolderStore } from "../../src/assurance/backup/index.ts";
import { importFiles } from "../../src/care/importing/index.ts";
import { compose } from "../../src/compose.ts";
import { drillRestore } from "../../src/drill-restore.ts";
import type { FhirResource } from "../../src/foundation/fhir/index.ts";
import { startBundledPostgres } from "../../src/foundation/platform/bundled-postgres/index.ts";
import { restoreInstallation } from "../../src/restore-installation.ts";
import { oneOf, seededRandom } from "../support/random.ts";
import { aName, aPatient, anObservation, familyNames, measurements } from "./load/synthetic.ts";
import { aClient } from "../people/callers.ts";

const { values } = parseArgs({
  options: {
    observations: { type: "string", default: "20000" },
    import: { type: "string", default: "no" },
    drill: { type: "string", default: "no" },
  },
});
const wanted = Number(values.observations);
const patients = values.import === "yes" ? Math.max(100, wanted / 100) : 100;
const root = mkdtempSync(join(tmpdir(), "wardbook-bench-backup-"));
const say = (name: string, figure: string) => console.log(`${name.padEnd(58)} ${figure.padStart(32)}`);
const random = seededRandom(7);
const log = { info: () => undefined, warn: console.error, error: console.error };
const options = {
  passphrase: undefined,
  now: Date.now,
  random: Math.random,
  log,
  publicOrigin: "http://localhost:8080",
};
const actor = { kind: "system", id: "bench", name: "bench" } as const;
const stores = { data: openFolderStore(join(root, "data")), keys: openFolderStore(join(root, "keys")) };
const live = join(root, "live");

async function last<Step, Result>(steps: AsyncGenerator<Step, Result>, each?: (step: Step) => void): Promise<Result> {
  for (;;) {
    const step = await steps.next();
    if (step.done === true) return step.value;
    each?.(step.value);
  }
}

async function timed<T>(name: string, resources: number, work: () => Promise<T>): Promise<T> {
  const began = performance.now();
  const processor = process.cpuUsage();
  const result = await work();
  const seconds = (performance.now() - began) / 1000;
  const used = process.cpuUsage(processor);
  const ours = (used.user + used.system) / 1e6;
  const million = resources === 0 ? "" : `, 10^6: ${((seconds / resources) * 1e6).toFixed(0)} s`;
  say(name, `${seconds.toFixed(1)} s (${ours.toFixed(1)} s of ours)${million}`);
  return result;
}

function sayTaken({ kind, rows, bytes, keyBytes }: BackupTaken): void {
  say(`  ${kind}: rows, data, keys`, `${rows}, ${(bytes / 1e6).toFixed(2)} MB, ${(keyBytes / 1e6).toFixed(3)} MB`);
}

mkdirSync(live);
await run();

async function run(): Promise<void> {
  const postgres = await startBundledPostgres({ dataDirectory: join(live, "postgres"), log });
  try {
    const house = await compose({ ...options, dataDirectory: live, owner: postgres.owner });
    try {
      const tenant = await house.keyring.createTenant({ name: "Bench", shortName: "bench", demonstration: false });
      const caller = aClient(tenant, "system/*.cruds");
      const families = familyNames(random, 100, "");
      const ids: string[] = [];
      for (let n = 0; n < 100; n += 1) {
        const patient = aPatient(random, aName(random, families)) as FhirResource;
        ids.push((await house.chart.create(caller, "Patient", patient)).value.id);
      }
      const importAll = async () => {
        const ports = { chart: house.chart, now: Date.now };
        const about = (of: () => object, type: string, count: number) =>
          Array.from({ length: count }, (_, n) => JSON.stringify({ ...of(), id: `${type}-${n}` }));
        const named = about(() => aPatient(random, aName(random, families)), "p", patients).join("\n");
        async function* lines(): AsyncGenerator<Buffer> {
          for (let n = 0; n < wanted; n += 1) {
            const observation = anObservation(
              random,
              `Patient/p-${Math.floor((n * patients) / wanted)}`,
              oneOf(random, measurements),
            );
            yield Buffer.from(`${JSON.stringify({ ...observation, id: `o-${n}` })}\n`);
          }
        }
        const sources = [
          {
            name: "patients.ndjson",
            open: async function* () {
              yield Buffer.from(`${named}\n`);
            },
          },
          { name: "observations.ndjson", open: lines },
        ];
        let told = 0;
        for await (const { created, refused, perSecond } of importFiles(ports, caller, sources))
          if (created - told >= 50_000) {
            told = created;
            say("  imported", `${created}, ${refused} refused, ${perSecond.toFixed(0)}/s`);
          }
      };
      let written = 0;
      const observe = (count: number) => {
        let left = count;
        written += count;
        const work = async () => {
          while (left > 0) {
            left -= 1;
            const observation = anObservation(
              random,
              `Patient/${oneOf(random, ids)}`,
              oneOf(random, measurements),
            ) as FhirResource;
            await house.chart.create(caller, "Observation", observation);
          }
        };
        return Promise.all(Array.from({ length: 16 }, work));
      };
      const backups = house.backups(stores);
      const take = () => last(backups.take({ kind: "increment", actor }));
      await house.ledger.sequence(tenant);
      const empty = await take();
      if (values.import === "yes") {
        await timed(`import ${wanted} observations`, 0, importAll);
        written += wanted;
      } else await timed(`write ${wanted} observations, each with its entry`, 0, () => observe(wanted));
      await house.ledger.sequence(tenant);
      const more = await timed("increment that has all of them", wanted, take);
      sayTaken(more);
      say("  of data for each 1,000 observations", `${(more.bytes / 1000 / wanted).toFixed(3)} MB`);
      await observe(100);
      const tail = () => last(backups.take({ kind: "tail", actor }));
      sayTaken(await timed("tail after 100 more", 0, tail));
      await observe(100);
      sayTaken(await timed("tail after another 100", 0, tail));
      await timed("tail after nothing", 0, tail);
      sayTaken(await timed("increment that folds them", 0, take));
      const whole = await timed("full backup", written, () => last(backups.take({ kind: "full", actor })));
      sayTaken(whole);
      say("  of data for each 1,000 observations", `${((whole.bytes - empty.bytes) / 1000 / written).toFixed(3)} MB`);
      if (values.drill === "yes") {
        await observe(100);
        await house.ledger.sequence(tenant);
        await timed("tail before the drill", 0, tail);
        const given = { ...options, ...stores, dataDirectory: live, backup: undefined, actor };
        const drilled = await timed("drill", wanted, () => last(drillRestore(house, given)));
        for (const { passed, findings } of drilled)
          say(
            `  ${passed ? "passed" : "FAILED"}: recovery point, recovery time`,
            `${findings.recoveryPointSeconds} s, ${findings.recoverySeconds} s`,
          );
        process.exitCode = drilled.every(({ passed }) => passed) ? 0 : 1;
        return;
      }
      const scratch = join(root, "restored");
      mkdirSync(scratch);
      cpSync(join(live, "keyring"), join(scratch, "keyring"), { recursive: true });
      const restoring = {
        ...options,
        ...stores,
        dataDirectory: scratch,
        database: undefined,
        backup: undefined,
        actor,
      };
      const seconds = new Map<string, number>();
      let moment = performance.now();
      await timed("restore on a bare machine, with all that follows", wanted, () =>
        last(restoreInstallation(restoring), ({ doing }) => {
          const present = performance.now();
          seconds.set(doing, (seconds.get(doing) ?? 0) + (present - moment) / 1000);
          moment = present;
        }),
      );
      for (const [doing, took] of seconds) say(`  ${doing}`, `${took.toFixed(1)} s`);
    } finally {
      await house.close();
    }
  } finally {
    await postgres.stop();
    rmSync(root, { recursive: true, force: true });
  }
}
