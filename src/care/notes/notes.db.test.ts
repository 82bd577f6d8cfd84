import { createHash, randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import {
  aClinician,
  aHouse,
  aNote,
  aReceptionist,
  anAuditor,
  anOrganisation,
  aPatient,
  inside,
} from "../../../test/people/index.ts";
import type { Caller } from "../../custody/access/index.ts";
import { CodedError, type ResourceId, Secret } from "../../foundation/kernel/index.ts";
import { type DraftId, type DraftWords, type Notes, openNotes, parseDraftId } from "./index.ts";

const house = await aHouse();
const { chart, db, reader } = house;
const right = new Secret("right");

const confirmPassword = async (_caller: Caller, password: Secret<string> | undefined) => {
  if (password?.expose() !== "right") throw new CodedError("session/wrong-credentials", "not your password");
};
const notes = openNotes({ db, chart, now: house.now, confirmPassword });

const aDraftId = () => parseDraftId(randomUUID());

async function aChart() {
  const tenant = await anOrganisation(house);
  const clinician = { ...aClinician(tenant), practitioner: "Practitioner/0f0e0d0c-0b0a-4908-8706-050403020100" };
  const { value } = await chart.create(clinician, "Patient", aPatient());
  return { tenant, clinician, patient: value.id };
}

type TestChart = Awaited<ReturnType<typeof aChart>>;

const words = (text: string, more: Partial<DraftWords> = {}): DraftWords => ({ title: "Home visit", text, ...more });

async function begin(
  { clinician, patient }: TestChart,
  text = "Walks with a frame.",
  more: Partial<DraftWords> = {},
): Promise<DraftId> {
  const id = aDraftId();
  const saved = await notes.save(clinician, { id, patient, words: words(text, more), baseRevision: 0 });
  expect(saved).toMatchObject({ kind: "saved", revision: 1 });
  return id;
}

async function entriesOf({ tenant, patient }: TestChart, ...actions: string[]) {
  const found = await reader.aboutPatient(tenant, patient, { limit: 100 });
  return found
    .filter(({ entry }) => actions.includes(entry.action))
    .map(({ entry }) => entry.detail ?? entry.resources[0]);
}

async function signedNotes({ clinician, patient }: TestChart) {
  const { value } = await chart.search(clinician, "DocumentReference", [["patient", patient]]);
  return value.matches;
}

test("words that were saved are there again, newest revision only", async () => {
  const it = await aChart();
  const id = await begin(it, "Walks with a frame.");
  house.wait(5_000);
  const saved = await notes.save(it.clinician, {
    id,
    patient: it.patient,
    words: words("Walks with a frame. Pain 3/10."),
    baseRevision: 1,
  });
  expect(saved).toEqual({ kind: "saved", revision: 2, savedAt: house.now() });
  expect(await notes.list(it.clinician, it.patient)).toEqual([
    {
      id,
      patient: it.patient,
      author: it.clinician.id,
      authorName: it.clinician.name,
      title: "Home visit",
      text: "Walks with a frame. Pain 3/10.",
      addendumTo: undefined,
      revision: 2,
      savedAt: house.now(),
    },
  ]);
});

test("a save that is sent twice has the effect of one", async () => {
  const it = await aChart();
  const id = await begin(it);
  const again = { id, patient: it.patient, baseRevision: 0, words: words("Walks with a frame.") };
  expect(await notes.save(it.clinician, again)).toMatchObject({ kind: "saved", revision: 1 });
  const second = { ...again, baseRevision: 1, words: words("Sleeps well.") };
  expect(await notes.save(it.clinician, second)).toMatchObject({ kind: "saved", revision: 2 });
  expect(await notes.save(it.clinician, second)).toMatchObject({ kind: "saved", revision: 2 });
  expect(await entriesOf(it, "draft")).toEqual(["began a note"]);
});

test("words that were saved elsewhere are answered, and neither side's are lost", async () => {
  const it = await aChart();
  const id = await begin(it);
  await notes.save(it.clinician, { id, patient: it.patient, words: words("From the tablet."), baseRevision: 1 });
  const late = await notes.save(it.clinician, {
    id,
    patient: it.patient,
    words: words("From the desk."),
    baseRevision: 1,
  });
  expect(late).toMatchObject({ kind: "conflict", current: { text: "From the tablet.", revision: 2 } });
  const ahead = await notes.save(it.clinician, {
    id,
    patient: it.patient,
    words: words("From the future."),
    baseRevision: 9,
  });
  expect(ahead).toMatchObject({ kind: "conflict", current: { revision: 2 } });
  expect((await notes.list(it.clinician, it.patient))[0]?.text).toBe("From the tablet.");
});

test("of ten saves at once on the same revision one is kept, and the others are told its words", async () => {
  const it = await aChart();
  for (const baseRevision of [0, 1]) {
    const id = aDraftId();
    if (baseRevision === 1)
      await notes.save(it.clinician, { id, patient: it.patient, words: words("first"), baseRevision: 0 });
    const outcomes = await Promise.all(
      Array.from({ length: 10 }, (_, n) =>
        notes.save(it.clinician, { id, patient: it.patient, words: words(`version ${n}`), baseRevision }),
      ),
    );
    expect(outcomes.filter(({ kind }) => kind === "saved")).toHaveLength(1);
    const [kept] = (await notes.list(it.clinician, it.patient)).filter((draft) => draft.id === id);
    for (const outcome of outcomes) if (outcome.kind === "conflict") expect(outcome.current).toEqual(kept);
  }
});

test("nothing of a draft can be read in the database", async () => {
  const it = await aChart();
  await begin(it, "Walks with a frame.");
  const rows = await house.sql<{ text: string }>(
    "select encode(sealed, 'escape') || t::text as text from wardbook.note_draft t where tenant = $1",
    [it.tenant],
  );
  expect(rows).toHaveLength(1);
  for (const word of ["frame", "visit", "Okafor"])
    expect(rows[0]?.text.includes(word) || rows[0]?.text.includes(Buffer.from(word).toString("hex"))).toBe(false);
});

test.each([
  [
    "another draft",
    "update wardbook.note_draft d set sealed = o.sealed from wardbook.note_draft o where d.tenant = $1 and o.tenant = $1 and d.id <> o.id",
  ],
  ["an older revision", "update wardbook.note_draft set revision = revision + 1 where tenant = $1"],
  ["another author", "update wardbook.note_draft set author = $2 where tenant = $1"],
])("a draft that was moved to %s doesn't open", async (_, statement) => {
  const it = await aChart();
  await begin(it);
  await begin(it, "Other words.");
  const other = aClinician(it.tenant);
  await house.sql(statement, statement.includes("$2") ? [it.tenant, other.id] : [it.tenant]);
  const whose = statement.includes("$2") ? other : it.clinician;
  await expect(notes.list(whose, it.patient)).rejects.toMatchObject({ code: "crypto/wrong-key-or-altered" });
});

test("a draft is its author's alone: to others it is not there", async () => {
  const it = await aChart();
  const id = await begin(it);
  const colleague = aClinician(it.tenant, "Dr Lee Marsh");
  expect(await notes.list(colleague, it.patient)).toEqual([]);
  for (const baseRevision of [0, 1]) {
    await expect(
      notes.save(colleague, { id, patient: it.patient, words: words("mine now"), baseRevision }),
    ).rejects.toMatchObject({ code: "draft/unknown" });
  }
  await expect(notes.discard(colleague, id)).rejects.toMatchObject({ code: "draft/unknown" });
  await expect(notes.sign(colleague, { id, revision: 1, password: right })).rejects.toMatchObject({
    code: "draft/unknown",
  });
  expect((await notes.list(it.clinician, it.patient))[0]?.text).toBe("Walks with a frame.");
});

test("a draft stays in the chart where it was begun", async () => {
  const it = await aChart();
  const id = await begin(it);
  const { value: other } = await chart.create(it.clinician, "Patient", aPatient());
  await expect(
    notes.save(it.clinician, { id, patient: other.id, words: words("wrong chart"), baseRevision: 1 }),
  ).rejects.toMatchObject({ code: "draft/unknown" });
  expect(await notes.list(it.clinician, other.id)).toEqual([]);
});

test("who may not write documents, or not see the patient, can't draft", async () => {
  const it = await aChart();
  for (const caller of [aReceptionist(it.tenant), anAuditor(it.tenant)]) {
    await expect(
      notes.save(caller, { id: aDraftId(), patient: it.patient, words: words("x"), baseRevision: 0 }),
    ).rejects.toMatchObject({ code: "chart/not-permitted" });
    await expect(notes.list(caller, it.patient)).rejects.toMatchObject({ code: "chart/not-permitted" });
  }
  const nobody = randomUUID() as ResourceId;
  await expect(
    notes.save(it.clinician, { id: aDraftId(), patient: nobody, words: words("x"), baseRevision: 0 }),
  ).rejects.toMatchObject({ code: "chart/not-found" });
  const elsewhere = await aChart();
  await expect(notes.list(elsewhere.clinician, it.patient)).rejects.toMatchObject({ code: "chart/not-found" });
});

test("the ledger tells of drafts begun, opened and discarded, not of each save", async () => {
  const it = await aChart();
  await notes.list(it.clinician, it.patient);
  const id = await begin(it);
  for (let revision = 1; revision < 6; revision += 1)
    await notes.save(it.clinician, {
      id,
      patient: it.patient,
      words: words(`words ${revision}`),
      baseRevision: revision,
    });
  await notes.list(it.clinician, it.patient);
  await notes.discard(it.clinician, id);
  expect(await entriesOf(it, "draft")).toEqual(["discarded a note", "opened notes being written", "began a note"]);
  expect(await notes.list(it.clinician, it.patient)).toEqual([]);
  await expect(notes.discard(it.clinician, id)).rejects.toMatchObject({ code: "draft/unknown" });
});

test("signing makes the final note and removes the draft", async () => {
  const it = await aChart();
  const id = await begin(it, "Geht am Rollator – 3 m.\nSchläft gut.");
  const outcome = await notes.sign(it.clinician, { id, revision: 1, password: right });
  const [note, ...more] = await signedNotes(it);
  expect(more).toEqual([]);
  expect(outcome).toEqual({ kind: "signed", note: note?.id });
  const bytes = Buffer.from("Geht am Rollator – 3 m.\nSchläft gut.");
  const moment = new Date(house.now()).toISOString();
  const signer = {
    reference: it.clinician.practitioner,
    identifier: { system: "urn:ietf:rfc:3986", value: `urn:uuid:${it.clinician.id}` },
    display: it.clinician.name,
  };
  expect(inside(note ?? { body: Buffer.alloc(0) })).toMatchObject({
    status: "current",
    docStatus: "final",
    type: { coding: [{ system: "http://loinc.org", code: "11506-3" }] },
    category: [{ coding: [{ code: "clinical-note" }] }],
    subject: { reference: `Patient/${it.patient}` },
    date: moment,
    author: [signer],
    authenticator: signer,
    content: [
      {
        attachment: {
          contentType: "text/plain;charset=utf-8",
          data: bytes.toString("base64"),
          size: bytes.length,
          hash: createHash("sha1").update(bytes).digest("base64"),
          title: "Home visit",
          creation: moment,
        },
      },
    ],
  });
  expect(await notes.list(it.clinician, it.patient)).toEqual([]);
  expect(await entriesOf(it, "sign")).toEqual([`DocumentReference/${note?.id}/1`]);
});

test("a note without a title is a progress note", async () => {
  const it = await aChart();
  const id = await begin(it, "Well.", { title: "  " });
  await notes.sign(it.clinician, { id, revision: 1, password: right });
  const [note] = await signedNotes(it);
  expect(inside(note ?? { body: Buffer.alloc(0) })["description"]).toBe("Progress note");
});

test("nobody signs without their password", async () => {
  const it = await aChart();
  const id = await begin(it);
  for (const password of [undefined, new Secret("wrong")]) {
    await expect(notes.sign(it.clinician, { id, revision: 1, password })).rejects.toMatchObject({
      code: "session/wrong-credentials",
    });
  }
  expect(await signedNotes(it)).toEqual([]);
  expect(await notes.list(it.clinician, it.patient)).toHaveLength(1);
});

test("only the words that the signer has seen are signed", async () => {
  const it = await aChart();
  const id = await begin(it);
  await notes.save(it.clinician, { id, patient: it.patient, words: words("Other words."), baseRevision: 1 });
  const outcome = await notes.sign(it.clinician, { id, revision: 1, password: right });
  expect(outcome).toMatchObject({ kind: "conflict", current: { text: "Other words.", revision: 2 } });
  expect(await signedNotes(it)).toEqual([]);
});

test("signing again answers the note that was signed", async () => {
  const it = await aChart();
  const id = await begin(it);
  const first = await notes.sign(it.clinician, { id, revision: 1, password: right });
  expect(await notes.sign(it.clinician, { id, revision: 1, password: right })).toEqual(first);
  expect(await signedNotes(it)).toHaveLength(1);
  // To a colleague there never was such a draft.
  await expect(notes.sign(aClinician(it.tenant), { id, revision: 1, password: right })).rejects.toMatchObject({
    code: "draft/unknown",
  });
});

test("ten signings at once, from two processes, make one note", async () => {
  const it = await aChart();
  const id = await begin(it);
  const other = house.anotherProcess();
  const both: readonly Notes[] = [
    notes,
    openNotes({ db: other.db, chart: other.chart, now: house.now, confirmPassword }),
  ];
  const outcomes = await Promise.all(
    Array.from({ length: 10 }, (_, n) =>
      (both[n % 2] ?? notes).sign(it.clinician, { id, revision: 1, password: right }),
    ),
  );
  expect(await signedNotes(it)).toHaveLength(1);
  const [note] = await signedNotes(it);
  for (const outcome of outcomes) expect(outcome).toEqual({ kind: "signed", note: note?.id });
});

test("words saved while the note is being signed are not lost: nothing is signed", async () => {
  const it = await aChart();
  const id = await begin(it);
  // Saves just before the note is written, after the draft was read.
  const create: typeof chart.create = async (caller, type, resource, options) => {
    await notes.save(it.clinician, { id, patient: it.patient, words: words("Late words."), baseRevision: 1 });
    return chart.create(caller, type, resource, options);
  };
  const interrupted = openNotes({ db, chart: { ...chart, create }, now: house.now, confirmPassword });
  const outcome = await interrupted.sign(it.clinician, { id, revision: 1, password: right });
  expect(outcome).toMatchObject({ kind: "conflict", current: { text: "Late words.", revision: 2 } });
  expect(await signedNotes(it)).toEqual([]);
});

test("a draft that is discarded while it is signed makes no note", async () => {
  const it = await aChart();
  const id = await begin(it);
  const create: typeof chart.create = async (caller, type, resource, options) => {
    await notes.discard(it.clinician, id);
    return chart.create(caller, type, resource, options);
  };
  const interrupted = openNotes({ db, chart: { ...chart, create }, now: house.now, confirmPassword });
  await expect(interrupted.sign(it.clinician, { id, revision: 1, password: right })).rejects.toMatchObject({
    code: "draft/unknown",
  });
  expect(await signedNotes(it)).toEqual([]);
});

test("a ledger that fails leaves the draft and makes no note", async () => {
  const it = await aChart();
  const id = await begin(it);
  const full = new Error("the ledger is full");
  const failing = house.chartWith({ ledger: { append: () => Promise.reject(full), witness: house.ledger.witness } });
  const failed = openNotes({ db, chart: failing, now: house.now, confirmPassword });
  await expect(failed.sign(it.clinician, { id, revision: 1, password: right })).rejects.toBe(full);
  expect(await signedNotes(it)).toEqual([]);
  expect(await notes.list(it.clinician, it.patient)).toHaveLength(1);
});

test("a draft that comes back after it was signed can't be signed again, and keeps its words", async () => {
  const it = await aChart();
  const id = await begin(it);
  await notes.sign(it.clinician, { id, revision: 1, password: right });
  await notes.save(it.clinician, {
    id,
    patient: it.patient,
    words: words("Sent late by another window."),
    baseRevision: 0,
  });
  await expect(notes.sign(it.clinician, { id, revision: 1, password: right })).rejects.toMatchObject({
    code: "draft/already-signed",
  });
  expect((await notes.list(it.clinician, it.patient))[0]?.text).toBe("Sent late by another window.");
  expect(await signedNotes(it)).toHaveLength(1);
});

test("an empty note can't be signed", async () => {
  const it = await aChart();
  const id = await begin(it, " \n ");
  await expect(notes.sign(it.clinician, { id, revision: 1, password: right })).rejects.toMatchObject({
    code: "draft/empty",
    path: "text",
  });
});

test("an addendum points to the note that it adds to", async () => {
  const it = await aChart();
  const first = await notes.sign(it.clinician, { id: await begin(it), revision: 1, password: right });
  const addendumTo = first.kind === "signed" ? first.note : undefined;
  const second = await notes.sign(it.clinician, {
    id: await begin(it, "Correction: pain 2/10.", { addendumTo }),
    revision: 1,
    password: right,
  });
  const { value } = await chart.read(it.clinician, {
    type: "DocumentReference",
    id: second.kind === "signed" ? second.note : ("" as ResourceId),
  });
  expect(inside(value)["relatesTo"]).toEqual([
    { code: "appends", target: { reference: `DocumentReference/${addendumTo}` } },
  ]);
});

test("an addendum adds to a signed note of the same patient and to nothing else", async () => {
  const it = await aChart();
  const other = await aChart();
  const { value: preliminary } = await chart.create(it.clinician, "DocumentReference", aNote(it.patient));
  const { value: patientElse } = await chart.create(it.clinician, "Patient", aPatient());
  const { value: ofAnother } = await chart.create(
    it.clinician,
    "DocumentReference",
    aNote(patientElse.id, { docStatus: "final" }),
    { action: "sign" },
  );
  const { value: elsewhere } = await chart.create(
    other.clinician,
    "DocumentReference",
    aNote(other.patient, { docStatus: "final" }),
    { action: "sign" },
  );
  for (const addendumTo of [preliminary.id, ofAnother.id, elsewhere.id, it.patient, randomUUID() as ResourceId]) {
    const beginning = notes.save(it.clinician, {
      id: aDraftId(),
      patient: it.patient,
      words: words("x", { addendumTo }),
      baseRevision: 0,
    });
    await expect(beginning).rejects.toMatchObject({ code: "draft/unsuitable-target", path: "addendumTo" });
    const id = await begin(it);
    await notes.save(it.clinician, { id, patient: it.patient, words: words("x", { addendumTo }), baseRevision: 1 });
    await expect(notes.sign(it.clinician, { id, revision: 2, password: right })).rejects.toMatchObject({
      code: "draft/unsuitable-target",
    });
  }
});

test("a signed note can't be changed or removed by anybody", async () => {
  const it = await aChart();
  const outcome = await notes.sign(it.clinician, { id: await begin(it), revision: 1, password: right });
  const target = {
    type: "DocumentReference",
    id: outcome.kind === "signed" ? outcome.note : ("" as ResourceId),
  } as const;
  const { value } = await chart.read(it.clinician, target);
  await expect(chart.update(it.clinician, target, { ...inside(value), docStatus: "amended" })).rejects.toMatchObject({
    code: "chart/signed-is-final",
  });
  await expect(chart.delete(it.clinician, target)).rejects.toMatchObject({ code: "chart/signed-is-final" });
});

test("a draft survives the end of the process", async () => {
  const it = await aChart();
  const id = await begin(it, "Written before the crash.");
  const later = house.anotherProcess();
  const [draft] = await openNotes({ db: later.db, chart: later.chart, now: house.now, confirmPassword }).list(
    it.clinician,
    it.patient,
  );
  expect(draft).toMatchObject({ id, text: "Written before the crash." });
});

test("the longest note comes back as it was", async () => {
  const it = await aChart();
  const text = "ẞ".repeat(200_000);
  const id = await begin(it, text);
  await notes.sign(it.clinician, { id, revision: 1, password: right });
  const [note] = await signedNotes(it);
  const { content } = inside(note ?? { body: Buffer.alloc(0) }) as unknown as {
    content: { attachment: { data: string; size: number } }[];
  };
  expect(Buffer.from(content[0]?.attachment.data ?? "", "base64").toString()).toBe(text);
});
