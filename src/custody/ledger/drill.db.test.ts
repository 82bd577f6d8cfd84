import { expect, test } from "vitest";
import { aHouse, anOrganisation, someEntries } from "../../../test/people/index.ts";
import type { TenantId } from "../../foundation/kernel/index.ts";
import { harmless, manipulations } from "./drill-manipulations.ts";
import { setStage } from "./drill-scene.ts";
import { copyTables } from "./drill-tables.ts";
import { type DrillResult, drillLedger, verifyLedger } from "./index.ts";
import { tableRows } from "./ledger-rows.ts";

const house = await aHouse();
const { db, keyring, anchor, ledger } = house;
const results = (tenant: TenantId) => Array.fromAsync(drillLedger({ db, keyring }, tenant));

function expectNoticedElsewhere(drilled: readonly DrillResult[]): void {
  const by = (words: string) => drilled.find(({ what }) => what === words)?.detections.map((detection) => detection.by);
  expect(by("the whole installation is rolled back")).toEqual(["witness"]);
  expect(by("the whole installation is rolled back, and goes on from there past where it was")).toEqual(["witness"]);
  expect(
    by("with the keys and the data directory, entries are taken out and everything after them written anew"),
  ).toEqual(["verify of the copy", "witness"]);
  expect(by("an entry's bytes are changed")).toEqual(["ledger verify"]);
  expect(by("a public tile is changed")).toEqual(["publishing", "verify of the copy"]);
  expect(by("a proof is given out for another entry")).toEqual(["verify of the proof"]);
  expect(by("a head is put back to what it was, with its code")).toEqual(["ledger verify"]);
  expect(by("with the keys and the data directory, a map is committed that leaves an entry out")).toEqual([
    "ledger verify",
  ]);
  expect(by("an entry is left out of a patient's list")).toEqual(["verify of the list"]);
  for (const words of [
    "the oldest entries are taken away, and the database says that they were pruned",
    "with the keys and the data directory, a pruning is declared that counts a patient's entries otherwise",
    "with the keys and the data directory, a pruning is declared of entries that are too young",
    "every machine's clock is set years ahead at one stroke, and what was written before that is pruned",
  ])
    expect(by(words)).toEqual(["ledger verify"]);
  expect(by("the server's clock is turned ahead month by month, and what was written before that is pruned")).toEqual([
    "ledger verify",
    "verify of the copy",
  ]);
  expect(by("the oldest sealed entries of a copy are taken away, and no pruning is on record")).toEqual([
    "verify of the copy",
  ]);
}

for (const entries of [0, 1, 700]) {
  test(`each manipulation of a ledger of ${entries} entries is noticed, the untouched copy is not, and the ledger stays as it was`, async () => {
    const tenant = await anOrganisation(house);
    if (entries > 0) await ledger.witness(tenant, someEntries(entries));
    await ledger.sequence(tenant);
    const drilled = await results(tenant);
    const [sound, spoilt] = [false, true].map((is) => drilled.filter(({ isManipulation }) => isManipulation === is));
    expect(sound?.map(({ what, detections }) => [what, detections])).toEqual(harmless.map(([name]) => [name, []]));
    expect(drilled.filter(({ isRight }) => !isRight).map(({ what }) => what)).toEqual([]);
    if (entries === 700) expectNoticedElsewhere(drilled);
    expect(spoilt?.map(({ what }) => what)).toEqual(manipulations.map(([name]) => name));
    const after = (await Array.fromAsync(verifyLedger({ db, keyring, anchor }, tenant))).at(-1);
    expect(after).toMatchObject({ state: "sound", checked: entries, waiting: 0 });
  });
}

test("a manipulation that changes nothing is reported as not noticed", async () => {
  const tenant = await anOrganisation(house);
  const keys = await keyring.keys(tenant);
  const stage = await setStage(keys, await copyTables(keys, tableRows(db.tenant(tenant), tenant), 100));
  expect(await stage.look(stage.scene)).toEqual([]);
  await stage.end();
});
