import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { openFolderStore, openBackup, restoreBackup } from "../../src/assurance/backup/index.ts";
import type { ResidueReport } from "../../src/assurance/residue/index.ts";
import { clearBySchedule } from "../../src/clear-by-schedule.ts";
import { compose } from "../../src/compose.ts";
import type { FhirResource, ResourceType } from "../../src/foundation/fhir/index.ts";
import type { PersonId, ResourceId } from "../../src/foundation/kernel/index.ts";
import { readOrMakeSecret } from "../../src/foundation/platform/secret-file/index.ts";
import { collect } from "../../web/workspaces/rights/_parts/package/collect.ts";
import { contentsOf } from "../../web/workspaces/rights/_parts/package/contents.ts";
import { readable } from "../../web/workspaces/rights/_parts/package/readable.ts";
import { aClient } from "../people/index.ts";
import { freshDatabase } from "../support/database.ts";
import { type TestHouse, aHouse } from "../support/house.ts";
import { type SignedInHeaders, signedInHeaders } from "../support/signed-in.ts";

// What becomes of one patient's words: all of them are in the package that she takes out, and none is left when she is erased.
const operator = { kind: "system", id: "test", name: "test" } as const;
const folder = mkdtempSync(join(tmpdir(), "wardbook-test-"));
const stores = { data: openFolderStore(join(folder, "data")), keys: openFolderStore(join(folder, "keys")) };
const planted: string[] = [];
/** A word that is nowhere else, and where it was put. */
const canary = (where: string) => {
  const word = `canary-${where}-${planted.length}-${randomUUID().slice(0, 8)}`;
  planted.push(word);
  return word;
};
let house: TestHouse;
let patient: ResourceId;
let hers: SignedInHeaders;

/** Her record: one of every kind that is written, with words in texts, codes, files and former versions. */
function records(): readonly (FhirResource & { readonly resourceType: ResourceType })[] {
  const subject = { reference: `Patient/${patient}` };
  const nothing = { value: 0, currency: "INR" };
  const text = (where: string) => ({ text: canary(where) });
  const file = (where: string) => Buffer.from(`Dear Nora, ${canary(where)}`).toString("base64");
  return [
    { resourceType: "Condition", subject, code: text("condition"), note: [text("condition-note")] },
    { resourceType: "Observation", status: "final", subject, code: text("observation"), valueString: canary("value") },
    { resourceType: "AllergyIntolerance", patient: subject, code: text("allergy") },
    { resourceType: "Procedure", status: "completed", subject, code: text("procedure") },
    {
      resourceType: "Immunization",
      status: "completed",
      patient: subject,
      vaccineCode: text("vaccine"),
      occurrenceString: "once",
    },
    {
      resourceType: "MedicationRequest",
      status: "active",
      intent: "order",
      subject,
      medicationCodeableConcept: text("medicine"),
    },
    { resourceType: "Communication", status: "completed", subject, payload: [{ contentString: canary("message") }] },
    { resourceType: "Encounter", status: "finished", class: { code: "AMB" }, subject, reasonCode: [text("encounter")] },
    { resourceType: "CarePlan", status: "active", intent: "plan", subject, description: canary("plan") },
    { resourceType: "ServiceRequest", status: "active", intent: "order", subject, code: text("referral") },
    { resourceType: "DiagnosticReport", status: "final", subject, code: text("report") },
    { resourceType: "Task", status: "requested", intent: "order", for: subject, description: canary("task") },
    { resourceType: "RelatedPerson", patient: subject, name: [{ family: canary("relative") }] },
    {
      resourceType: "Coverage",
      status: "active",
      beneficiary: subject,
      payor: [subject],
      subscriberId: canary("insurance"),
    },
    {
      resourceType: "Invoice",
      status: "draft",
      subject,
      totalNet: nothing,
      totalGross: nothing,
      note: [text("payment")],
    },
    {
      resourceType: "QuestionnaireResponse",
      status: "completed",
      subject,
      item: [{ linkId: "1", text: canary("answer") }],
    },
    { resourceType: "Goal", lifecycleStatus: "active", subject, description: text("goal") },
    { resourceType: "Account", status: "active", subject: [subject], name: canary("account-of-money") },
    { resourceType: "Flag", status: "active", subject, code: text("flag") },
    {
      resourceType: "Consent",
      status: "active",
      scope: text("consent"),
      category: [{ text: "privacy" }],
      patient: subject,
      policyRule: { text: "own" },
    },
    {
      resourceType: "Appointment",
      status: "booked",
      description: canary("booking"),
      start: "2026-03-09T09:00:00Z",
      end: "2026-03-09T09:30:00Z",
      participant: [{ actor: subject, status: "accepted" }],
    },
    {
      resourceType: "DocumentReference",
      status: "current",
      subject,
      content: [{ attachment: { contentType: "text/plain", data: file("document") } }],
    },
    {
      resourceType: "Media",
      status: "completed",
      subject,
      content: { contentType: "text/plain", data: file("picture") },
    },
  ];
}

async function send(who: SignedInHeaders, method: string, path: string, body: object): Promise<void> {
  const answer = await fetch(`${house.origin}${path}`, { method, headers: who, body: JSON.stringify(body) });
  expect([path, answer.status < 300 ? "done" : await answer.text()]).toEqual([path, "done"]);
}

beforeAll(async () => {
  house = await aHouse();
  const { chart, identity } = house.house;
  const clinician = aClient(house.tenant, "system/*.cruds");
  const { value } = await chart.create(clinician, "Patient", {
    resourceType: "Patient",
    name: [{ use: "official", family: canary("family"), given: [canary("given")] }],
    birthDate: "1948-02-29",
    telecom: [{ system: "phone", value: canary("telephone") }],
    address: [{ text: canary("address") }],
  });
  patient = value.id;
  for (const resource of records()) await chart.create(clinician, resource.resourceType, resource);
  const { value: binary } = await chart.create(clinician, "Binary", {
    resourceType: "Binary",
    contentType: "text/plain",
    securityContext: { reference: `Patient/${patient}` },
    data: Buffer.from(canary("file")).toString("base64"),
  });
  await chart.create(clinician, "DocumentReference", {
    resourceType: "DocumentReference",
    status: "current",
    subject: { reference: `Patient/${patient}` },
    content: [{ attachment: { url: `Binary/${binary.id}` } }],
  });
  const note = { resourceType: "Observation", status: "final", subject: { reference: `Patient/${patient}` } } as const;
  const { value: changed } = await chart.create(clinician, "Observation", {
    ...note,
    code: { text: canary("former") },
  });
  await chart.update(
    clinician,
    { type: "Observation", id: changed.id },
    { ...note, id: changed.id, code: { text: canary("corrected") } },
  );
  const { value: deleted } = await chart.create(clinician, "Observation", {
    ...note,
    code: { text: canary("deleted") },
  });
  await chart.delete(clinician, { type: "Observation", id: deleted.id });
  await chart.search(clinician, "Observation", [
    ["subject", `Patient/${patient}`],
    ["code", canary("search")],
  ]);

  const account = async (role: string, username: string, of?: string) => {
    const { person } = await identity.people.add(operator, house.tenant, {
      username,
      given: "Nora",
      family: username,
      role,
      ...(of === undefined ? {} : { patient: of }),
    });
    return signedInHeaders(house, person.id as PersonId);
  };
  hers = await account("patient", canary("account").toLowerCase(), `Patient/${patient}`);
  await send(hers, "POST", "/api/rights/mine", { kind: "erasure", law: "gdpr", asked: canary("request") });
  const doctor = await account("clinician", "ada.okafor");
  await send(doctor, "PUT", `/api/drafts/${randomUUID()}`, {
    patientId: patient,
    title: "",
    text: canary("draft"),
    baseRevision: 0,
  });
  await send(doctor, "POST", "/api/messages", {
    requestId: randomUUID(),
    to: [{ kind: "role", id: "front-desk" }],
    subject: canary("message-subject"),
    text: canary("message-to-staff"),
    patientId: patient,
  });
  await send(doctor, "POST", "/api/break-glass", {
    patient: { by: "id", id: patient },
    reason: { kind: "emergency-treatment", words: canary("emergency") },
  });
  await house.house.ledger.settle();
}, 60_000);

afterAll(async () => {
  await house?.end();
  rmSync(folder, { recursive: true, force: true });
});

const labelsIn = (text: string) =>
  planted
    .filter((word) => !text.toLowerCase().includes(word.toLowerCase()))
    .map((word) => word.replace(/-\d+-[0-9a-f]{8}$/, ""));

test("what a patient takes out has every word that is kept about her, deleted and unsigned ones too", async () => {
  const { fetch } = globalThis;
  vi.stubGlobal("window", { location: { href: house.origin } });
  vi.stubGlobal("fetch", (path: string, options: RequestInit) => {
    const headers = new Headers(options.headers);
    headers.set("cookie", hers.cookie);
    return fetch(new URL(path, house.origin), { ...options, headers });
  });
  try {
    const seen = await collect({ permissions: ["accesses.read"] }, () => undefined, new AbortController().signal);
    const page = readable(contentsOf(seen, "Test Clinic", "2026-03-07T09:00:00Z")).html;
    // The two things that are in the file.
    const everything = `${page} ${JSON.stringify([...seen.resources, ...seen.former])}`;
    expect(labelsIn(everything)).toEqual([]);
    // Another system would take what was deleted for the record.
    expect(labelsIn(JSON.stringify([...seen.resources, ...seen.former]))).toContain("canary-deleted");
    expect(page).toContain("Draft, not part of the record");
  } finally {
    vi.unstubAllGlobals();
  }
});

async function scanned(
  of: Pick<TestHouse["house"], "residue" | "rootKey">,
  dataDirectory: string,
  withArchives = true,
) {
  const asked = { tenant: house.tenant, patient, words: planted, dataDirectory };
  const folders = withArchives ? [{ name: "folder of backups", path: folder }] : [];
  const archives = withArchives ? { ...stores, root: of.rootKey.provider } : undefined;
  const scanning = of.residue.scan({ ...asked, folders, archives });
  for (;;) {
    const step = await scanning.next();
    if (step.done === true) return step.value;
  }
}

const residueIn = ({ findings }: ResidueReport) =>
  findings.flatMap(({ ground, place, what, as }) => (ground === undefined ? [`${what} in ${place} (${as})`] : []));

const keptIn = ({ findings }: ResidueReport) =>
  findings.flatMap(({ ground, place, what }) => (ground === undefined ? [] : [`${what} in ${place}`]));

async function backUp(): Promise<string> {
  const backups = house.house.backups(stores);
  const taking = backups.take({ kind: "full", actor: operator });
  for (;;) {
    const step = await taking.next();
    if (step.done === true) return step.value.backup;
  }
}

test("of an erased patient nothing is left in live stores, the database's log, backups and a restore of an older one, but what has a ground", async () => {
  const { keys } = house.house;
  const backup = await backUp();
  const whole = await scanned(house.house, house.dataDirectory);
  // Nothing lies anywhere as it is, and whatever is sealed opens: the same scan finds all of it.
  expect(whole.findings.filter(({ what, as }) => what === "word" && as !== "opened")).toEqual([]);
  expect(whole).toMatchObject({ unknown: [], notScanned: [], keys: 1, closed: 0 });
  const held = ["note_draft", "record_version"];
  expect(residueIn(whole)).toEqual(expect.arrayContaining(held.map((table) => `word in rows of ${table} (opened)`)));
  expect(keptIn(whole)).toContain("word in rows of break_glass");

  await keys.destroyPatient(house.tenant, patient, "asked for it");
  const erased = await scanned(house.house, house.dataDirectory);
  // Nothing opens any more; but whoever has the disk and the root key has the key.
  expect(residueIn(erased)).toEqual(
    expect.arrayContaining([`key in archive of keys ${backup} (opened)`, "key in file of rows of data_key (bytes)"]),
  );
  expect(residueIn(erased).filter((place) => !place.startsWith("key in"))).toEqual([]);

  await cleared(keys);
  await backUp();
  await house.house.backups(stores).prune(operator);
  for (const report of [await scanned(house.house, house.dataDirectory), await restored(backup)]) {
    expect(report).toMatchObject({ unknown: [], notScanned: [], keys: 0 });
    expect(report.closed).toBeGreaterThan(30);
    expect(residueIn(report)).toEqual([]);
    expect(new Set(keptIn(report))).toEqual(
      new Set([
        "id in rows of break_glass",
        "id in rows of key_destruction",
        // That her account was added: an act of administration.
        "id in rows of ledger_batch",
        "word in rows of ledger_batch",
        "id in rows of person",
        "word in rows of person",
        "id in rows of rights_request",
        "word in rows of rights_request",
      ]),
    );
  }
});

/** As a running server does it by itself; the first time it is stopped on the way. */
async function cleared({ destructions }: Pick<TestHouse["house"]["keys"], "destructions">): Promise<void> {
  const { db, residue, ledgerReader } = house.house;
  const failures: unknown[] = [];
  const onFailure = (error: unknown) => failures.push(error);
  const noted = () => db.tenant(house.tenant).query("select cleared_at, log from wardbook.residue_clearing");
  const stopped = clearBySchedule(residue, { onFailure });
  await Promise.all([stopped.look(), stopped.stop()]);
  expect(await noted()).toEqual([]);
  const running = clearBySchedule(residue, { onFailure });
  await running.look();
  await running.stop();
  expect(failures).toEqual([]);
  expect(await noted()).toEqual([{ cleared_at: expect.any(Number), log: true }]);
  expect(await destructions()).toHaveLength(1);
  const { entries } = await ledgerReader.find(house.tenant, { actorId: "clearing", limit: 5 });
  expect(entries.map(({ entry }) => entry.action)).toEqual(["residue-cleared"]);
  expect(await residue.clearWhatIsLeft(new AbortController().signal)).toBe(false);
}

/** A backup as somebody would have it who brings it back. */
async function restored(backup: string): Promise<ResidueReport> {
  const place = await freshDatabase();
  try {
    const root = house.house.rootKey.provider;
    const applicationPassword = await readOrMakeSecret(join(place.dataDirectory, "database.secret"), () => "");
    const ports = { ...stores, root, owner: place.owner, applicationPassword };
    await Array.fromAsync(restoreBackup(ports, await openBackup(ports, backup)));
    const opened = await compose({
      dataDirectory: place.dataDirectory,
      owner: place.owner,
      passphrase: undefined,
      openedRootKey: house.house.rootKey,
      now: () => Date.now(),
      log: { info: () => undefined, warn: () => undefined, error: () => undefined },
      publicOrigin: house.origin,
    });
    try {
      return await scanned(opened, place.dataDirectory, false);
    } finally {
      await opened.close();
    }
  } finally {
    await place.drop();
  }
}
