import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { aClinician, inside } from "../../../test/people/index.ts";
import { Secret } from "../../foundation/kernel/index.ts";
import type { Notes } from "./index.ts";
import { notesAtWork, right, words } from "./testing/notes-at-work.ts";

const { house, notes, notesOver, aChart, begin, entriesOf, signedNotes } = await notesAtWork();
const { chart, db } = house;

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

test("the longest note comes back as it was", async () => {
  const it = await aChart();
  const text = "ẞ".repeat(200_000);
  const id = await begin(it, text);
  await notes.sign(it.clinician, { id, revision: 1, password: right });
  const [note] = await signedNotes(it);
  expect(inside(note ?? { body: Buffer.alloc(0) })).toMatchObject({
    content: [{ attachment: { data: Buffer.from(text).toString("base64") } }],
  });
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

test("an empty note can't be signed", async () => {
  const it = await aChart();
  const id = await begin(it, " \n ");
  await expect(notes.sign(it.clinician, { id, revision: 1, password: right })).rejects.toMatchObject({
    code: "draft/empty",
    path: "text",
  });
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
  const both: readonly Notes[] = [notes, notesOver(other)];
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
  const interrupted = notesOver({ db, chart: { ...chart, create } });
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
  const interrupted = notesOver({ db, chart: { ...chart, create } });
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
  const failed = notesOver({ db, chart: failing });
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
