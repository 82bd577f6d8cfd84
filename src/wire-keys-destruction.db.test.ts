import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import { aClinician, aHouse, anObservation, anOrganisation, aPatient } from "../test/people/index.ts";
import { keyAdministrationOf } from "../test/people/key-administration.ts";
import { parseVerifierKey, openNote } from "./custody/ledger/verify/index.ts";
import { verifyLedger } from "./custody/ledger/index.ts";

const house = await aHouse();
const keys = keyAdministrationOf(house);
const other = house.anotherProcess();

async function aChart() {
  const tenant = await anOrganisation(house);
  const clinician = aClinician(tenant);
  const { value: patient } = await house.chart.create(clinician, "Patient", aPatient());
  const { value: observation } = await house.chart.create(clinician, "Observation", anObservation(patient.id));
  const { value: neighbour } = await house.chart.create(clinician, "Patient", aPatient({ family: "Neighbour" }));
  await house.chart.create(clinician, "Observation", anObservation(neighbour.id));
  return { tenant, clinician, patient: patient.id, observation: observation.id, neighbour: neighbour.id };
}

test("destroying a patient's key ends it in every process within a second, and leaves everybody else alone", async () => {
  const { tenant, clinician, patient, observation, neighbour } = await aChart();
  // Both processes remember the key, and an older version of it exists.
  for await (const _ of keys.rotate({ kind: "patient", tenant, subject: patient, why: "test" }));
  for (const { chart } of [house, other]) await chart.read(clinician, { type: "Patient", id: patient });
  const { certificate, keys: count } = await keys.destroyPatient(tenant, patient, "erasure asked for");
  expect(count).toBe(2);
  const began = performance.now();
  await sleep(1_000);
  for (const { chart, records, keyring } of [house, other, house.anotherProcess()]) {
    await expect(chart.read(clinician, { type: "Patient", id: patient })).rejects.toMatchObject({
      code: "chart/not-found",
    });
    expect(await records.newest(tenant, observation)).toBeUndefined();
    expect((await (await keyring.keys(tenant)).ofPatients([patient])).size).toBe(0);
    const { value } = await chart.search(clinician, "Observation", []);
    expect(value.matches.map(({ patient: whose }) => whose)).toEqual([neighbour]);
    expect((await chart.read(clinician, { type: "Patient", id: neighbour })).value.id).toBe(neighbour);
  }
  expect(performance.now() - began).toBeLessThan(30_000);
  for (const table of ["data_key", "record_version", "note_draft"]) {
    const column = table === "data_key" ? "subject" : table === "record_version" ? "id" : "patient";
    expect(
      await house.sql(`select from wardbook.${table} where tenant = $1 and ${column} = $2`, [tenant, patient]),
    ).toEqual([]);
  }
  // The ledger is whole, its entries about the patient are readable to nobody, and the act is in it.
  expect(await house.reader.aboutPatient(tenant, patient, { limit: 10 })).toEqual([]);
  await house.ledger.sequence(tenant);
  const steps = await Array.fromAsync(
    verifyLedger({ db: house.db, keyring: house.keyring, anchor: house.anchor }, tenant),
  );
  expect(steps.at(-1)).toMatchObject({ state: "sound" });
  const [told] = await house.reader.byActor(tenant, "key-administration", { limit: 1 });
  expect(told?.entry).toMatchObject({ action: "keys-destroyed", detail: expect.stringContaining(patient) });
  // Whoever holds the ledger's verifier key can check the certificate.
  const { verifierKey } = await house.reader.standing(tenant, 1, house.now());
  const { text } = openNote(certificate, [parseVerifierKey(verifierKey)]);
  expect(text).toContain(`patient: ${patient}`);
  expect(text).toContain("Backups of this database");
  expect(text).toMatch(/keys: \d+ \(sha-256 commitment [0-9a-f]{64}\), \d+ \(/);
});

test("a process that lost the database uses no key that it remembers", async () => {
  const { tenant } = await aChart();
  const lonely = house.anotherProcess();
  await lonely.keyring.keys(tenant);
  await lonely.close();
  await sleep(1_000);
  await expect(lonely.keyring.keys(tenant)).rejects.toThrow();
});

test("destroying an organisation leaves nothing that opens, and a certificate that covers its last checkpoint", async () => {
  const { tenant, clinician, patient } = await aChart();
  await other.chart.read(clinician, { type: "Patient", id: patient });
  const { verifierKey } = await house.reader.standing(tenant, 1, house.now());
  const { certificate } = await keys.destroyTenant(tenant, "contract ended");
  await sleep(1_000);
  for (const { chart, keyring } of [house, other, house.anotherProcess()]) {
    await expect(chart.read(clinician, { type: "Patient", id: patient })).rejects.toMatchObject({
      code: "keyring/unknown-tenant",
    });
    expect((await keyring.tenants()).map((one) => one.tenant)).not.toContain(tenant);
  }
  expect(await house.sql("select from wardbook.data_key where tenant = $1", [tenant])).toEqual([]);
  const [row] = await house.sql<{ wrapped_key: Buffer; sealed_profile: Buffer }>(
    "select wrapped_key, sealed_profile from wardbook.tenant where tenant = $1",
    [tenant],
  );
  expect(row).toEqual({ wrapped_key: Buffer.alloc(0), sealed_profile: Buffer.alloc(0) });
  const { text } = openNote(certificate, [parseVerifierKey(verifierKey)]);
  expect(text).toContain("last checkpoint, which covers the entry");
  expect(text).toContain("contract ended");
  // Its number isn't given to another one.
  expect(await anOrganisation(house)).toBeGreaterThan(tenant);
});

test("a patient who has no key can't be destroyed twice", async () => {
  const { tenant, patient } = await aChart();
  await keys.destroyPatient(tenant, patient, "erasure");
  await expect(keys.destroyPatient(tenant, patient, "erasure")).rejects.toMatchObject({ code: "keyring/unknown-key" });
});
