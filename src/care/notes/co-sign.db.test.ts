import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { aClinician, inside } from "../../../test/people/index.ts";
import { type Caller, parseScopes } from "../../custody/access/index.ts";
import { formatSignedRecord, parseSignedRecord, verifySignature } from "../../custody/signatures/index.ts";
import { type ResourceId, Secret } from "../../foundation/kernel/index.ts";
import { expectMayBecome, transitions } from "./co-signing-states.ts";
import { type TestChart, aDraftId, notesAtWork, right, words } from "./testing/notes-at-work.ts";

const { house, notes, notesOver, aChart, begin, entriesOf } = await notesAtWork();
const { chart } = house;

/** Whose notes wait for somebody else's signature. */
const supervised = (of: TestChart): TestChart["clinician"] => {
  const junior = aClinician(of.tenant, "Jun Aalto");
  return {
    ...junior,
    practitioner: "Practitioner/0f0e0d0c-0b0a-4908-8706-050403020101",
    permissions: new Set([...junior.permissions, "notes.supervised"]),
  };
};

async function signedByJunior(
  text = "Walks with a frame.",
): Promise<{ it: TestChart; junior: TestChart; note: ResourceId }> {
  const it = await aChart();
  const junior = { ...it, clinician: supervised(it) };
  return { it, junior, note: await signed(junior, text) };
}

async function signed(it: TestChart, text?: string, more = {}): Promise<ResourceId> {
  const outcome = await notes.sign(it.clinician, { id: await begin(it, text, more), revision: 1, password: right });
  if (outcome.kind !== "signed") throw new Error(outcome.kind);
  return outcome.note;
}

const target = (note: ResourceId) => ({ type: "DocumentReference", id: note }) as const;
const stored = async ({ clinician }: TestChart, note: ResourceId) =>
  inside((await chart.read(clinician, target(note))).value);
const give = ({ clinician }: TestChart, note: ResourceId, password: Secret<string> | undefined = right) =>
  notes.coSign(clinician, { note, password });
const back = ({ clinician }: TestChart, note: ResourceId) =>
  notes.giveBack(clinician, { note, words: "Say which hip." });

const found = async ({ clinician }: TestChart, state: string) =>
  (await chart.search(clinician, "DocumentReference", [["category", `urn:wardbook:co-signing|${state}`]])).value
    .matches;

test("each pair of states that the table doesn't have is refused, with the reason", () => {
  const states = Object.keys(transitions) as (keyof typeof transitions)[];
  for (const from of [undefined, ...states])
    for (const to of states) {
      const may = from !== undefined && transitions[from].includes(to);
      if (may) expectMayBecome(from, to);
      else expect(() => expectMayBecome(from, to)).toThrow(/nothing was done: the note /);
    }
});

test("what a supervised author signs is preliminary and locked until somebody co-signs the same version", async () => {
  const { it, junior, note } = await signedByJunior();
  const before = await stored(it, note);
  expect(before).toMatchObject({ docStatus: "preliminary", status: "current" });
  expect(before["authenticator"]).toBeUndefined();
  expect(await notes.signatures(it.clinician, note)).toMatchObject({
    state: "awaiting",
    signatures: [{ kind: "valid" }],
  });
  expect((await found(it, "awaited")).map(({ id }) => id)).toEqual([note]);
  for (const changed of [
    { ...before, docStatus: "final" },
    { ...before, description: "Other" },
  ])
    for (const who of [it, junior])
      await expect(chart.update(who.clinician, target(note), changed)).rejects.toMatchObject({
        code: "chart/signed-is-final",
      });
  await expect(chart.delete(junior.clinician, target(note))).rejects.toMatchObject({ code: "chart/signed-is-final" });

  await give(it, note);
  expect(await stored(it, note)).toMatchObject({
    docStatus: "final",
    authenticator: { display: it.clinician.name },
    author: [{ display: "Jun Aalto" }],
    content: before["content"],
  });
  const { state, signatures } = await notes.signatures(it.clinician, note);
  const version = `DocumentReference/${note}/_history/1`;
  expect([state, signatures.map((one) => [one.relabelled, one.kind === "valid" && one.manifest])]).toMatchObject([
    "holds",
    [
      [false, { meaning: "authorship", signer: { name: "Jun Aalto" }, target: version }],
      [false, { meaning: "review", signer: { id: it.clinician.id }, target: version }],
    ],
  ]);
  expect(await found(it, "awaited")).toEqual([]);
  expect(await entriesOf(it, "sign", "co-sign")).toEqual([
    `DocumentReference/${note}/2`,
    `DocumentReference/${note}/1`,
  ]);
});

test("both signatures are checked elsewhere, from one file; another note's words fail both", async () => {
  const { it, note } = await signedByJunior();
  await give(it, note);
  const file = parseSignedRecord(formatSignedRecord(await notes.signedRecord(it.clinician, note)));
  const check = async (record: typeof file.record) =>
    Promise.all(file.signatures.map(async (one) => (await verifySignature(record, one, file.history)).kind));
  expect(await check(file.record)).toEqual(["valid", "valid"]);
  expect(await check({ ...file.record, description: "Another" })).toEqual(["broken", "broken"]);
});

test("nobody co-signs their own, nor does who needs a co-signer, who lacks the right, or who doesn't see the note", async () => {
  const { it, junior, note } = await signedByJunior();
  const { clinician } = it;
  const other = await aChart();
  const permissions = new Set([...clinician.permissions].filter((one) => one !== "notes.co-sign"));
  const own: Caller = { ...junior.clinician, permissions: clinician.permissions };
  const refused: readonly (readonly [Caller, string])[] = [
    [own, "note/own"],
    [{ ...clinician, permissions: junior.clinician.permissions }, "note/needs-co-signer"],
    [{ ...clinician, permissions }, "note/needs-co-signer"],
    [other.clinician, "chart/not-found"],
    [{ ...clinician, scopes: parseScopes("user/Patient.rs") }, "chart/not-permitted"],
    [{ ...clinician, scopes: parseScopes("user/DocumentReference.r user/Patient.r") }, "chart/not-permitted"],
    [
      { ...clinician, fieldRules: [{ type: "DocumentReference", path: "content", access: "hidden" }] },
      "note/partly-hidden",
    ],
  ];
  for (const [who, code] of refused) {
    await expect(notes.coSign(who, { note, password: right })).rejects.toMatchObject({ code });
    // Of their own they may take it back; that comes below.
    if (who !== own) await expect(notes.giveBack(who, { note, words: "x" })).rejects.toMatchObject({ code });
  }
  await expect(give(it, note, new Secret("wrong"))).rejects.toMatchObject({ code: "session/wrong-credentials" });
  await expect(give(it, randomUUID() as ResourceId)).rejects.toMatchObject({ code: "chart/not-found" });
  expect(await notes.signatures(clinician, note)).toMatchObject({ state: "awaiting" });
});

test("of several who answer at once one does", async () => {
  const { it, note } = await signedByJunior();
  const others = [
    it,
    ...["Ira Holm", "Bo Lind"].map((name) => ({ ...it, clinician: { ...it.clinician, id: randomUUID(), name } })),
  ];
  const outcomes = await Promise.allSettled([...others.map((one) => give(one, note)), back(it, note)]);
  expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  for (const outcome of outcomes)
    if (outcome.status === "rejected") expect(outcome.reason).toMatchObject({ code: "note/not-awaiting" });
  expect(["holds", "returned"]).toContain((await notes.signatures(it.clinician, note)).state);
});

test("a note comes back with words, is written anew by its author alone, and gives way to what is signed then", async () => {
  const { it, junior, note } = await signedByJunior();
  await back(it, note);
  expect(await stored(it, note)).toMatchObject({
    docStatus: "preliminary",
    extension: [{ extension: [{ valueString: "Say which hip." }, { valueString: it.clinician.name }, {}] }],
  });
  expect(await notes.signatures(it.clinician, note)).toMatchObject({
    state: "returned",
    signatures: [{ kind: "valid" }],
  });
  await expect(give(it, note)).rejects.toMatchObject({ code: "note/not-awaiting" });
  const of = { id: aDraftId(), patient: it.patient, baseRevision: 0, words: words("x", { replaces: note }) };
  await expect(notes.save(it.clinician, of)).rejects.toMatchObject({
    code: "draft/unsuitable-target",
    path: "replaces",
  });
  const anew = await signed(junior, "Left hip.", { replaces: note });
  expect(await stored(it, anew)).toMatchObject({
    docStatus: "preliminary",
    relatesTo: [{ code: "replaces", target: { reference: `DocumentReference/${note}` } }],
  });
  expect(await stored(it, note)).toMatchObject({ status: "superseded" });
  expect((await found(it, "awaited")).map(({ id }) => id)).toEqual([anew]);
  await expect(begin(junior, "x", { replaces: note })).rejects.toMatchObject({ code: "draft/unsuitable-target" });
});

test("a signing that is cut off before the older note gave way ends when it is sent again", async () => {
  const { it, junior, note } = await signedByJunior();
  await back(it, note);
  const signing = { id: await begin(junior, "Left hip.", { replaces: note }), revision: 1, password: right };
  const cut = notesOver({ db: house.db, chart: { ...chart, update: () => Promise.reject(new Error("killed")) } });
  await expect(cut.sign(junior.clinician, signing)).rejects.toThrow("killed");
  expect(await notes.signatures(it.clinician, note)).toMatchObject({ state: "returned" });
  await notes.sign(junior.clinician, signing);
  expect(await stored(it, note)).toMatchObject({ status: "superseded" });
});

test("its author takes a note back; what isn't final takes no addendum", async () => {
  const { it, junior, note } = await signedByJunior();
  await expect(begin(it, "x", { addendumTo: note })).rejects.toMatchObject({ code: "draft/unsuitable-target" });
  await back(junior, note);
  expect(await notes.signatures(it.clinician, note)).toMatchObject({ state: "returned" });
});

test("a label that is put on meanwhile hides both signatures, and both still hold", async () => {
  const { it, note } = await signedByJunior();
  const security = [{ system: "http://terminology.hl7.org/CodeSystem/v3-ActCode", code: "PSY" }];
  const before = await stored(it, note);
  await chart.update(it.clinician, target(note), { ...before, meta: { ...before.meta, security } });
  await give(it, note);
  expect(await notes.signatures(it.clinician, note)).toMatchObject({
    state: "holds",
    signatures: [{ relabelled: true }, { relabelled: true }],
  });
  const { value } = await chart.search(it.clinician, "Provenance", [["target", `DocumentReference/${note}`]]);
  expect(value.matches.map((one) => inside(one).meta?.["security"])).toEqual([security, security]);
});

test("nobody writes that a note waits, was co-signed or came back: signing does", async () => {
  const { it, note } = await signedByJunior();
  const { id: _id, meta: _meta, ...forged } = await stored(it, note);
  await expect(
    chart.create(it.clinician, "DocumentReference", { ...forged, resourceType: "DocumentReference" }),
  ).rejects.toMatchObject({
    code: "chart/sign-instead",
    path: "DocumentReference.category",
  });
  // Searches find any of several codings: none of them may put a note among those that wait.
  const unknown = { system: "urn:wardbook:co-signing", code: "other" };
  const awaited = { system: "urn:wardbook:co-signing", code: "awaited" };
  for (const category of [[{ coding: [unknown, awaited] }], [{ coding: [{ display: "Note" }] }, { coding: [unknown] }]])
    await expect(
      chart.create(it.clinician, "DocumentReference", {
        ...forged,
        resourceType: "DocumentReference",
        category,
      } as never),
    ).rejects.toMatchObject({ code: "chart/sign-instead", path: "DocumentReference.category" });
  const answers = { ...(await stored(it, note)), description: "Other words" };
  await expect(
    chart.update(it.clinician, target(note), answers, undefined, { answers: "co-sign" }),
  ).rejects.toMatchObject({ code: "chart/signed-is-final" });
});
