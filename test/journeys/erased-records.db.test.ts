import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openBackup, openFolderStore, restoreBackup } from "../../src/assurance/backup/index.ts";
import { openNotes, parseDraftId } from "../../src/care/notes/index.ts";
import { compose } from "../../src/compose.ts";
import type { House } from "../../src/house.ts";
import { type Caller, roles } from "../../src/custody/access/index.ts";
import { proveWhoLooked, verifyLedger } from "../../src/custody/ledger/index.ts";
import { openDecisions } from "../../src/custody/signatures/index.ts";
import type { FhirResource, ResourceType } from "../../src/foundation/fhir/index.ts";
import { type ResourceId, Secret, type TenantId } from "../../src/foundation/kernel/index.ts";
import { readOrMakeSecret } from "../../src/foundation/platform/secret-file/index.ts";
import { runVerifier } from "../../src/verifier/index.ts";
import { wireErasure } from "../../src/wire-erasure.ts";
import { aClient, aClinician, anAdministrator } from "../people/index.ts";
import { type FreshDatabase, freshDatabase } from "../support/database.ts";

// A document that was filed under the wrong person goes, and that person's record stays.
const operator = { kind: "system", id: "test", name: "test" } as const;
const folder = mkdtempSync(join(tmpdir(), "wardbook-test-"));
const stores = { data: openFolderStore(join(folder, "data")), keys: openFolderStore(join(folder, "keys")) };
const word = (of: string) => `canary-${of}-${randomUUID().slice(0, 8)}`;
const [misfiled, inFile, searched, stays, drafted] = ["misfiled", "file", "searched", "stays", "draft"].map(word) as [
  string,
  string,
  string,
  string,
  string,
];
const going = [misfiled, inFile, searched];
const why = "filed under the wrong person";

let database: FreshDatabase;
let house: House;
let tenant: TenantId;
let patient: ResourceId;
let writer: Caller;

async function aHouseOn(place: FreshDatabase, openedRootKey?: House["rootKey"]): Promise<House> {
  return compose({
    dataDirectory: place.dataDirectory,
    owner: place.owner,
    passphrase: undefined,
    ...(openedRootKey === undefined ? {} : { openedRootKey }),
    now: () => Date.now(),
    log: { info: () => undefined, warn: () => undefined, error: () => undefined },
    instead: { settleMilliseconds: 20 },
    publicOrigin: "http://127.0.0.1:9",
  });
}

beforeAll(async () => {
  database = await freshDatabase();
  house = await aHouseOn(database);
  tenant = await house.keyring.createTenant({ name: "Test Clinic", shortName: "test", demonstration: false });
  house.identity.organisations.forgetRemembered();
  writer = aClinician(tenant);
}, 60_000);

afterAll(async () => {
  await house?.close();
  await database?.drop();
  rmSync(folder, { recursive: true, force: true });
});

async function make(type: ResourceType, resource: object): Promise<ResourceId> {
  const made = { resourceType: type, ...resource } as unknown as FhirResource;
  return (await house.chart.create(aClient(tenant, "system/*.cruds"), type, made)).value.id;
}

async function backUp(): Promise<{ readonly backup: string; readonly kind: string }> {
  const taking = house.backups(stores).take({ kind: "increment", actor: operator });
  for (;;) {
    const step = await taking.next();
    if (step.done === true) return step.value;
  }
}

async function residue(words: readonly string[]) {
  const asked = { tenant, patient, words, dataDirectory: database.dataDirectory };
  const archives = { ...stores, root: house.rootKey.provider };
  const folders = [{ name: "folder of backups", path: folder }];
  const scanning = house.residue.scan({ ...asked, folders, archives });
  for (;;) {
    const step = await scanning.next();
    if (step.done !== true) continue;
    const { findings } = step.value;
    return findings.filter(({ what }) => what !== "id").map(({ what, place, as }) => `${what} in ${place} (${as})`);
  }
}

/** A backup as somebody would have it who brings it back. */
async function restored<T>(backup: string, look: (back: House) => Promise<T>): Promise<T> {
  const place = await freshDatabase();
  try {
    const applicationPassword = await readOrMakeSecret(join(place.dataDirectory, "database.secret"), () => "");
    const ports = { ...stores, root: house.rootKey.provider, owner: place.owner, applicationPassword };
    await Array.fromAsync(restoreBackup(ports, await openBackup(ports, backup)));
    const back = await aHouseOn(place, house.rootKey);
    try {
      return await look(back);
    } finally {
      await back.close();
    }
  } finally {
    await place.drop();
  }
}

function officer(name: string): Caller {
  const { scopes, permissions } = roles["privacy-officer"];
  return { ...anAdministrator(tenant, name), role: "privacy-officer", scopes, permissions };
}

const bodyOf = async (of: House, type: ResourceType, id: ResourceId) =>
  (await of.chart.read(writer, { type, id })).value.body.toString();

test("of a record that is erased by itself nothing is left, in older backups neither, and all else of its patient stays", async () => {
  const subject = { reference: "" };
  patient = await make("Patient", { name: [{ family: "Halloran" }], birthDate: "1948-02-29" });
  subject.reference = `Patient/${patient}`;
  const condition = await make("Condition", { subject, code: { text: stays } });
  const file = await make("Binary", {
    contentType: "text/plain",
    securityContext: subject,
    data: Buffer.from(inFile).toString("base64"),
  });
  const ofFile = { subject, status: "current", content: [{ attachment: { url: `Binary/${file}` } }] };
  const document = await make("DocumentReference", { ...ofFile, description: misfiled });
  const written = { resourceType: "DocumentReference", id: document, ...ofFile, description: `${misfiled} again` };
  await house.chart.update(
    aClient(tenant, "system/*.cruds"),
    { type: "DocumentReference", id: document },
    written as unknown as FhirResource,
  );
  const message = await make("Communication", {
    subject,
    status: "completed",
    payload: [{ contentReference: { reference: `DocumentReference/${document}` } }],
  });
  const looking = await house.chart.search(writer, "DocumentReference", [
    ["subject", `Patient/${patient}`],
    ["description", misfiled],
  ] as never);
  expect(looking.value.matches).toHaveLength(1);
  const notes = openNotes({ ...house, now: () => Date.now() });
  const id = parseDraftId(randomUUID());
  await notes.save(writer, { id, patient, baseRevision: 0, words: { title: "", text: drafted } } as never);
  await house.ledger.settle();
  const { backup } = await backUp();
  expect(await residue(going)).toContain("word in rows of record_version (opened)");

  const decisions = openDecisions({
    signatures: house.signatures,
    now: () => Date.now(),
    confirmSigner: async () => async () => undefined,
  });
  const rights = { read: () => Promise.reject(new Error("no request")) };
  const erasures = wireErasure({ ...house, rights, decisions, now: () => Date.now() });
  const [keeper, second] = [officer("Ines Duarte"), officer("Ida Moss")];
  const records = [`DocumentReference/${document}`];
  await expect(erasures.plan(keeper, patient, { records: [`Patient/${patient}`] })).rejects.toMatchObject({
    code: "erasure/whole-only",
  });
  const plan = await erasures.plan(keeper, patient, { records });
  expect(plan.fates.map(({ record, action }) => [record, action]).toSorted()).toEqual([
    [`Binary/${file}`, "erase"],
    [`DocumentReference/${document}`, "erase"],
  ]);
  expect(plan.named).toEqual([`Communication/${message}`]);
  const { id: erasure } = await erasures.propose(keeper, { patient, records, choices: [], why });
  // Care goes on meanwhile.
  const since = await make("Condition", { subject, code: { text: stays } });
  const approval = { id: erasure, why: "looked at the file", password: new Secret("right") };
  await expect(erasures.approve(keeper, approval)).rejects.toMatchObject({ code: "erasure/four-eyes" });
  expect(await erasures.approve(second, approval)).toMatchObject({ state: "erased", formerKeys: { certificates: [] } });

  for (const [type, gone] of [
    ["DocumentReference", document],
    ["Binary", file],
  ] as const)
    await expect(house.chart.read(writer, { type, id: gone })).rejects.toMatchObject({ code: "chart/not-found" });
  const looks = async (of = house) =>
    (await of.ledgerReader.aboutPatient(tenant, patient, { limit: 100 })).toReversed();
  const before = (await looks()).map(({ entryId, entry }) => `${entryId} ${entry.action}`);

  // The former key goes last.
  const [first] = await house.keys.endErased(tenant);
  expect(first).toMatchObject({ kind: "waits", why: expect.stringMatching(/^waits for a full backup of after/) });
  const later = await backUp();
  expect(later.kind).toBe("full");
  expect((await house.keys.endErased(tenant))[0]).toMatchObject({ why: expect.stringContaining("waits for a drill") });
  const drilled = {
    at: Date.now(),
    action: "restore-drilled",
    actor: operator,
    why: "x",
    resources: [],
    count: 0,
  } as const;
  await house.ledger.witness(tenant, [
    { entry: { ...drilled, detail: `passed: backup ${later.backup} restored in 1 s` } },
  ]);
  expect(await house.keys.endErased(tenant)).toMatchObject([{ kind: "ended" }]);
  expect(await house.keys.endErased(tenant)).toEqual([]);
  const { json, note, formerKeys } = await erasures.certificate(keeper, erasure);
  expect(JSON.parse(json)).toMatchObject({
    scope: "certain records",
    erased: { byType: { Binary: 1, DocumentReference: 1 } },
  });
  expect(note).toContain("dies once a full backup");
  expect(formerKeys).toMatch(/certificate of former keys[^]*sha-256 commitment [0-9a-f]{64}/);

  // All else opens, and who looked is told as before.
  expect(await bodyOf(house, "Condition", condition)).toContain(stays);
  expect(await bodyOf(house, "Condition", since)).toContain(stays);
  expect(JSON.stringify(await notes.list(writer, patient as never))).toContain(drafted);
  const after = await looks();
  expect(after.map(({ entryId, entry }) => `${entryId} ${entry.action}`).slice(0, before.length)).toEqual(before);
  expect(after.map(({ entry }) => entry.detail ?? "").join()).not.toContain(misfiled);
  const { db, keyring, ledger, ledgerReader: reader, anchor } = house;
  const proof = await proveWhoLooked(
    { db, keyring, ledger, reader, publish: house.publisher.publish },
    tenant,
    patient,
  );
  const path = join(folder, "who-looked");
  writeFileSync(path, proof);
  let said = "";
  runVerifier([path, "--key", (await reader.standing(tenant, 1, Date.now())).verifierKey], (line) => (said += line));
  expect(said).toMatch(/^PROVEN. Complete up to/);
  rmSync(path);
  expect((await Array.fromAsync(verifyLedger({ db, keyring, anchor }, tenant))).at(-1)).toMatchObject({
    state: "sound",
  });

  // An older backup brings the rest back, for as long as its keys are there, and then nothing of this patient.
  const findOf = (back: House, type: ResourceType, of: ResourceId) => bodyOf(back, type, of).catch(() => "gone");
  await restored(backup, async (back) => {
    expect(await findOf(back, "Condition", condition)).toContain(stays);
    for (const gone of [document, file]) expect(await back.records.newest(tenant, gone)).toBeUndefined();
    // There the key is back, and waits for its end once more.
    expect(await back.keys.endErased(tenant)).toMatchObject([{ kind: "waits" }]);
    expect(await findOf(back, "Condition", condition)).toContain(stays);
  });
  for (const old of [backup, later.backup]) await stores.keys.remove(old);
  await backUp();
  await restored(backup, async (back) => {
    for (const any of [patient, condition, document]) expect(await back.records.newest(tenant, any)).toBeUndefined();
  });
  await house.residue.clear();
  expect(await residue(going)).toEqual([]);
}, 120_000);
