import { expect, test } from "vitest";
import { aClinician, aHouse, aNote, anObservation, anOrganisation, aPatient } from "../../../test/people/index.ts";
import { aStanding } from "../../../test/people/standing.ts";
import type { FhirResource } from "../../foundation/fhir/index.ts";
import type { ResourceId, TenantId } from "../../foundation/kernel/index.ts";
import type { Caller } from "../access/index.ts";
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

/** Entries about a patient, newest first: what was done, why and for what purpose. */
async function told(tenant: TenantId, patient: ResourceId, limit: number) {
  await house.ledger.sequence(tenant);
  const entries = await house.reader.aboutPatient(tenant, patient, { limit });
  return entries.map(({ entry: { action, why, purpose } }) => [action, why, purpose]);
}

test("what ties the writer to the patient stands beside each change too", async () => {
  const { tenant, clinician, patient, observation } = await aChart();
  const treating: Caller = {
    ...clinician,
    standing: aStanding({ relationsTo: () => [{ kind: "care-team", from: Date.UTC(2026, 2, 3) }] }),
  };
  const target = { type: "Observation", id: observation } as const;
  await house.chart.create(treating, "Observation", anObservation(patient));
  await house.chart.update(treating, target, { ...anObservation(patient), id: observation });
  await house.chart.delete(treating, target);
  const why = "as clinician of this organisation; on the care team since 2026-03-03";
  expect(await told(tenant, patient, 3)).toEqual([
    ["delete", why, undefined],
    ["update", why, undefined],
    ["create", why, undefined],
  ]);
});

test("what is written in an emergency is told as such", async () => {
  const { tenant, clinician, patient, observation } = await aChart();
  const grant = {
    id: "g",
    patient,
    from: house.now() - 1,
    until: house.now() + 7_200_000,
    reason: "emergency treatment",
  };
  const glass: Caller = {
    ...clinician,
    reach: "related",
    purpose: "TREAT",
    standing: aStanding({ breakGlassOn: (one) => (one === patient ? grant : undefined), brokenGlass: () => [grant] }),
  };
  await house.chart.transact(glass, [
    { kind: "create", type: "Observation", resource: anObservation(patient) },
    { kind: "delete", type: "Observation", id: observation },
  ]);
  const why = "as clinician of this organisation; in an emergency (emergency treatment), under review";
  expect((await told(tenant, patient, 2)).sort()).toEqual([
    ["create", why, "ETREAT"],
    ["delete", why, "ETREAT"],
  ]);
});

/** A session that two patients come to. */
function aGroupSession(patients: readonly ResourceId[]): FhirResource {
  return {
    resourceType: "Appointment",
    status: "booked",
    participant: patients.map((id) => ({ actor: { reference: `Patient/${id}` }, status: "accepted" })),
  };
}

test("what is about several patients is told to each of them", async () => {
  const { tenant, clinician, patient } = await aChart();
  const { value: other } = await house.chart.create(clinician, "Patient", aPatient());
  const nobodyHere = "6d5a3f0e-1111-4a0b-8c3d-000000000009" as ResourceId;
  const session = aGroupSession([patient, other.id, nobodyHere]);
  const { value: booked } = await house.chart.create(clinician, "Appointment", session);
  const target = { type: "Appointment", id: booked.id } as const;
  await house.chart.read(clinician, target);
  await house.chart.search(clinician, "Appointment", [["_id", booked.id]]);
  await house.chart.update(clinician, target, { ...session, id: booked.id, status: "cancelled" });
  await house.chart.history(clinician, { ...target, count: 5 });
  await house.chart.delete(clinician, target);
  const acts = ["delete", "history", "update", "search", "read", "create"];
  for (const one of [patient, other.id]) expect((await told(tenant, one, 6)).map(([action]) => action)).toEqual(acts);
  const entries = await house.reader.aboutPatient(tenant, patient, { limit: 6 });
  expect(entries.map(({ entry }) => entry.resources)).toEqual([
    [`Appointment/${booked.id}/3`],
    [`Appointment/${booked.id}/2`, `Appointment/${booked.id}/1`],
    [`Appointment/${booked.id}/2`],
    [`Appointment/${booked.id}/1`],
    [`Appointment/${booked.id}/1`],
    [`Appointment/${booked.id}/1`],
  ]);
  // What was searched for may name somebody else.
  expect(entries.map(({ entry }) => entry.detail)).toEqual(acts.map(() => undefined));
});

test("everything about one of several patients is told to the others as well", async () => {
  const { tenant, clinician, patient } = await aChart();
  const { value: other } = await house.chart.create(clinician, "Patient", aPatient());
  await house.chart.create(clinician, "Appointment", aGroupSession([patient, other.id]));
  await house.chart.everything(clinician, { root: { type: "Patient", id: patient }, count: 20 });
  expect((await told(tenant, other.id, 1)).map(([action]) => action)).toEqual(["search"]);
});

test("whoever is taken out of what was about several is told, and so are those of an import", async () => {
  const { tenant, clinician, patient } = await aChart();
  const { value: other } = await house.chart.create(clinician, "Patient", aPatient());
  const session = aGroupSession([patient, other.id]);
  const { value: booked } = await house.chart.create(clinician, "Appointment", session);
  const target = { type: "Appointment", id: booked.id } as const;
  await house.chart.update(clinician, target, { ...aGroupSession([patient]), id: booked.id });
  for (const one of [patient, other.id]) expect((await told(tenant, one, 1))[0]?.[0]).toBe("update");
  const outcome = await house.chart.importTogether(clinician, [{ resource: { ...session, id: "s1" } }]);
  expect(outcome).toMatchObject({ created: 1, refused: [] });
  for (const one of [patient, other.id]) expect((await told(tenant, one, 1))[0]?.[0]).toBe("import");
});
