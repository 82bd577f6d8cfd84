import { createHash, randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import {
  type NewRightsRequest,
  type RightsRequest,
  access,
  ownRightsLetters,
  problem,
  rightsLaws,
  rightsLetter,
  rightsLetterList,
  rightsLetterPreview,
  rightsRequest,
  rightsRequestList,
} from "../contract/index.ts";
import { aClinician, aDesk, aHouse, aPatient, anOrganisation } from "../test/people/index.ts";
import { readPdf } from "../test/support/read-pdf.ts";
import { keyAdministrationOf } from "../test/people/key-administration.ts";
import { openNotes } from "./care/notes/index.ts";
import { openSignatures } from "./custody/signatures/index.ts";
import { openRestrictions } from "./assurance/rights/index.ts";
import { type Caller, type RoleId, roles } from "./custody/access/index.ts";
import type { Settings } from "./custody/identity/index.ts";
import { type ResourceId, type TenantId, parseResourceId } from "./foundation/kernel/index.ts";
import { rightsRoutes } from "./surface/http/rights/index.ts";
import { wireLetters } from "./wire-letters.ts";
import { rightsPortsOf, wireRights } from "./wire-rights.ts";

const house = await aHouse();
const altered: string[] = [];
const hillClinic = { name: "Hill Clinic", shortName: "hill", demonstration: false };
const { now } = house;
const parts = { ...house, onAltered: (_: TenantId, id: string) => altered.push(id) };
const rights = wireRights(parts);
const kept = new Map<TenantId, unknown>();
const settings: Settings = {
  get: (tenant, kind) => kind.parse(kept.get(tenant)),
  async change(_, tenant, kind, make) {
    const { value } = make(kind.parse(kept.get(tenant)));
    kept.set(tenant, value);
    return value;
  },
};
const organisations = { of: async (tenant: TenantId) => ({ tenant, ...hillClinic }) };
const { chart } = house;
const signatures = openSignatures({ ...house, recordKey: async () => undefined });
const notes = openNotes({ ...house, signatures, confirmSigner: async () => async () => undefined });
const letters = wireLetters(rightsPortsOf(parts), { ...house, settings, organisations });
const restrictions = openRestrictions({ ...rightsPortsOf(parts), reader: house.reader });
const { app, as } = await aDesk(
  (authenticate) => (instance) =>
    rightsRoutes(instance, { rights, letters, restrictions, chart, notes, settings, authenticate, now }),
);
const keys = keyAdministrationOf(house);
const day = 86_400_000;

const get = (caller: Caller, url: string) => app.inject({ url, headers: as(caller) });
const post = (caller: Caller, url: string, payload: object = {}) =>
  app.inject({ method: "POST", url, headers: as(caller), payload });

function someone(tenant: TenantId, role: RoleId, name: string, patient?: ResourceId): Caller {
  const { scopes, permissions, reach } = roles[role as keyof typeof roles];
  const provenAt = now();
  const who = { kind: "person", id: randomUUID(), name, role, from: "192.0.2.7", requestId: randomUUID() } as const;
  return { ...who, tenant, scopes, permissions, provenAt, ...(patient === undefined ? {} : { reach, patient }) };
}

async function aClinic() {
  const tenant = await anOrganisation(house);
  const { value } = await house.chart.create(aClinician(tenant), "Patient", aPatient());
  const patient = parseResourceId(value.id);
  return {
    tenant,
    patient,
    officer: someone(tenant, "privacy-officer", "Ines Duarte"),
    nora: someone(tenant, "patient", "Nora Halloran", patient),
    relative: someone(tenant, "family-member", "Cian Halloran", patient),
  };
}

const letter = (patientId: string, more: Partial<NewRightsRequest> = {}): NewRightsRequest => ({
  patientId,
  kind: "erasure",
  law: "gdpr",
  asker: { name: "Nora Halloran", relation: "self" },
  channel: "letter",
  asked: "Please delete everything you hold about me.",
  ...more,
});

async function received(officer: Caller, request: NewRightsRequest): Promise<RightsRequest> {
  const answer = await post(officer, "/api/rights/requests", request);
  expect(answer.statusCode, answer.body).toBe(201);
  return rightsRequest.parse(answer.json());
}

async function changed(officer: Caller, request: RightsRequest, change: object): Promise<RightsRequest> {
  const answer = await post(officer, `/api/rights/requests/${request.id}`, { revision: request.revision, ...change });
  expect(answer.statusCode, answer.body).toBe(200);
  return rightsRequest.parse(answer.json());
}

const refusal = async (caller: Caller, url: string, payload: object) => {
  const answer = await post(caller, url, payload);
  const { code, path } = problem.parse(answer.json());
  return { status: answer.statusCode, code, ...(path === undefined ? {} : { path }) };
};

const open = async (officer: Caller) =>
  rightsRequestList.parse((await get(officer, "/api/rights/requests")).json()).requests;

test("a request goes from the letter to the answer, with the law's clock, and each step is in the patient's ledger", async () => {
  const { tenant, patient, officer, nora } = await aClinic();
  const request = await received(officer, letter(patient, { receivedOn: "2026-01-31" }));
  expect(request).toMatchObject({
    state: "received",
    dueOn: "2026-02-28",
    overdue: true,
    words: {
      patientLabel: "Nora Halloran, born 1948-02-29",
      steps: [{ event: "receive", by: { name: "Ines Duarte" } }],
    },
    clock: { section: "Article 12(3) GDPR" },
  });
  // Its first period is over: too late to extend.
  expect(request.may).toEqual(["ask-identity", "confirm", "withdraw"]);
  let step = await changed(officer, request, { event: "confirm", note: "came in person, passport seen" });
  step = await changed(officer, step, {
    event: "decide",
    items: [
      { what: "messages", outcome: "granted" },
      { what: "MedicationRequest", outcome: "refused", ground: "gdpr/legal-obligation", note: "kept seven years" },
    ],
  });
  step = await changed(officer, step, { event: "deliver", note: "letter of today" });
  expect(step).toMatchObject({ state: "delivered", overdue: false, may: [], words: { delivery: "letter of today" } });
  expect(await open(officer)).toEqual([]);
  const shown = rightsRequestList.parse((await get(nora, "/api/rights/mine")).json()).requests;
  expect(shown.map(({ id, state }) => [id, state])).toEqual([[request.id, "delivered"]]);
  expect((await get(officer, "/api/rights/requests?which=closed")).statusCode).toBe(200);
  expect((await get(officer, `/api/rights/requests/${request.id}`)).statusCode).toBe(200);
  // Colleagues who see who looked don't read there what was asked and answered.
  const acts = await house.reader.aboutPatient(tenant, patient, { limit: 50 });
  for (const { entry } of acts) access.shape.action.parse(entry.action);
  expect(new Set(acts.flatMap(({ entry: { action, why } }) => (action.startsWith("rights-") ? [why] : [])))).toEqual(
    new Set(["as officer for requests"]),
  );
  expect(acts.map(({ entry }) => entry.action).filter((action) => action.startsWith("rights-"))).toEqual([
    "rights-request-answered",
    "rights-request-changed",
    "rights-request-changed",
    "rights-request-received",
  ]);
  // Each look at what was asked is there too: the officer's at the queue and at one, and the patient's own.
  const looks = acts.flatMap(({ entry: { action, actor, why, resources } }) =>
    action === "read" && resources[0] === `Patient/${patient}` ? [[actor.name, why]] : [],
  );
  expect(looks).toEqual([
    ["Ines Duarte", "as officer for requests"],
    ["Ines Duarte", "as officer for requests"],
    ["Nora Halloran", "to see what was asked about the record"],
  ]);
});

test("the extension is one, by the law's own length, with its reasons, and before the first period is over", async () => {
  const { patient, officer } = await aClinic();
  const url = (request: RightsRequest) => `/api/rights/requests/${request.id}`;
  const european = await received(officer, letter(patient, { receivedOn: "2026-02-20" }));
  expect(european.dueOn).toBe("2026-03-20");
  const longer = await changed(officer, european, { event: "extend", note: "records of three sites" });
  expect(longer).toMatchObject({ dueOn: "2026-05-20", state: "received" });
  expect(longer.may).not.toContain("extend");
  const again = { event: "extend", note: "and more", revision: longer.revision };
  expect(await refusal(officer, url(european), again)).toEqual({ status: 409, code: "rights/no-extension" });
  const american = await received(officer, letter(patient, { kind: "access", law: "hipaa", receivedOn: "2026-03-01" }));
  expect(american.dueOn).toBe("2026-03-31");
  expect((await changed(officer, american, { event: "extend", note: "archived" })).dueOn).toBe("2026-04-30");
  const atOnce = await received(officer, letter(patient, { kind: "consent-withdrawal", receivedOn: "2026-03-07" }));
  expect(atOnce).toMatchObject({ dueOn: "2026-03-07", overdue: false });
  expect(atOnce.may).not.toContain("extend");
  const late = await received(officer, letter(patient, { receivedOn: "2026-03-07" }));
  house.wait(32 * day);
  expect((await open(officer)).find(({ id }) => id === late.id)).toMatchObject({ overdue: true });
  const tooLate = { event: "extend", note: "busy", revision: 1 };
  expect(await refusal(officer, url(late), tooLate)).toEqual({ status: 409, code: "rights/no-extension" });
});

test("what can't be is refused with its reason, and changes nothing", async () => {
  const { tenant, patient, officer } = await aClinic();
  const all = "/api/rights/requests";
  const today = new Date(now()).toISOString().slice(0, 10);
  const unfit: readonly [Partial<NewRightsRequest>, object][] = [
    [{ law: "hipaa" }, { status: 422, code: "rights/not-in-this-law", path: "law" }],
    [{ receivedOn: "2026-02-30" }, { status: 422, code: "rights/unsuitable-day", path: "receivedOn" }],
    [{ receivedOn: "2031-01-01" }, { status: 422, code: "rights/unsuitable-day", path: "receivedOn" }],
    [{ receivedOn: "2019-01-01" }, { status: 422, code: "rights/unsuitable-day", path: "receivedOn" }],
    [{ patientId: randomUUID() }, { status: 404, code: "rights/unknown-patient", path: "patientId" }],
  ];
  for (const [more, expected] of unfit)
    expect(await refusal(officer, all, letter(patient, more)), JSON.stringify(more)).toEqual(expected);
  const request = await received(officer, letter(patient));
  expect(request.receivedOn).toBe(today);
  const one = `${all}/${request.id}`;
  const decide = { event: "decide", revision: 1, items: [{ what: "all", outcome: "granted" }] };
  expect(await refusal(officer, one, decide)).toMatchObject({ status: 409, code: "rights/illegal-change" });
  expect(await refusal({ ...officer, provenAt: 0 }, one, decide)).toMatchObject({ status: 403 });
  expect(await refusal(officer, one, { event: "confirm", revision: 7, note: "seen" })).toMatchObject({
    code: "rights/changed-meanwhile",
  });
  const { revision } = await changed(officer, request, { event: "confirm", note: "seen" });
  for (const item of [
    { what: "all", outcome: "refused" },
    { what: "all", outcome: "refused", ground: "hipaa/is-accurate" },
    { what: "all", outcome: "refused", ground: "gdpr/no-case" },
    { what: "all", outcome: "granted", ground: "gdpr/legal-obligation" },
  ])
    expect(await refusal(officer, one, { event: "decide", revision, items: [item] })).toEqual({
      status: 422,
      code: "rights/unsuitable-ground",
      path: "items[0].ground",
    });
  expect((await open(officer)).map(({ state, revision: now_ }) => [state, now_])).toEqual([["open", revision]]);
  for (const role of ["clinician", "administrator", "auditor", "owner"] as const)
    expect((await get(someone(tenant, role, "Tom Birch"), all)).statusCode, role).toBe(403);
});

test("patients ask for themselves and take it back; relatives see their own asking alone; others' are nobody's", async () => {
  const { patient, officer, nora, relative, tenant } = await aClinic();
  const asked = { kind: "restriction", law: "gdpr", asked: "Not to my family, please." };
  const hers = rightsRequest.parse((await post(nora, "/api/rights/mine", asked)).json());
  expect(hers).toMatchObject({ state: "received", may: ["withdraw"], words: { channel: "portal" } });
  const his = rightsRequest.parse((await post(relative, "/api/rights/mine", { ...asked, kind: "access" })).json());
  const seen = async (caller: Caller) =>
    rightsRequestList.parse((await get(caller, "/api/rights/mine")).json()).requests.map(({ id }) => id);
  expect(new Set(await seen(nora))).toEqual(new Set([hers.id, his.id]));
  expect(await seen({ ...relative, purpose: "FAMRQT" })).toEqual([his.id]);
  const [{ entry } = { entry: undefined }] = await house.reader.aboutPatient(tenant, patient, { limit: 1 });
  expect(entry).toMatchObject({ action: "read", onBehalfOf: `Patient/${patient}` });
  const absent = { status: 404, code: "rights/unknown" };
  expect(await refusal(relative, `/api/rights/mine/${hers.id}/withdraw`, {})).toEqual(absent);
  expect(await refusal(relative, `/api/rights/mine/${randomUUID()}/withdraw`, {})).toEqual(absent);
  expect(await refusal(nora, `/api/rights/mine/${his.id}/withdraw`, {})).toMatchObject({ status: 409 });
  const back = await post(nora, `/api/rights/mine/${hers.id}/withdraw`);
  expect(rightsRequest.parse(back.json())).toMatchObject({ state: "withdrawn", may: [] });
  expect((await get(officer, "/api/rights/mine")).statusCode).toBe(403);
  const other = someone(await anOrganisation(house), "privacy-officer", "Olu Ade");
  expect((await get(other, `/api/rights/requests/${his.id}`)).statusCode).toBe(404);
  expect(await open(other)).toEqual([]);
  for (let n = 0; n < 20; n += 1) expect((await post(nora, "/api/rights/mine", asked)).statusCode).toBe(201);
  expect(await refusal(nora, "/api/rights/mine", asked)).toEqual({ status: 409, code: "rights/too-many" });
  // Whose were counted says nothing of how many others there are, and takes nobody else's turn.
  for (let n = 0; n < 19; n += 1) expect((await post(relative, "/api/rights/mine", asked)).statusCode).toBe(201);
  expect(await refusal(relative, "/api/rights/mine", asked)).toEqual({ status: 409, code: "rights/too-many" });
  await received(officer, letter(patient));
  expect(await house.reader.aboutPatient(tenant, patient, { limit: 1 })).toHaveLength(1);
});

test("of two changes at the same moment one counts; a day moved in the database is told, and takes no change", async () => {
  const { officer, patient } = await aClinic();
  const request = await received(officer, letter(patient));
  const one = `/api/rights/requests/${request.id}`;
  const confirm = { event: "confirm", revision: 1, note: "seen" };
  const both = await Promise.all([post(officer, one, confirm), post(officer, one, confirm)]);
  expect(both.map(({ statusCode }) => statusCode).toSorted((a, b) => a - b)).toEqual([200, 409]);
  await house.sql("update wardbook.rights_request set due_on = '2030-01-01' where id = $1", [request.id]);
  const shown = rightsRequest.parse((await get(officer, one)).json());
  expect(shown.words).toBeUndefined();
  expect(shown.may).toEqual([]);
  expect(altered).toContain(request.id);
  expect(await refusal(officer, one, { event: "deliver", revision: 2, note: "sent" })).toMatchObject({
    code: "rights/altered",
  });
  // Nor does it keep the others from whoever reads them, whatever stands in it now.
  await house.sql(
    "update wardbook.rights_request set received_on = 'x', due_on = '', created_at = 9223372036854775807 where id = $1",
    [request.id],
  );
  const other = await received(officer, letter(patient));
  expect(new Set((await open(officer)).map(({ id }) => id))).toEqual(new Set([request.id, other.id]));
  expect(altered.filter((id) => id === request.id)).toHaveLength(1);
});

test("a request that was put back as it once was takes no change, and one that was taken away is told of", async () => {
  const { officer, patient } = await aClinic();
  const list = async () => rightsRequestList.parse((await get(officer, "/api/rights/requests")).json());
  const [first, second] = [await received(officer, letter(patient)), await received(officer, letter(patient))];
  const [before] = await house.sql("select state, revision, sealed from wardbook.rights_request where id = $1", [
    first.id,
  ]);
  await changed(officer, first, { event: "confirm", note: "seen" });
  expect(await list()).toMatchObject({ isWhole: true });
  await house.sql("update wardbook.rights_request set state = $2, revision = $3, sealed = $4 where id = $1", [
    first.id,
    ...["state", "revision", "sealed"].map((name) => before?.[name]),
  ]);
  const shown = (await list()).requests.find(({ id }) => id === first.id);
  expect(shown).toMatchObject({ revision: 1, may: [] });
  expect(shown?.words).toBeUndefined();
  const again = { event: "confirm", revision: 1, note: "seen" };
  expect(await refusal(officer, `/api/rights/requests/${first.id}`, again)).toMatchObject({ code: "rights/altered" });
  expect(
    await refusal(officer, `/api/rights/requests/${first.id}/letters/preview`, { kind: "identity" }),
  ).toMatchObject({
    code: "rights/altered",
  });
  await house.sql("delete from wardbook.rights_request where id = $1", [second.id]);
  expect(await list()).toMatchObject({ isWhole: false });
  expect(altered).toEqual(expect.arrayContaining([first.id, second.id]));
  // What says which there are is nothing that can be taken away instead.
  await house.sql("delete from wardbook.row_register where tenant = $1", [officer.tenant]);
  expect((await list()).requests.map(({ words }) => words)).toEqual([undefined]);
});

test("officers who change different requests at the same moment don't stand in each other's way", async () => {
  const { patient, officer } = await aClinic();
  const requests: RightsRequest[] = [];
  for (let count = 0; count < 3; count += 1) requests.push(await received(officer, letter(patient)));
  const done = await Promise.all(
    requests.map((request) => changed(officer, request, { event: "confirm", note: "passport seen" })),
  );
  expect(done.map(({ revision }) => revision)).toEqual([2, 2, 2]);
});

test("everybody may read which law gives what", async () => {
  const { nora } = await aClinic();
  const { laws } = rightsLaws.parse((await get(nora, "/api/rights/laws")).json());
  const hipaa = laws.find(({ law }) => law === "hipaa")?.kinds ?? [];
  expect(hipaa.map(({ kind }) => kind)).not.toContain("erasure");
  expect(hipaa.find(({ kind }) => kind === "rectification")).toMatchObject({ answer: "60 days", extension: "30 days" });
  expect(laws.find(({ law }) => law === "gdpr")?.kinds).toHaveLength(8);
});

test("the request outlives the record that it had erased: it is answered, and that is on record", async () => {
  const { tenant, patient, officer } = await aClinic();
  let request = await received(officer, letter(patient));
  request = await changed(officer, request, { event: "confirm", note: "seen" });
  request = await changed(officer, request, { event: "decide", items: [{ what: "all", outcome: "granted" }] });
  await keys.destroyPatient(tenant, patient, "erasure asked for");
  expect(await changed(officer, request, { event: "deliver", note: "certificate sent" })).toMatchObject({
    state: "delivered",
    words: { asker: { name: "Nora Halloran" } },
  });
});

test("a letter is previewed, made once, kept byte for byte and sent; each is in the ledger, and who it was sent to has it", async () => {
  const { tenant, patient, officer, nora, relative } = await aClinic();
  const request = await received(officer, letter(patient));
  const one = `/api/rights/requests/${request.id}/letters`;
  const list = async () => rightsLetterList.parse((await get(officer, one)).json());
  expect((await list()).may.map(({ kind }) => kind)).toEqual(["acknowledgement", "identity"]);
  expect(
    (
      await app.inject({
        method: "PUT",
        url: "/api/rights/letterhead",
        headers: as(officer),
        payload: { address: ["1 Hill Road"] },
      })
    ).statusCode,
  ).toBe(200);
  const draft = { kind: "acknowledgement", address: ["2 Low Street"], note: "Σε απάντηση" };
  const preview = rightsLetterPreview.parse((await post(officer, `${one}/preview`, draft)).json());
  expect(preview).toMatchObject({ title: "We have received your request", unset: [] });
  expect(await refusal(officer, `${one}/preview`, { kind: "decision" })).toEqual({
    status: 409,
    code: "rights/unsuitable-letter",
    path: "kind",
  });
  expect(await refusal(officer, one, { ...draft, revision: 7 })).toMatchObject({ code: "rights/changed-meanwhile" });
  const answer = await post(officer, one, { ...draft, revision: request.revision });
  expect(answer.statusCode, answer.body).toBe(201);
  const made = rightsLetter.parse(answer.json());
  const url = `${one}/${made.id}`;
  const pdf = await get(officer, `${url}/pdf`);
  expect(pdf.headers).toMatchObject({ "content-type": "application/pdf", "cache-control": "no-store" });
  expect(createHash("sha256").update(pdf.rawPayload).digest("hex")).toBe(made.words?.sha256);
  const read = readPdf(pdf.rawPayload);
  expect(read).toMatchObject({ pages: 1, language: "en", tagged: true, missing: 0 });
  for (const words of [
    "Hill Clinic",
    "1 Hill Road",
    "2 Low Street",
    "Dear Nora Halloran,",
    "Please delete everything",
    "Σε απάντηση",
  ])
    expect(read.texts[0]).toContain(words);
  // What wasn't sent isn't hers yet.
  const hers = async () => ownRightsLetters.parse((await get(nora, "/api/rights/mine/letters")).json()).letters;
  const own = `/api/rights/mine/letters/${made.id}/pdf`;
  expect(await hers()).toEqual([]);
  expect((await get(nora, own)).statusCode).toBe(404);
  const sending = { way: "post", to: "record", on: new Date(now()).toISOString().slice(0, 10) };
  expect(await refusal(officer, `${url}/sendings`, { ...sending, to: "none" })).toMatchObject({
    code: "rights/unsuitable-address",
  });
  expect(await refusal(officer, `${url}/sendings`, { ...sending, on: "2020-01-01" })).toMatchObject({
    code: "rights/unsuitable-day",
  });
  const rowOf = async (id: string) =>
    (await house.sql("select revision, sealed from wardbook.rights_letter where id = $1", [id]))[0];
  const unsent = await rowOf(made.id);
  const sent = rightsLetter.parse((await post(officer, `${url}/sendings`, sending)).json());
  expect(sent.words?.sendings).toMatchObject([{ way: "post", to: "record", by: "Ines Duarte" }]);
  expect((await hers()).map(({ id, requestId }) => [id, requestId])).toEqual([[made.id, request.id]]);
  expect((await get(nora, own)).rawPayload.equals(pdf.rawPayload)).toBe(true);
  expect((await get(relative, own)).statusCode).toBe(404);
  const acts = (await house.reader.aboutPatient(tenant, patient, { limit: 50 })).map(({ entry }) => entry);
  const letterActs = acts.filter(({ action }) => action.startsWith("rights-letter-"));
  expect(letterActs.map(({ action }) => action)).toEqual(["rights-letter-sent", "rights-letter-made"]);
  for (const { detail, action } of letterActs) {
    expect(detail).toContain(made.words?.sha256);
    access.shape.action.parse(action);
  }
  // Of another request, or another organisation, there is no such letter; nor one that was put in its place.
  const other = await received(officer, letter(patient, { kind: "access" }));
  expect((await get(officer, `/api/rights/requests/${other.id}/letters/${made.id}/pdf`)).statusCode).toBe(404);
  const second = rightsLetter.parse((await post(officer, one, { ...draft, revision: request.revision })).json());
  await house.sql(
    "update wardbook.rights_letter set pdf = (select pdf from wardbook.rights_letter where id = $1) where id = $2",
    [second.id, made.id],
  );
  expect((await get(officer, `${url}/pdf`)).statusCode).toBe(409);
  expect(altered).toContain(request.id);
  // Nor does one count that was put back as it was before it was sent, and one that was taken out is told of.
  await house.sql("update wardbook.rights_letter set revision = $2, sealed = $3 where id = $1", [
    made.id,
    unsent?.["revision"],
    unsent?.["sealed"],
  ]);
  expect(await hers()).toEqual([]);
  expect(await refusal(officer, `${url}/sendings`, sending)).toMatchObject({ code: "rights/altered" });
  const isWhole = async () => rightsRequestList.parse((await get(officer, "/api/rights/requests")).json()).isWhole;
  expect(await isWhole()).toBe(true);
  await house.sql("delete from wardbook.rights_letter where id = $1", [second.id]);
  expect([await isWhole(), await isWhole(), altered.filter((id) => id === second.id)]).toEqual([
    false,
    false,
    [second.id],
  ]);
});
