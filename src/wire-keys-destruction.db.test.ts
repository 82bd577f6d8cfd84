import { writeFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, expect, test } from "vitest";
import { aClinician, aHouse, anObservation, anOrganisation, aPatient } from "../test/people/index.ts";
import { keyAdministrationOf } from "../test/people/key-administration.ts";
import { transitServer } from "../test/support/transit-server.ts";
import { type KeyProvider, openKeyring, openNextKeeper } from "./custody/keyring/index.ts";
import { openingItsPart } from "./custody/keyring/providers/index.ts";
import { Secret } from "./foundation/kernel/index.ts";
import { parseVerifierKey, openNote } from "./custody/ledger/verify/index.ts";
import { proveWhoLooked, verifyLedger } from "./custody/ledger/index.ts";
import { runVerifier } from "./verifier/index.ts";

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

test("of two who destroy the same keys at one moment one does, and there is one certificate", async () => {
  const { tenant, patient } = await aChart();
  const twice = await Promise.allSettled(["one", "other"].map((why) => keys.destroyPatient(tenant, patient, why)));
  expect(twice.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  expect(twice.find(({ status }) => status === "rejected")).toMatchObject({ reason: { code: "keyring/unknown-key" } });
  expect((await keys.destructions()).filter((one) => one.certificate.includes(patient))).toHaveLength(1);
});

test("destroying a patient's key ends it in every process within a second, and leaves everybody else alone", async () => {
  const { tenant, clinician, patient, observation, neighbour } = await aChart();
  // Both processes remember the key, and an older version of it exists.
  for await (const _ of keys.rotate({ kind: "patient", tenant, subject: patient, why: "test" }));
  for (const { chart } of [house, other]) await chart.read(clinician, { type: "Patient", id: patient });
  // Whoever has all entries about the patient is told if those under one of the keys are left out.
  const proof = await proveWhoLooked({ ...house, publish: async () => undefined }, tenant, patient);
  const { verifierKey: log } = await house.reader.standing(tenant, 1, house.now());
  const verified = (without: RegExp) => {
    const path = `${house.fresh.dataDirectory}/who-looked`;
    const list = (extra: string) => Buffer.from(extra, "base64").toString("utf8").replace(without, "");
    const change = (_: string, extra: string) => `extra ${Buffer.from(list(extra)).toString("base64")}`;
    writeFileSync(path, proof.replace(/^extra (\S+)$/m, change));
    let said = "";
    runVerifier([path, "--key", log], (line) => (said += line));
    return said;
  };
  expect(verified(/nothing/)).toMatch(/^PROVEN. Complete up to .*: 4 entries about this patient, and no other/);
  for (const part of [/^key .*\n(?:(?:path|entry) .*\n)*/m, /(?<=entry .*\n)key .*\n(?:(?:path|entry) .*\n)*/])
    expect(verified(part)).toMatch(/NOT PROVEN: the patient has another key, in slot \d+: the entries under it/);
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
  await house.ledger.commitHeads(tenant, []);
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

test("the root key moves from a file to a transit server and back, interrupted too, and every start in between opens", async () => {
  const { tenant } = await aChart();
  const server = await transitServer();
  afterAll(server.close);
  const inFile = openingItsPart(house.rootKey.provider);
  const { hostname, port, protocol } = new URL(server.address);
  const address = `${protocol}//${hostname}:${port}`;
  const setting = { kind: "transit", address, mount: "transit", key: "wardbook", namespace: undefined } as const;
  const atServer = openingItsPart(await openNextKeeper(setting, house.fresh.dataDirectory, new Secret(server.token)));
  await house.sql("insert into wardbook.oauth_signing_key (kid, made_at, signs_from, sealed) values ('k1', 1, 1, $1)", [
    await inFile.wrap(Buffer.from("{}"), "oauth-signing-key|k1"),
  ]);
  const administer = (provider: KeyProvider) =>
    keyAdministrationOf({ ...house, rootKey: { ...house.rootKey, provider } });
  /** A start with this keeper: whether all is open to it. */
  async function starts(root: KeyProvider): Promise<string> {
    try {
      await openKeyring({ root, db: house.db, nextNumber: house.positions }).keys(tenant);
      const [key] = await house.sql<{ sealed: Buffer }>(
        "select sealed from wardbook.oauth_signing_key where kid = 'k1'",
      );
      await root.unwrap(key?.sealed ?? Buffer.alloc(0), "oauth-signing-key|k1");
      return "opens";
    } catch (error) {
      return (error as { code: string }).code;
    }
  }

  // The server that runs all the while has every organisation's keys open.
  for (const { tenant: one } of await house.keyring.tenants()) await house.keyring.keys(one);
  // Killed before the first, and before the second thing that the new keeper wraps.
  for (const allowed of [0, 1, Number.POSITIVE_INFINITY]) {
    let asked = 0;
    const wrap: KeyProvider["wrap"] = async (key, context) => {
      asked += 1;
      if (asked > allowed) throw new Error("killed");
      return atServer.wrap(key, context);
    };
    const end = await administer(inFile)
      .moveRoot({ ...atServer, wrap }, "test")
      .catch((error: Error) => error.message);
    expect([await starts(inFile), end === "killed"]).toEqual(["opens", allowed < 2]);
  }
  expect(await starts(atServer)).toBe("opens");
  await expect(
    Array.fromAsync(administer(inFile).rotate({ kind: "tenant", tenant, why: "test" })),
  ).rejects.toMatchObject({
    code: "keyring/rotation-under-way",
  });
  expect(await administer(atServer).leaveOldKeeper("test")).toContain("kept by transit");
  expect([await starts(atServer), await starts(inFile)]).toEqual(["opens", "keyring/wrong-root-key"]);
  await expect(administer(atServer).leaveOldKeeper("test")).rejects.toMatchObject({
    code: "keyring/nothing-to-rotate",
  });

  const another = openingItsPart(
    await openNextKeeper({ kind: "file" }, `${house.fresh.dataDirectory}/elsewhere`, undefined),
  );
  await administer(atServer).moveRoot(another, "test");
  expect([await starts(atServer), await starts(another)]).toEqual(["opens", "opens"]);
  // Killed before the last thing: then it isn't over, and can be ended.
  let left = (await house.keyring.tenants()).length;
  const wrapSome: KeyProvider["wrap"] = async (key, context) => {
    if (left === 0) throw new Error("killed");
    left -= 1;
    return another.wrap(key, context);
  };
  await expect(administer({ ...another, wrap: wrapSome }).leaveOldKeeper("test")).rejects.toThrow("killed");
  expect(await starts(another)).toBe("opens");
  await administer(another).leaveOldKeeper("test");
  expect([await starts(atServer), await starts(another)]).toEqual(["keyring/wrong-root-key", "opens"]);
  const told = await house.reader.byActor(tenant, "key-administration", { limit: 10 });
  expect(told.map(({ entry }) => entry.detail).filter((detail) => detail?.startsWith("root (test): "))).toHaveLength(4);
});
