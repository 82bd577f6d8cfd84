import { createHash, randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import {
  draftConflict,
  draftList,
  nextSignature,
  noteSignatures,
  problem,
  saveDraftAnswer,
  signDraftAnswer,
} from "../../../../contract/index.ts";
import {
  aClient,
  aClinician,
  aDesk,
  aHouse,
  aNote,
  aReceptionist,
  anOrganisation,
  aPatient,
} from "../../../../test/people/index.ts";
import { openNotes, printNote } from "../../../care/notes/index.ts";
import { usualLayout } from "../../../care/stationery/index.ts";
import type { Caller } from "../../../custody/access/index.ts";
import {
  openSignatures,
  parseKeyHistory,
  parseSignedRecord,
  verifySignature,
} from "../../../custody/signatures/index.ts";
import type { ResourceId, TenantId } from "../../../foundation/kernel/index.ts";
import { notePaperPorts } from "../../../wire-papers-of-notes.ts";
import { readPdf } from "../../../../test/support/read-pdf.ts";
import { Refusal } from "../identity/index.ts";
import { notesRoutes, signatureKeyRoutes } from "./index.ts";

const house = await aHouse();
const { db, chart, keyring, now } = house;
const signatures = openSignatures({ db, keyring, now, recordKey: async () => undefined });
const notes = openNotes({
  db,
  chart,
  signatures,
  now,
  confirmSigner: async (_, password) => {
    if (password?.expose() !== "right")
      throw new Refusal(401, "session/wrong-credentials", "That is not your password.", { path: "password" });
    return async () => undefined;
  },
});
const publicOrigin = "https://wardbook.test";
const keysAt = async (tenant: TenantId) => `${publicOrigin}/signature-keys/${await signatures.publicName(tenant)}`;
const papers = notePaperPorts({
  chart,
  signatures,
  now,
  keysAt,
  ledger: house.ledger,
  organisationName: async () => "Harbour Physiotherapy",
  stationery: {
    standing: async () => ({ letterhead: undefined, logo: undefined, chosen: undefined, layout: usualLayout }),
  },
  timeZone: async () => "Asia/Kolkata",
});
const { app, as } = await aDesk((authenticate) => async (instance) => {
  await instance.register(notesRoutes, {
    notes,
    printNote: (caller, note) => printNote(papers, caller, note),
    keysAt,
    nextSignature: async () => "password" as const,
    authenticate,
  });
  await instance.register(signatureKeyRoutes, { signatures });
});

async function aChart() {
  const tenant = await anOrganisation(house);
  const clinician = aClinician(tenant);
  const { value } = await house.chart.create(clinician, "Patient", aPatient());
  return { tenant, clinician, patientId: value.id };
}

const save = (caller: Caller, id: string, payload: object) =>
  app.inject({ method: "PUT", url: `/api/drafts/${id}`, headers: as(caller), payload });
const sign = (caller: Caller, id: string, payload: object) =>
  app.inject({ method: "POST", url: `/api/drafts/${id}/sign`, headers: as(caller), payload });

test("a note from its first words to its signature", async () => {
  const { clinician, patientId } = await aChart();
  const id = randomUUID();
  const first = await save(clinician, id, { patientId, title: "Visit", text: "Well", baseRevision: 0 });
  expect([first.statusCode, saveDraftAnswer.parse(first.json()).revision]).toEqual([200, 1]);
  await save(clinician, id, { patientId, title: "Visit", text: "Well today.", baseRevision: 1 });
  const listed = await app.inject({ url: `/api/patients/${patientId}/drafts`, headers: as(clinician) });
  expect(draftList.parse(listed.json()).drafts).toEqual([
    {
      id,
      patientId,
      title: "Visit",
      text: "Well today.",
      revision: 2,
      savedAt: new Date(house.now()).toISOString(),
      authorName: clinician.name,
      mine: true,
    },
  ]);
  expect(listed.headers["cache-control"]).toBe("no-store");
  const signed = await sign(clinician, id, { revision: 2, password: "right" });
  expect(signed.statusCode).toBe(200);
  const { documentReferenceId } = signDraftAnswer.parse(signed.json());
  expect((await sign(clinician, id, { revision: 2, password: "right" })).json()).toEqual({ documentReferenceId });
});

test("words saved elsewhere are answered with 409, when saving and when signing", async () => {
  const { clinician, patientId } = await aChart();
  const id = randomUUID();
  await save(clinician, id, { patientId, title: "", text: "one", baseRevision: 0 });
  await save(clinician, id, { patientId, title: "", text: "two", baseRevision: 1 });
  for (const answer of [
    await save(clinician, id, { patientId, title: "", text: "three", baseRevision: 1 }),
    await sign(clinician, id, { revision: 1, password: "right" }),
  ]) {
    expect(answer.statusCode).toBe(409);
    expect(draftConflict.parse(answer.json()).current).toMatchObject({ text: "two", revision: 2 });
  }
});

test("a discarded draft is gone", async () => {
  const { clinician, patientId } = await aChart();
  const id = randomUUID();
  await save(clinician, id, { patientId, title: "", text: "one", baseRevision: 0 });
  const discard = () => app.inject({ method: "DELETE", url: `/api/drafts/${id}`, headers: as(clinician) });
  expect((await discard()).statusCode).toBe(204);
  const again = await discard();
  expect([again.statusCode, problem.parse(again.json()).code]).toEqual([404, "draft/unknown"]);
});

test("a wrong password is told as such, and so is an empty note", async () => {
  const { clinician, patientId } = await aChart();
  const id = randomUUID();
  await save(clinician, id, { patientId, title: "", text: "", baseRevision: 0 });
  const wrong = await sign(clinician, id, { revision: 1, password: "wrong" });
  expect([wrong.statusCode, problem.parse(wrong.json())]).toMatchObject([
    401,
    { code: "session/wrong-credentials", path: "password" },
  ]);
  const empty = await sign(clinician, id, { revision: 1, password: "right" });
  expect([empty.statusCode, problem.parse(empty.json()).code]).toEqual([422, "draft/empty"]);
});

async function aSignedNote() {
  const it = await aChart();
  const id = randomUUID();
  await save(it.clinician, id, { patientId: it.patientId, title: "Visit", text: "Well.", baseRevision: 0 });
  const { documentReferenceId } = signDraftAnswer.parse(
    (await sign(it.clinician, id, { revision: 1, password: "right" })).json(),
  );
  return { ...it, note: documentReferenceId };
}

test("a signed note comes with its manifest, and the public keys stand where it says", async () => {
  const { clinician, note } = await aSignedNote();
  const answer = await app.inject({ url: `/api/notes/${note}/signatures`, headers: as(clinician) });
  const { state, signatures: found, keysAt } = noteSignatures.parse(answer.json());
  expect([state, found]).toMatchObject([
    "holds",
    [
      {
        verdict: "valid",
        signer: clinician.name,
        when: new Date(now()).toISOString(),
        meaning: "authorship",
        sentence: "wrote this and says that it is complete",
      },
    ],
  ]);
  expect(keysAt.startsWith(`${publicOrigin}/signature-keys/`)).toBe(true);
  // Nobody in particular asks.
  const keys = await app.inject({ url: new URL(keysAt).pathname });
  expect([keys.statusCode, keys.headers["content-type"]]).toEqual([200, "application/jwk-set+json; charset=utf-8"]);
  expect(parseKeyHistory(keys.body).keys.map(({ kid }) => kid)).toEqual([found[0]?.key]);
  expect(keys.body).not.toContain('"d"');
});

test("a signed note is taken elsewhere as a file that holds all it takes to check it", async () => {
  const { clinician, note } = await aSignedNote();
  const answer = await app.inject({ url: `/api/notes/${note}/signed-record`, headers: as(clinician) });
  expect([answer.statusCode, answer.headers["content-disposition"]]).toEqual([
    200,
    `attachment; filename="signed-note-${note}.json"`,
  ]);
  const { record, signatures: taken, history } = parseSignedRecord(answer.body);
  expect(await verifySignature(record, taken[0] ?? record, history)).toMatchObject({ kind: "valid" });
});

const paperOf = (caller: Caller, note: string) =>
  app.inject({ method: "POST", url: `/api/notes/${note}/paper`, headers: as(caller) });

test("a signed note is printed with its addenda, under each who signed it, when and meaning what, and the ledger tells of the paper", async () => {
  const { tenant, clinician, patientId, note } = await aSignedNote();
  const more = randomUUID();
  const words = { patientId, title: "Visit", text: "Left knee meant.", addendumTo: note, baseRevision: 0 };
  await save(clinician, more, words);
  const addendum = signDraftAnswer.parse((await sign(clinician, more, { revision: 1, password: "right" })).json());
  const answer = await paperOf(clinician, note);
  expect([answer.statusCode, answer.headers["content-type"], answer.headers["content-disposition"]]).toEqual([
    200,
    "application/pdf",
    `attachment; filename="signed-note-${note}.pdf"`,
  ]);
  const text = readPdf(answer.rawPayload).texts.join(" ");
  const shown = await app.inject({ url: `/api/notes/${note}/signatures`, headers: as(clinician) });
  const [signature] = noteSignatures.parse(shown.json()).signatures;
  for (const said of ["Harbour Physiotherapy", "Well.", "Addendum: Visit", "Left knee meant.", "UTC+05:30"])
    expect(text).toContain(said);
  expect(text.split(`${clinician.name} wrote this and says that it is complete.`)).toHaveLength(3);
  // The key's name may be broken over lines.
  expect(text.replaceAll(" ", "")).toContain(signature?.key);
  expect(text.replaceAll(" ", "")).toContain(await keysAt(tenant));
  const told = await house.reader.aboutPatient(tenant, patientId as ResourceId, { limit: 100 });
  const sha256 = createHash("sha256").update(answer.rawPayload).digest("hex");
  expect(told.filter(({ entry }) => entry.action === "printed").map(({ entry }) => entry)).toEqual([
    expect.objectContaining({
      resources: [note, addendum.documentReferenceId].map((id) => `DocumentReference/${id}/1`),
      detail: expect.stringContaining(sha256),
    }),
  ]);
});

test("a note is printed for whoever sees all of it, and where its signatures hold", async () => {
  const { tenant, clinician, patientId, note } = await aSignedNote();
  const partly = {
    ...clinician,
    fieldRules: [{ type: "DocumentReference", path: "content", access: "hidden" }],
  } as const;
  expect((await paperOf(partly, note)).json()).toMatchObject({ code: "note/partly-hidden" });
  expect((await paperOf(aReceptionist(tenant), note)).json()).toMatchObject({ code: "chart/not-permitted" });
  expect((await paperOf((await aChart()).clinician, note)).json()).toMatchObject({ code: "chart/not-found" });
  expect((await app.inject({ method: "POST", url: `/api/notes/${note}/paper` })).statusCode).toBe(401);
  const { value } = await chart.create(clinician, "DocumentReference", aNote(patientId));
  const unsigned = await paperOf(clinician, value.id);
  expect([unsigned.statusCode, problem.parse(unsigned.json()).code]).toEqual([404, "note/not-signed"]);
});

test("to whoever doesn't see the note there is neither signature nor file", async () => {
  const { note, tenant } = await aSignedNote();
  const other = await aChart();
  for (const path of [`/api/notes/${note}/signatures`, `/api/notes/${note}/signed-record`]) {
    expect((await app.inject({ url: path })).statusCode).toBe(401);
    expect((await app.inject({ url: path, headers: as(other.clinician) })).json()).toMatchObject({
      code: "chart/not-found",
    });
    expect((await app.inject({ url: path, headers: as(aReceptionist(tenant)) })).json()).toMatchObject({
      code: "chart/not-permitted",
    });
  }
  const unknown = await app.inject({ url: `/signature-keys/${tenant}.${"0".repeat(32)}` });
  expect([unknown.statusCode, problem.parse(unknown.json()).code]).toEqual([404, "http/unknown-address"]);
});

test("what the next signature takes is told before it is refused", async () => {
  const { clinician, tenant } = await aChart();
  const answer = await app.inject({ url: "/api/signatures/next", headers: as(clinician) });
  expect(nextSignature.parse(answer.json())).toEqual({ takes: "password" });
  expect((await app.inject({ url: "/api/signatures/next", headers: as(aReceptionist(tenant)) })).statusCode).toBe(403);
});

test("nobody, the front desk and an API client are refused on every route", async () => {
  const { tenant, clinician, patientId } = await aChart();
  const id = randomUUID();
  await save(clinician, id, { patientId, title: "", text: "one", baseRevision: 0 });
  const requests = [
    { method: "GET", url: `/api/patients/${patientId}/drafts` },
    { method: "PUT", url: `/api/drafts/${id}`, payload: { patientId, title: "", text: "two", baseRevision: 1 } },
    { method: "DELETE", url: `/api/drafts/${id}` },
    { method: "POST", url: `/api/drafts/${id}/sign`, payload: { revision: 1, password: "right" } },
  ] as const;
  for (const request of requests) {
    expect((await app.inject(request)).statusCode).toBe(401);
    for (const caller of [aReceptionist(tenant), aClient(tenant, "system/*.cruds")]) {
      const answer = await app.inject({ ...request, headers: as(caller) });
      expect([answer.statusCode, problem.parse(answer.json()).code]).toEqual([403, "access/not-permitted"]);
    }
  }
});

test("a chart that isn't there, or isn't this organisation's, has no drafts", async () => {
  const { clinician } = await aChart();
  const other = await aChart();
  for (const patientId of [randomUUID(), other.patientId]) {
    const answer = await app.inject({ url: `/api/patients/${patientId}/drafts`, headers: as(clinician) });
    expect([answer.statusCode, problem.parse(answer.json()).code]).toEqual([404, "chart/not-found"]);
  }
});

test.each([
  ["a malformed id", "not-a-uuid", { title: "", text: "", baseRevision: 0 }],
  ["an upper-case id", "6A0F2C0E-3F5B-4A7E-9F43-0C2AD5A1C001", { title: "", text: "", baseRevision: 0 }],
  ["no text", randomUUID(), { title: "", baseRevision: 0 }],
  ["too long a text", randomUUID(), { title: "", text: "x".repeat(200_001), baseRevision: 0 }],
  ["a negative revision", randomUUID(), { title: "", text: "", baseRevision: -1 }],
])("%s is refused without quoting it", async (_, id, payload) => {
  const { clinician, patientId } = await aChart();
  const answer = await save(clinician, id, { patientId, ...payload });
  expect([answer.statusCode, problem.parse(answer.json()).code]).toEqual([400, "input/malformed"]);
  expect(answer.body).not.toContain("xxx");
});

test("the longest note fits through the door", async () => {
  const { clinician, patientId } = await aChart();
  const answer = await save(clinician, randomUUID(), {
    patientId,
    title: "",
    text: "\u0001".repeat(200_000),
    baseRevision: 0,
  });
  expect(answer.statusCode).toBe(200);
});

test("a draft with the number of a payment card isn't kept, and one that names a telephone number is told so", async () => {
  const { clinician, patientId } = await aChart();
  const id = randomUUID();
  const words = { patientId, title: "Visit", baseRevision: 0 };
  const refused = await save(clinician, id, { ...words, text: "Paid with 4111 1111 1111 1111." });
  expect([refused.statusCode, problem.parse(refused.json())]).toMatchObject([
    422,
    { code: "privacy/card-number", path: "text" },
  ]);
  const listed = await app.inject({ url: `/api/patients/${patientId}/drafts`, headers: as(clinician) });
  expect(draftList.parse(listed.json()).drafts).toEqual([]);
  const kept = await save(clinician, id, { ...words, text: "Daughter: 415-555-0132. BP 120/80 on March 3." });
  expect(saveDraftAnswer.parse(kept.json()).noticed).toEqual(["a telephone number"]);
});
