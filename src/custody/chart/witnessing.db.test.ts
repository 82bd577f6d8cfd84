import { expect, test } from "vitest";
import { aClinician, aHouse, aNote, anObservation, anOrganisation, aPatient } from "../../../test/people/index.ts";
import type { LedgerWriter } from "../ledger/index.ts";

const house = await aHouse();
const full = new Error("the ledger is full");
const failing: LedgerWriter = { append: () => Promise.reject(full), witness: () => Promise.reject(full) };

async function aChart() {
  const tenant = await anOrganisation(house);
  const clinician = aClinician(tenant);
  const { value: patient } = await house.chart.create(clinician, "Patient", aPatient());
  const { value: observation } = await house.chart.create(clinician, "Observation", anObservation(patient.id));
  return { tenant, clinician, patient: patient.id, observation: observation.id };
}

test("nothing is disclosed when the ledger can't witness it", async () => {
  const { clinician, patient, observation } = await aChart();
  const { read, vread, history, search, withPatient, create } = house.chartWith({ ledger: failing });
  const target = { type: "Observation", id: observation } as const;
  await expect(read(clinician, target)).rejects.toBe(full);
  await expect(vread(clinician, { ...target, version: 1 })).rejects.toBe(full);
  await expect(history(clinician, { ...target, count: 1 })).rejects.toBe(full);
  await expect(history(clinician, { type: "Observation", count: 1 })).rejects.toBe(full);
  await expect(search(clinician, "Observation", [["patient", patient]])).rejects.toBe(full);
  await expect(create(clinician, "Patient", aPatient(), { ifNoneExist: [["family", "Halloran"]] })).rejects.toBe(full);
  const opened = withPatient(clinician, patient, {
    needs: { interaction: "create", type: "DocumentReference" },
    entry: () => ({ action: "draft", detail: "opened" }),
    run: async () => "words",
  });
  await expect(opened).rejects.toBe(full);
});

test("nothing is changed when the ledger can't witness it", async () => {
  const { clinician, patient, observation } = await aChart();
  const broken = house.chartWith({ ledger: failing });
  const target = { type: "Observation", id: observation } as const;
  await expect(broken.create(clinician, "Observation", anObservation(patient))).rejects.toBe(full);
  await expect(broken.update(clinician, target, { ...anObservation(patient), id: observation })).rejects.toBe(full);
  await expect(broken.delete(clinician, target)).rejects.toBe(full);
  await expect(broken.importTogether(clinician, [{ resource: { ...aPatient(), id: "p1" } }])).rejects.toBe(full);
  const { value } = await house.chart.search(clinician, "Observation", [["patient", patient]]);
  expect(value.matches.map(({ id, version }) => [id, version])).toEqual([[observation, 1]]);
  expect((await house.chart.search(clinician, "Patient", [["_summary", "count"]])).value.total).toBe(1);
});

test("nothing is disclosed or changed when the database refuses the entry", async () => {
  const { tenant, clinician, patient, observation } = await aChart();
  await house.sql(
    `create function wardbook.refuse() returns trigger language plpgsql as $$ begin if new.tenant = ${tenant} then raise exception 'no'; end if; return new; end $$`,
  );
  await house.sql(
    "create trigger refuse before insert on wardbook.ledger_batch for each row execute function wardbook.refuse()",
  );
  try {
    await expect(house.chart.read(clinician, { type: "Observation", id: observation })).rejects.toMatchObject({
      code: "database/failed",
    });
    await expect(house.chart.search(clinician, "Observation", [])).rejects.toMatchObject({ code: "database/failed" });
    await expect(house.chart.create(clinician, "Observation", anObservation(patient))).rejects.toMatchObject({
      code: "database/failed",
    });
  } finally {
    await house.sql("drop trigger refuse on wardbook.ledger_batch");
  }
  const { value } = await house.chart.search(clinician, "Observation", [["_total", "accurate"]]);
  expect(value.total).toBe(1);
});

test("nothing is disclosed when the application may no longer write entries", async () => {
  const { clinician, observation } = await aChart();
  await house.sql("revoke insert on wardbook.ledger_batch from wardbook_app");
  try {
    await expect(house.chart.read(clinician, { type: "Observation", id: observation })).rejects.toMatchObject({
      code: "database/failed",
    });
  } finally {
    await house.sql("grant insert on wardbook.ledger_batch to wardbook_app");
  }
  expect((await house.chart.read(clinician, { type: "Observation", id: observation })).value.id).toBe(observation);
});

test("work alongside that fails takes the new version and its entry with it", async () => {
  const { tenant, clinician, patient } = await aChart();
  const before = await house.reader.aboutPatient(tenant, patient, { limit: 50 });
  const moved = new Error("moved");
  await expect(
    house.chart.create(clinician, "DocumentReference", aNote(patient), { alongside: () => Promise.reject(moved) }),
  ).rejects.toBe(moved);
  expect(await house.reader.aboutPatient(tenant, patient, { limit: 50 })).toEqual(before);
  expect((await house.chart.search(clinician, "DocumentReference", [["_summary", "count"]])).value.total).toBe(0);
});

test("work on a patient that fails leaves no entry", async () => {
  const { tenant, clinician, patient } = await aChart();
  const before = await house.reader.aboutPatient(tenant, patient, { limit: 50 });
  const work = house.chart.withPatient(clinician, patient, {
    needs: { interaction: "create", type: "DocumentReference" },
    entry: () => ({ action: "draft", detail: "opened" }),
    run: () => Promise.reject(full),
  });
  await expect(work).rejects.toBe(full);
  expect(await house.reader.aboutPatient(tenant, patient, { limit: 50 })).toEqual(before);
});
