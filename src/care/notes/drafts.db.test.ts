import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { aClinician, aPatient, aReceptionist, anAuditor } from "../../../test/people/index.ts";
import type { ResourceId } from "../../foundation/kernel/index.ts";
import { aDraftId, notesAtWork, right, words } from "./testing/notes-at-work.ts";

const { house, notes, notesOver, aChart, begin, entriesOf } = await notesAtWork();
const { chart } = house;

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

test("a draft survives the end of the process", async () => {
  const it = await aChart();
  const id = await begin(it, "Written before the crash.");
  const later = house.anotherProcess();
  const [draft] = await notesOver(later).list(it.clinician, it.patient);
  expect(draft).toMatchObject({ id, text: "Written before the crash." });
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
