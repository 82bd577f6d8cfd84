import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { aNote, aPatient, inside } from "../../../test/people/index.ts";
import type { ResourceId } from "../../foundation/kernel/index.ts";
import { aDraftId, notesAtWork, right, words } from "./testing/notes-at-work.ts";

const { house, notes, aChart, begin } = await notesAtWork();
const { chart } = house;

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
