import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { signLetterAnswer } from "../../../../contract/index.ts";
import {
  aClinician,
  aDesk,
  aHouse,
  aReceptionist,
  anOrganisation,
  aPatient,
  inside,
} from "../../../../test/people/index.ts";
import { type DraftId, openNotes, signLetter } from "../../../care/notes/index.ts";
import { type Caller, type Permission, noPermissions } from "../../../custody/access/index.ts";
import { openSignatures } from "../../../custody/signatures/index.ts";
import { usualLayout } from "../../../care/stationery/index.ts";
import { type FhirResource, objectIn, objectsIn, textIn } from "../../../foundation/fhir/index.ts";
import { type ResourceId, Secret } from "../../../foundation/kernel/index.ts";
import { letterPorts } from "../../../wire-letters-of-notes.ts";
import { readPdf } from "../../../../test/support/read-pdf.ts";
import { Refusal } from "../identity/index.ts";
import { letterRoutes } from "./index.ts";

const house = await aHouse();
const { db, chart, keyring, now } = house;
const signatures = openSignatures({ db, keyring, now, recordKey: async () => undefined });
const confirmSigner = async (_: Caller, password: Secret<string> | undefined) => {
  if (password?.expose() !== "right")
    throw new Refusal(401, "session/wrong-credentials", "That is not your password.", { path: "password" });
  return async () => undefined;
};
const parts = {
  chart,
  signatures,
  now,
  confirmSigner,
  organisationName: async () => "Harbour Physiotherapy",
};
const ports = letterPorts(parts);
const notes = openNotes({ db, chart, signatures, now, confirmSigner });
const { app, as } = await aDesk((authenticate) => async (instance) => {
  await instance.register(letterRoutes, {
    signLetter: (caller, letter, password) => signLetter(ports, caller, letter, password),
    authenticate,
  });
});

async function aChart() {
  const tenant = await anOrganisation(house);
  const clinician = aClinician(tenant);
  const { value } = await chart.create(clinician, "Patient", aPatient());
  const letter = (more: object = {}) => ({
    id: randomUUID(),
    patientId: value.id,
    kind: "referral",
    recipient: { name: "Dr Ines Duarte", address: "Knee clinic\n1 Quay" },
    subject: "Left knee",
    text: "Dear colleague,\n\nProblems:\n\n- Gonarthrosis\n- Swelling",
    password: "right",
    ...more,
  });
  return { tenant, clinician, patient: value.id, letter };
}

async function send(caller: Caller, payload: object) {
  const answer = await app.inject({ method: "POST", url: "/api/letters", headers: as(caller), payload });
  const body = answer.json() as { code?: string; path?: string };
  const id = answer.statusCode === 200 ? signLetterAnswer.parse(body).documentReferenceId : undefined;
  return { status: answer.statusCode, code: body.code, path: body.path, id: id as ResourceId };
}
const read = async (caller: Caller, id: ResourceId) =>
  inside((await chart.read(caller, { type: "DocumentReference", id })).value);

test("a letter bears the letterhead of the branch where its patient was registered, as it stood when it was signed", async () => {
  const { clinician } = await aChart();
  const branch = randomUUID();
  let name = "Hill Street Practice";
  const asked: (string | undefined)[] = [];
  const stationery = {
    standing: async (_: unknown, { branch: of }: { readonly branch?: string | undefined } = {}) => {
      asked.push(of);
      const letterhead = { name: of === branch ? name : "Harbour", address: ["1 Quay"], registrations: [] };
      return { letterhead, logo: undefined, chosen: undefined, layout: usualLayout };
    },
  };
  const signed = letterPorts({ ...parts, stationery });
  const registered = { url: "urn:wardbook:registered-at", valueReference: { reference: `Location/${branch}` } };
  const papers = [];
  for (const more of [{ extension: [registered] }, {}]) {
    const { value } = await chart.create(clinician, "Patient", { ...aPatient(), ...more } as FhirResource);
    const id = await signLetter(
      signed,
      clinician,
      {
        id: randomUUID() as DraftId,
        patient: value.id,
        kind: "referral",
        recipient: { name: "Dr Ines Duarte", address: [] },
        subject: "Left knee",
        text: "Dear colleague",
        labels: [],
        replaces: undefined,
        encounter: undefined,
      },
      new Secret("right"),
    );
    const paper = async () => {
      const [, file] = objectsIn((await read(clinician, id))["content"]).map(({ attachment }) => objectIn(attachment));
      return Buffer.from(textIn(file?.["data"]) ?? "", "base64");
    };
    const before = await paper();
    name = "Called otherwise since";
    expect((await paper()).equals(before)).toBe(true);
    expect((await notes.signatures(clinician, id)).state).toBe("holds");
    papers.push(JSON.stringify(readPdf(before)));
    name = "Hill Street Practice";
  }
  expect(asked).toEqual([branch, undefined]);
  expect(papers[0]).toContain("Hill Street Practice");
  expect(papers[0]).toContain("1 Quay");
  expect(papers[1]).toContain("Harbour");
});

test("a letter is signed with its paper, once, and its signature covers both", async () => {
  const { clinician, patient, letter } = await aChart();
  const sent = letter();
  const { status, id } = await send(clinician, sent);
  expect(status).toBe(200);
  expect((await send(clinician, sent)).id).toBe(id);
  const stored = await read(clinician, id);
  expect(stored).toMatchObject({
    docStatus: "final",
    subject: { reference: `Patient/${patient}` },
    extension: [{ valueString: "Dr Ines Duarte\nKnee clinic\n1 Quay" }],
    type: { coding: [{ code: "57133-1" }] },
  });
  const [words, paper] = objectsIn(stored["content"]).map(({ attachment }) => objectIn(attachment));
  const bytes = (part: typeof words) => Buffer.from(textIn(part?.["data"]) ?? "", "base64");
  expect([bytes(words).toString(), bytes(paper).subarray(0, 5).toString()]).toEqual([sent.text, "%PDF-"]);
  expect((await notes.signatures(clinician, id)).state).toBe("holds");
  // What is signed stays: the paper too.
  const other = { ...stored, content: [objectsIn(stored["content"])[0] ?? {}] };
  const target = { type: "DocumentReference", id } as const;
  await expect(chart.update(clinician, target, other)).rejects.toMatchObject({ code: "chart/signed-is-final" });
  await expect(chart.delete(clinician, target)).rejects.toMatchObject({ code: "chart/signed-is-final" });
});

test("words that were changed after an answer got lost don't pass for signed; control signs and turned lines are no way out", async () => {
  const { clinician, letter } = await aChart();
  const sent = letter();
  const { id } = await send(clinician, sent);
  for (const more of [
    { text: "Other words" },
    { subject: "Right knee" },
    { recipient: { name: "Dr Other", address: "" } },
  ])
    expect(await send(clinician, { ...sent, ...more })).toMatchObject({ status: 409, code: "draft/already-signed" });
  expect((await send(clinician, sent)).id).toBe(id);
  const bodies = ["\u0000", "\ud800", "\u202e"].map((sign) =>
    letter({
      text: `Words ${sign}`,
      subject: `Knee ${sign} x`,
      recipient: { name: `Dr ${sign}\nx`, address: `1 Quay ${sign}` },
    }),
  );
  const answers = new Set<number>();
  for (const body of bodies) answers.add((await send(clinician, body)).status);
  expect([...answers].filter((status) => status >= 500)).toEqual([]);
});

test("nothing is signed without words, a proof, the permission, or a patient whom one sees", async () => {
  const { tenant, clinician, letter } = await aChart();
  const other = await aChart();
  expect(await send(clinician, letter({ text: " \n" }))).toMatchObject({ status: 422, code: "draft/empty" });
  expect(await send(clinician, letter({ password: "wrong" }))).toMatchObject({ status: 401 });
  expect(await send(clinician, letter({ subject: "4111 1111 1111 1111" }))).toMatchObject({
    code: "privacy/card-number",
  });
  expect(await send(clinician, letter({ recipient: { name: " ", address: "" } }))).toMatchObject({ status: 400 });
  for (const caller of [aReceptionist(tenant), { ...clinician, permissions: noPermissions }])
    expect(await send(caller, letter())).toMatchObject({ status: 403, code: "access/not-permitted" });
  for (const patientId of [other.patient, randomUUID()])
    expect(await send(clinician, letter({ patientId }))).toMatchObject({ status: 404, code: "chart/not-found" });
  // A visit, or a letter to supersede, of another patient and one that isn't there look alike.
  const theirs = await send(other.clinician, other.letter());
  for (const one of [theirs.id, randomUUID()])
    for (const link of ["replaces", "encounter"])
      expect(await send(clinician, letter({ [link]: one }))).toMatchObject({
        status: 422,
        code: "draft/unsuitable-target",
        path: link,
      });
  const found = await chart.search(clinician, "DocumentReference", []);
  expect(found.value.matches).toEqual([]);
});

test("a letter supersedes a letter, and carries the labels of what goes along, its signature too", async () => {
  const { tenant, clinician, letter } = await aChart();
  const first = await send(clinician, letter());
  const second = await send(clinician, letter({ replaces: first.id, labels: ["PSY"] }));
  expect(await read(clinician, second.id)).toMatchObject({
    relatesTo: [{ code: "replaces", target: { reference: `DocumentReference/${first.id}` } }],
  });
  expect((await notes.signatures(clinician, second.id)).state).toBe("holds");
  const uncleared = { ...aClinician(tenant), clearances: [] };
  const seen = async (type: "DocumentReference" | "Provenance") =>
    (await chart.search(uncleared, type, [])).value.matches.length;
  expect([await seen("DocumentReference"), await seen("Provenance")]).toEqual([1, 1]);
});

test("a junior's letter waits for a co-signature, may be given back, and is then written anew in its place", async () => {
  const { tenant, clinician, letter } = await aChart();
  const permissions = new Set<Permission>(["notes.write", "notes.supervised"]);
  const junior = { ...aClinician(tenant, "Jun Aalto"), permissions };
  const first = await send(junior, letter());
  expect(await read(clinician, first.id)).toMatchObject({ docStatus: "preliminary" });
  expect((await send(clinician, letter({ replaces: first.id }))).code).toBe("draft/unsuitable-target");
  await notes.giveBack(clinician, { note: first.id, words: "Say since when." });
  const anew = await send(junior, letter({ replaces: first.id }));
  expect(await read(clinician, first.id)).toMatchObject({ status: "superseded" });
  await notes.coSign(clinician, { note: anew.id, password: new Secret("right") });
  expect(await read(clinician, anew.id)).toMatchObject({ docStatus: "final" });
  expect((await notes.signatures(clinician, anew.id)).state).toBe("holds");
});
