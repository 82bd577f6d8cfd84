import { mkdir, readFile, readdir } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { aClinician, aHouse, anObservation, anOrganisation, aPatient } from "../test/people/index.ts";
import { judgeDrill, openFolderStore } from "./assurance/backup/index.ts";
import { anArchive, openComposed } from "./assurance/backup/testing/an-archive.ts";
import { drillRestore } from "./drill-restore.ts";

const house = await aHouse();
const archive = await anArchive(house);
const actor = { kind: "system", id: "test", name: "test" } as const;

test("a drill restores, compares and certifies, and finds the one version that was altered", async () => {
  const [sound, altered] = [await anOrganisation(house), await anOrganisation(house)];
  for (const tenant of [sound, altered]) {
    const { value: patient } = await house.chart.create(aClinician(tenant), "Patient", aPatient());
    await house.chart.create(aClinician(tenant), "Observation", anObservation(patient.id));
    await house.ledger.sequence(tenant);
  }
  const { backup } = await archive.take();
  await house.sql(
    `update wardbook.record_version set body = body || '\\x00' where tenant = $1 and type =
       (select type from wardbook.record_version where tenant = $1 order by position desc limit 1)`,
    [altered],
  );
  house.wait(60_000);
  // Of a drill that was killed: keys that are destroyed later would live on in it. The other one's process runs.
  const { dataDirectory } = house.fresh;
  for (const pid of [2 ** 30, process.ppid])
    await mkdir(join(dataDirectory, `drill-${pid}-abcdef`, "postgres"), { recursive: true });
  const live = await openComposed(house, house.fresh);
  const drilling = drillRestore(live, {
    dataDirectory: house.fresh.dataDirectory,
    now: house.now,
    random: () => 0.5,
    publicOrigin: "https://wardbook.test",
    log: { info: () => undefined, warn: () => undefined, error: () => undefined },
    data: openFolderStore(archive.data),
    keys: openFolderStore(archive.keys),
    backup,
    actor,
  });
  let step = await drilling.next();
  while (step.done !== true) step = await drilling.next();
  const left = (await readdir(dataDirectory)).filter((name) => name.startsWith("drill-"));
  expect(left).toEqual([`drill-${process.ppid}-abcdef`]);
  const [first, second] = step.value;
  expect([first?.passed, second?.passed]).toEqual([true, false]);
  const broken = second === undefined ? [] : judgeDrill(second.findings).filter(([passed]) => !passed);
  expect(broken.map(([, sentence]) => sentence)).toEqual([expect.stringContaining("one keyed digest (2 compared)")]);
  expect(first?.findings).toMatchObject({
    recoveryPointSeconds: 60,
    recoverySeconds: 0,
    records: { versions: 2, current: 2 },
  });
  expect(await readFile(first?.path ?? "", "utf8")).toContain("\nresult: passed\n");
  expect(JSON.parse(await readFile((first?.path ?? "").replace(/txt$/, "json"), "utf8"))).toMatchObject({
    passed: true,
    backup,
  });
  const acts = (await house.reader.find(altered, { limit: 5 })).entries.map(({ entry }) => entry);
  expect(acts.find(({ action }) => action === "restore-drilled")?.detail).toContain("FAILED");
});
