import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import {
  type RestrictionAnswer,
  type RightsRequest,
  access,
  ownRestrictions,
  problem,
  recipientList,
  requestRestriction,
  restrictedRecord,
  restriction,
  rightsLetter,
  rightsRequest,
} from "../contract/index.ts";
import {
  type Process,
  aClient,
  aClinician,
  aDesk,
  aHouse,
  anObservation,
  anOrganisation,
  aPatient,
} from "../test/people/index.ts";
import { openRestrictions, openRights } from "./assurance/rights/index.ts";
import { openNotes } from "./care/notes/index.ts";
import { type Caller, type RoleId, roles } from "./custody/access/index.ts";
import { type Basics, type HeldBreakGlass, openPolicy } from "./custody/policy/index.ts";
import { reindex } from "./custody/records/index.ts";
import { openSignatures } from "./custody/signatures/index.ts";
import type { Settings } from "./custody/identity/index.ts";
import type { FhirResource } from "./foundation/fhir/index.ts";
import type { ResourceId, TenantId } from "./foundation/kernel/index.ts";
import { rightsRoutes } from "./surface/http/rights/index.ts";
import { wireLetters } from "./wire-letters.ts";
import { restrictionInWords, restrictionSource } from "./wire-restrictions.ts";
import { rightsPortsOf } from "./wire-rights.ts";

const house = await aHouse();
const { now } = house;
const altered: string[] = [];
const glass: HeldBreakGlass[] = [];
const second = 1_000;

/** A server process with policy as it is composed. */
function aServer({ db, keyring, records, chartWith }: Process) {
  const source = restrictionSource({ db, keyring, records, log: { error: (error) => altered.push(String(error)) } });
  const policy = openPolicy({
    db,
    keyring,
    source: records,
    now,
    recordEvent: async () => undefined,
    peopleByRole: async () => new Map(),
    grants: async (tenant) => ({ breakGlass: glass, vendors: [], proxies: [], restrictions: await source(tenant) }),
    onFailure: (error) => altered.push(String(error)),
  });
  const as = async (caller: Caller, more: Partial<Basics> = {}): Promise<Caller> => {
    const { tenant, kind, id, role } = caller;
    const facts = await policy.facts({ tenant, kind: kind === "system" ? "client" : kind, id, role, ...more });
    return { ...caller, ...facts, scopes: caller.scopes, permissions: caller.permissions };
  };
  return { policy, source, chart: chartWith({ policy }), as };
}

const here = aServer(house);
const { chart, policy } = here;
const ports = rightsPortsOf({ ...house, chart, policy, onAltered: (_, id) => altered.push(id) });
const rights = openRights(ports);
const settings: Settings = {
  get: (_, kind) => kind.parse(undefined),
  change: async (_, _tenant, kind, make) => make(kind.parse(undefined)).value,
};
const organisations = {
  of: async (tenant: TenantId) => ({ tenant, name: "Hill", shortName: "h", demonstration: false }),
};
const letters = wireLetters(ports, { chart, settings, organisations });
const restrictions = openRestrictions({ ...ports, reader: house.reader });
const signatures = openSignatures({ ...house, recordKey: async () => undefined });
const notes = openNotes({ ...house, chart, signatures, confirmSigner: async () => async () => undefined });
const desk = await aDesk(
  (authenticate) => (instance) =>
    rightsRoutes(instance, { rights, letters, restrictions, chart, notes, settings, authenticate, now }),
);

async function ask(caller: Caller, url: string, payload?: object) {
  const answer = await desk.app.inject({
    method: payload === undefined ? "GET" : "POST",
    url,
    headers: desk.as(caller),
    ...(payload === undefined ? {} : { payload }),
  });
  return { status: answer.statusCode, body: answer.json<unknown>() };
}

async function refused(caller: Caller, url: string, payload: object) {
  const { status, body } = await ask(caller, url, payload);
  const { code, path } = problem.parse(body);
  return [status, code, ...(path === undefined ? [] : [path])];
}

function someone(tenant: TenantId, role: RoleId, name: string): Caller {
  const { scopes, permissions } = roles[role as keyof typeof roles];
  const who = { kind: "person", id: randomUUID(), name, role, from: "192.0.2.7", requestId: randomUUID() } as const;
  return { ...who, tenant, scopes, permissions, provenAt: now() };
}

async function aClinic() {
  const tenant = await anOrganisation(house);
  const writer = aClinician(tenant);
  const make = async (resource: FhirResource) =>
    (await chart.create(writer, resource.resourceType as "Patient", resource)).value.id;
  const patient = await make(aPatient());
  const [one, other] = [await make(anObservation(patient)), await make(anObservation(patient, { value: 72 }))];
  const provenance = await make({
    resourceType: "Provenance",
    target: [{ reference: `Observation/${one}` }],
    recorded: "2026-03-07T09:00:00Z",
    agent: [{ who: { reference: "Practitioner/00000000-0000-4000-8000-000000000001" } }],
  });
  const nora = someone(tenant, "patient", "Nora Halloran");
  return {
    tenant,
    patient,
    one,
    other,
    provenance,
    writer,
    make,
    ada: () => here.as(writer),
    nora: () => here.as(nora, { references: [`Patient/${patient}`] }),
    officer: someone(tenant, "privacy-officer", "Ines Duarte"),
  };
}
type Clinic = Awaited<ReturnType<typeof aClinic>>;

async function decided({ patient, officer }: Clinic, ...what: readonly string[]): Promise<RightsRequest> {
  const asked = { patientId: patient, kind: "restriction", law: "gdpr", channel: "letter", asked: "It isn't mine." };
  const asker = { name: "Nora Halloran", relation: "self" };
  const request = rightsRequest.parse((await ask(officer, "/api/rights/requests", { ...asked, asker })).body);
  const one = `/api/rights/requests/${request.id}`;
  const { revision } = rightsRequest.parse(
    (await ask(officer, one, { event: "confirm", revision: 1, note: "seen" })).body,
  );
  const items = what.map((named) => ({ what: named, outcome: "granted" }));
  const { status, body } = await ask(officer, one, { event: "decide", revision, items });
  expect(status, JSON.stringify(body)).toBe(200);
  return rightsRequest.parse(body);
}

/** What somebody gets to know of a record, by every way to it. */
async function seenBy(caller: Caller, type: "Observation" | "Provenance" | "Binary", id: ResourceId, of = chart) {
  const code = (error: unknown) => (error as { readonly code?: string }).code;
  const found = await of.search(caller, type, [["_total", "accurate"]]);
  return [
    await of.read(caller, { type, id }).then(() => "read", code),
    await of.vread(caller, { type, id, version: 1 }).then(() => "read", code),
    await of.history(caller, { type, id, count: 5 }).then(() => "read", code),
    found.value.matches.some((match) => match.id === id),
    (await of.history(caller, { type, count: 50 })).value.versions.some((version) => version.id === id),
  ];
}
const absent = ["chart/not-found", "chart/not-found", "chart/not-found", false, false];
const present = ["read", "read", "read", true, true];

test("what is granted is restricted at once, for all but the person, officers and an emergency, until they were told and it is lifted", async () => {
  const clinic = await aClinic();
  const { tenant, patient, one, other, provenance, ada, nora, officer } = clinic;
  const elsewhere = aServer(house.anotherProcess());
  const { writer } = clinic;
  expect(await seenBy(await ada(), "Observation", one)).toEqual(present);
  expect(await seenBy(await elsewhere.as(writer), "Observation", one, elsewhere.chart)).toEqual(present);
  const request = await decided(clinic, `Observation/${one}`);
  const url = `/api/rights/requests/${request.id}/restriction`;

  expect(await seenBy(await ada(), "Observation", one)).toEqual(absent);
  expect(await seenBy(await ada(), "Provenance", provenance)).toEqual(absent);
  expect(await seenBy(await ada(), "Observation", other)).toEqual(present);
  expect((await chart.search(await ada(), "Observation", [["_summary", "count"]])).value.total).toBe(1);
  const program = await here.as(aClient(tenant, "system/*.cruds"));
  expect(await seenBy(program, "Observation", one)).toEqual(absent);
  house.wait(second);
  expect(await seenBy(await elsewhere.as(writer), "Observation", one, elsewhere.chart)).toEqual(absent);
  await Array.fromAsync(reindex({ db: house.db, keyring: house.keyring, sleep }, tenant));
  const later = aServer(house.anotherProcess());
  expect(await seenBy(await later.as(writer), "Observation", one, later.chart)).toEqual(absent);

  // The person sees it, and which it is; who is there for them doesn't.
  expect(await seenBy(await nora(), "Observation", one)).toEqual(present);
  const mine = async (caller: Caller) =>
    ownRestrictions.parse((await ask(caller, "/api/rights/mine/restrictions")).body).restrictions;
  expect(await mine(await nora())).toMatchObject([{ requestId: request.id, records: [`Observation/${one}`] }]);
  const relative: Caller = { ...(await nora()), id: randomUUID(), role: "family-member", standing: undefined };
  expect(await mine(relative)).toEqual([]);

  // Nobody changes it: to who sees it in an emergency that is said, to others there is nothing.
  const target = { type: "Observation", id: one } as const;
  const changedOne = { ...anObservation(patient, { value: 1 }), id: one };
  for (const attempt of [
    async (caller: Caller) => chart.update(caller, target, changedOne),
    async (caller: Caller) => chart.delete(caller, target),
    async (caller: Caller) => chart.changeMeta(caller, target, (meta) => ({ ...meta, tag: [{ code: "x" }] })),
  ]) {
    glass.length = 0;
    policy.forget(tenant);
    await expect(attempt(await ada())).rejects.toMatchObject({ code: "chart/not-found" });
    glass.push({ id: "g", person: writer.id, patient, from: 0, until: now() + 3_600_000 });
    policy.forget(tenant);
    await expect(attempt(await ada())).rejects.toMatchObject({ code: "chart/restricted" });
  }
  expect(await seenBy(await ada(), "Observation", one)).toEqual(present);
  glass.length = 0;
  policy.forget(tenant);
  const importer = { ...program, permissions: new Set(["import"] as const) };
  const entries = [{ resource: changedOne }];
  expect(await chart.importTogether(importer, entries)).toMatchObject({ unchanged: 1, updated: 0, refused: [] });
  const operator: Caller = { ...importer, kind: "system", id: "console", scopes: [] };
  expect((await chart.importTogether(operator, entries)).refused).toMatchObject([{ code: "chart/restricted" }]);
  const standing = await here.source(tenant);
  expect(restrictionInWords(standing, patient)).toContain("has to be lifted first");
  expect(restrictionInWords(standing, patient, [`Observation/${one}`])).toBeUndefined();

  // An officer opens it for a reason, which the patient reads; colleagues are told of none of it.
  const record = `Observation/${one}`;
  const why = "to see whether it is Nora's at all";
  const read = restrictedRecord.parse((await ask(officer, `${url}/read`, { record, why })).body);
  expect(read).toMatchObject({ record, version: 1, resource: { id: one } });
  const absentHere = { record: `Observation/${other}`, why };
  expect(await refused(officer, `${url}/read`, absentHere)).toEqual([404, "rights/unknown"]);
  const unproven = { ...officer, provenAt: 0 };
  expect(await refused(unproven, `${url}/read`, { record, why })).toEqual([403, "session/step-up-needed"]);
  const acts = await house.reader.aboutPatient(tenant, patient, { limit: 100 });
  for (const { entry } of acts) access.shape.action.parse(entry.action);
  const named = (list: typeof acts) =>
    list.map(({ entry: { action } }) => action).filter((name) => name.startsWith("restrict"));
  expect(named(acts)).toEqual(["restricted-read", "restriction-placed"]);
  expect(acts.find(({ entry: { action } }) => action === "restricted-read")?.entry.why).toContain(why);
  // Colleagues are told of acts with what they see: these name that record alone.
  const placed = acts.find(({ entry: { action } }) => action === "restriction-placed");
  expect(placed?.entry.resources).toEqual([record]);
  expect(await chart.seenAmong(await ada(), [target])).toEqual(new Set());
  const { recipients } = recipientList.parse(
    (await ask(officer, `/api/rights/requests/${request.id}/recipients`)).body,
  );
  const names = recipients.map(({ name }) => name);
  expect(names).toContain("Dr Ada Okafor");
  expect(names).not.toContain("Nora Halloran");

  // First they are told, then it is lifted.
  const today = new Date(now()).toISOString().slice(0, 10);
  const lift = { event: "lift", revision: 1, note: "it was hers" };
  expect(await refused(officer, url, lift)).toEqual([409, "rights/not-told"]);
  const tell = { event: "tell", revision: 1, on: today, note: "by letter" };
  expect(await refused(officer, url, { ...tell, on: "2031-01-01" })).toEqual([422, "rights/unsuitable-day", "on"]);
  const draft = { kind: "lifting", note: "It was checked: it is yours.", revision: request.revision };
  const made = rightsLetter.parse((await ask(officer, `/api/rights/requests/${request.id}/letters`, draft)).body);
  const byLetter = { ...tell, letter: made.id };
  expect(await refused(officer, url, byLetter)).toEqual([409, "rights/unsuitable-letter", "letter"]);
  const sending = { way: "post", to: "record", on: today };
  await ask(officer, `/api/rights/requests/${request.id}/letters/${made.id}/sendings`, sending);
  const told = restriction.parse((await ask(officer, url, byLetter)).body);
  expect(told).toMatchObject({ state: "told", revision: 2, may: ["keep", "lift"] });
  expect(await mine(await nora())).toMatchObject([{ toldOn: today }]);
  expect(await seenBy(await ada(), "Observation", one)).toEqual(absent);
  expect(await refused(officer, url, { ...lift, revision: 1 })).toEqual([409, "rights/changed-meanwhile"]);
  expect((await ask(unproven, url, { ...lift, revision: 2 })).status).toBe(403);
  const lifted = restriction.parse((await ask(officer, url, { ...lift, revision: 2 })).body);
  expect(lifted).toMatchObject({ state: "lifted", may: [] });
  expect(await refused(officer, url, { ...tell, revision: 3 })).toEqual([409, "rights/illegal-change"]);
  expect(await seenBy(await ada(), "Observation", one)).toEqual(present);
  expect(await seenBy(await ada(), "Provenance", provenance)).toEqual(present);
  expect(await mine(await nora())).toEqual([]);
  await chart.update(await ada(), target, changedOne);
});

test("only records of this patient are restricted, and words that name none are refused; under HIPAA nothing is", async () => {
  const clinic = await aClinic();
  const { one, officer, patient, make, ada } = clinic;
  const stranger = await make(aPatient({ given: "Paul" }));
  const theirs = await make(anObservation(stranger));
  const request = { patientId: patient, kind: "restriction", law: "gdpr", channel: "letter", asked: "Not this." };
  const asker = { name: "Nora Halloran", relation: "self" };
  const { id } = rightsRequest.parse((await ask(officer, "/api/rights/requests", { ...request, asker })).body);
  await ask(officer, `/api/rights/requests/${id}`, { event: "confirm", revision: 1, note: "seen" });
  for (const what of ["letters of 2019", `Observation/${theirs}`, `Condition/${one}`, `Observation/${randomUUID()}`])
    expect(
      await refused(officer, `/api/rights/requests/${id}`, {
        event: "decide",
        revision: 2,
        items: [{ what, outcome: "granted" }],
      }),
    ).toEqual([422, "rights/unnamed-record", "items[0].what"]);
  const agreed = { ...request, law: "hipaa", asker };
  const hipaa = rightsRequest.parse((await ask(officer, "/api/rights/requests", agreed)).body);
  const one_ = `/api/rights/requests/${hipaa.id}`;
  await ask(officer, one_, { event: "confirm", revision: 1, note: "seen" });
  const items = [{ what: "not to my insurer", outcome: "granted" }];
  expect((await ask(officer, one_, { event: "decide", revision: 2, items })).status).toBe(200);
  expect(requestRestriction.parse((await ask(officer, `${one_}/restriction`)).body)).toEqual({});
  expect(await seenBy(await ada(), "Observation", one)).toEqual(present);
});

test("a change that was under way as it was decided isn't written", async () => {
  const clinic = await aClinic();
  const { one, patient, ada } = clinic;
  const restricted = Promise.withResolvers<void>();
  const slow = house.chartWith({ policy, rules: { Observation: () => restricted.promise.then(() => ({})) } });
  const [target, caller] = [{ type: "Observation", id: one } as const, await ada()];
  const resource = { ...anObservation(patient, { value: 1 }), id: one };
  const changes = [
    slow.update(caller, target, resource),
    slow.delete(caller, target),
    slow.transact(caller, [{ kind: "update", ...target, resource }]),
  ].map((change) => expect(change).rejects.toMatchObject({ code: "chart/restricted" }));
  await decided(clinic, `Observation/${one}`);
  restricted.resolve();
  await Promise.all(changes);
  const versions = "select version from wardbook.record_version where id = $1";
  expect(await house.sql(versions, [one])).toHaveLength(1);
});

test("of a record that is restricted whole there is no patient, also for what is written later; officers still answer", async () => {
  const clinic = await aClinic();
  const { tenant, patient, one, provenance, make, officer, ada, nora } = clinic;
  const aFile = (data: string) => make({ resourceType: "Binary", contentType: "text/plain", data });
  const files = [await aFile("VGh5cm9pZA=="), await aFile("VGh5cm9pZDI=")];
  const document = (file: ResourceId | undefined) => ({
    resourceType: "DocumentReference" as const,
    status: "current",
    subject: { reference: `Patient/${patient}` },
    content: [{ attachment: { contentType: "text/plain", url: `Binary/${file}` } }],
  });
  const documentId = await make(document(files[0]));
  await chart.update(
    clinic.writer,
    { type: "DocumentReference", id: documentId },
    { ...document(files[1]), id: documentId },
  );
  for (const file of files) expect(await seenBy(await ada(), "Binary", file)).toEqual(present);
  await decided(clinic, "The whole record");
  expect(await seenBy(await ada(), "Provenance", provenance)).toEqual(absent);
  for (const file of files) expect(await seenBy(await ada(), "Binary", file)).toEqual(absent);
  expect(await seenBy(await ada(), "Observation", one)).toEqual(absent);
  await expect(chart.read(await ada(), { type: "Patient", id: patient })).rejects.toMatchObject({
    code: "chart/not-found",
  });
  await expect(chart.create(await ada(), "Observation", anObservation(patient))).rejects.toMatchObject({
    code: "chart/unknown-patient",
  });
  const id = randomUUID() as ResourceId;
  const importer = { ...(await here.as(aClient(tenant, "system/*.cruds"))), permissions: new Set(["import"] as const) };
  const imported = await chart.importTogether(importer, [{ resource: { ...anObservation(patient), id } }]);
  expect(imported).toMatchObject({ created: 1 });
  expect(await seenBy(await ada(), "Observation", id)).toEqual(absent);
  expect(await seenBy(await nora(), "Observation", id)).toEqual(present);
  const next = { patientId: patient, kind: "access", law: "gdpr", channel: "letter", asked: "A copy, please." };
  const asker = { name: "Nora Halloran", relation: "self" };
  expect(await ask(await here.as(officer), "/api/rights/requests", { ...next, asker })).toMatchObject({
    status: 201,
    body: { words: { patientLabel: "Nora Halloran, born 1948-02-29" } },
  });
});

test("a restriction that was taken away or put back in the database holds, is told of, and is written anew", async () => {
  const clinic = await aClinic();
  const { one, officer, ada, tenant } = clinic;
  const request = await decided(clinic, `Observation/${one}`);
  const url = `/api/rights/requests/${request.id}/restriction`;
  const rowOf = async () =>
    (await house.sql("select revision, sealed from wardbook.restriction where request = $1", [request.id]))[0];
  const look = async () => {
    policy.forget(tenant);
    const shown = requestRestriction.parse((await ask(officer, url)).body).restriction;
    return [shown?.isAltered, shown?.may, await seenBy(await ada(), "Observation", one)];
  };
  const hidden = [true, ["renew"], absent];
  const renew = async (revision: number): Promise<RestrictionAnswer> =>
    restriction.parse((await ask(officer, url, { event: "renew", revision, note: "the row was gone" })).body);

  await house.sql("delete from wardbook.restriction where request = $1", [request.id]);
  expect(await look()).toEqual(hidden);
  expect(altered).toContain(request.id);
  expect(await seenBy(await ada(), "Provenance", clinic.provenance)).toEqual(absent);
  const lift = { event: "lift", revision: 1, note: "it was hers" };
  expect(await refused(officer, url, lift)).toEqual([409, "rights/altered"]);
  expect(await renew(1)).toMatchObject({ revision: 2, isAltered: false, records: [`Observation/${one}`] });
  expect(await look()).toEqual([false, ["tell"], absent]);
  expect(await seenBy(await ada(), "Provenance", clinic.provenance)).toEqual(absent);

  // Once it was lifted, an older state that is put back isn't in force by itself unless it is told of.
  const before = await rowOf();
  const today = new Date(now()).toISOString().slice(0, 10);
  await ask(officer, url, { event: "tell", revision: 2, on: today, note: "by telephone" });
  await house.sql("update wardbook.restriction set revision = $2, sealed = $3 where request = $1", [
    request.id,
    before?.["revision"],
    before?.["sealed"],
  ]);
  expect(await look()).toEqual(hidden);
  expect((await renew(2)).revision).toBe(4);
  await house.sql("update wardbook.restriction set sealed = 'x' where request = $1", [request.id]);
  expect(await look()).toEqual(hidden);
  // With the request altered too, nobody knows which it was: then it is all of the record.
  await house.sql("update wardbook.rights_request set received_on = '2026-01-01' where id = $1", [request.id]);
  expect(await look()).toEqual(hidden);
  expect(await seenBy(await ada(), "Observation", clinic.other)).toEqual(absent);
});
