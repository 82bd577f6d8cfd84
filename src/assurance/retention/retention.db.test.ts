import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import {
  aClinician,
  aHouse,
  anAdministrator,
  anObservation,
  anOrganisation,
  aPatient,
} from "../../../test/people/index.ts";
import type { Caller } from "../../custody/access/index.ts";
import type { FhirResource } from "../../foundation/fhir/index.ts";
import type { TenantId } from "../../foundation/kernel/index.ts";
import { reasonOf } from "./decide.ts";
import { openRetention } from "./index.ts";
import type { RetentionPlan } from "./plan.ts";
import type { RetentionSettings } from "./settings.ts";

const house = await aHouse();
const english: RetentionSettings = { jurisdictions: ["GB-ENG"], services: ["clinic"], own: [] };

function aRetention(settings: RetentionSettings = english, mostPatients?: number) {
  return openRetention(
    {
      db: house.db,
      chart: house.chart,
      vault: (tenant) => house.keyring.vault(tenant),
      settings: async () => settings,
      async record(tx, { tenant, kind, id, name, from, requestId }, act) {
        const entry = { ...act, actor: { kind, id, name }, from, requestId, resources: [], count: 0 };
        return house.ledger.append(tx, tenant, [{ entry }]);
      },
      decisions: { signer: () => Promise.reject(new Error("nothing is signed here")) },
      patientLabel: async () => undefined,
      destroyPatient: () => Promise.reject(new Error("nothing is destroyed here")),
      certify: () => Promise.reject(new Error("nothing is certified here")),
      retained: async () => [],
      newId: randomUUID,
      now: house.now,
    },
    mostPatients,
  );
}

const officer = (tenant: TenantId): Caller => ({
  ...anAdministrator(tenant, "Ines Duarte"),
  permissions: new Set(["retention.manage"]),
  requestId: randomUUID(),
});

async function planOf(tenant: TenantId, retention = aRetention()): Promise<RetentionPlan> {
  let plan: RetentionPlan | undefined;
  for await (const step of retention.plan(officer(tenant))) plan = step.plan;
  if (plan === undefined) throw new Error("the plan ended without one");
  return plan;
}

const prescribed = (patient: string, authoredOn: string): FhirResource => ({
  resourceType: "MedicationRequest",
  status: "completed",
  intent: "order",
  medicationCodeableConcept: { text: "Amlodipine 5 mg tablet" },
  subject: { reference: `Patient/${patient}` },
  authoredOn,
});

test("a plan counts every record by the year in which it falls due, sees what is hidden and deleted, and is in the ledger", async () => {
  const tenant = await anOrganisation(house);
  const writer = aClinician(tenant);
  const make = async (type: "Patient" | "Observation" | "MedicationRequest" | "Location", resource: FhirResource) =>
    (await house.chart.create(writer, type, resource)).value.id;
  const old = await make("Patient", aPatient());
  const unborn = await make("Patient", { ...aPatient({ family: "Moss" }), birthDate: undefined } as FhirResource);
  await make("Observation", anObservation(old, { effective: "2009-05-01T10:00:00Z" }));
  const gone = await make("Observation", anObservation(old, { effective: "2024-05-01T10:00:00Z" }));
  await house.chart.delete(writer, { type: "Observation", id: gone });
  await make("MedicationRequest", prescribed(old, "2008-01-31"));
  await house.chart.create({ ...anAdministrator(tenant) }, "Location", { resourceType: "Location", name: "Room 4" });

  const plan = await planOf(tenant);
  // What was deleted says when the last contact was, and the patient's own resource, written in 2026, says nothing of it.
  expect(plan.rows).toEqual([
    { category: "health-record", year: 2032, records: 3 },
    { category: "prescription", year: 2032, records: 1 },
  ]);
  expect(plan.patients).toEqual([{ year: 2032, patients: 1 }]);
  expect(plan.undated.unknown).toEqual({ records: 1, patients: 1 });
  expect(plan).toMatchObject({ recordsInAll: 6, aboutNobody: 1, patientsInAll: 2, patientsDue: 0 });

  house.wait(9 * 366 * 86_400_000);
  expect((await planOf(tenant)).patientsDue).toBe(1);
  house.wait(-9 * 366 * 86_400_000);

  const { records, whole } = await aRetention().explain(officer(tenant), old);
  expect(records.map(({ type }) => type).toSorted()).toEqual([
    "MedicationRequest",
    "Observation",
    "Observation",
    "Patient",
  ]);
  expect(whole && reasonOf(whole)).toContain("8 years from the last contact (gb-eng/adult;");
  const told = await house.reader.aboutPatient(tenant, old, { limit: 5 });
  expect(told.map(({ entry }) => entry.action)).toContain("retention-looked");
  expect(
    (await house.reader.aboutPatient(tenant, unborn, { limit: 5 })).map(({ entry }) => entry.action),
  ).not.toContain("retention-looked");
});

test("nobody without the right looks, and nobody learns whether a patient is there", async () => {
  const tenant = await anOrganisation(house);
  const retention = aRetention();
  const [refused] = await Promise.allSettled([retention.plan(aClinician(tenant)).next()]);
  expect(refused).toMatchObject({ status: "rejected", reason: { code: "retention/not-permitted" } });
  const elsewhere = await anOrganisation(house);
  const patient = (await house.chart.create(aClinician(elsewhere), "Patient", aPatient())).value.id;
  await expect(retention.explain(officer(tenant), patient)).rejects.toMatchObject({ code: "chart/not-found" });
});

test("a plan of more patients than are held at once goes through the records again, and comes out the same", async () => {
  const tenant = await anOrganisation(house);
  const writer = aClinician(tenant);
  for (let year = 2000; year < 2012; year += 1) {
    const patient = (await house.chart.create(writer, "Patient", aPatient())).value.id;
    await house.chart.create(writer, "Observation", anObservation(patient, { effective: `${year}-05-01T10:00:00Z` }));
  }
  await house.chart.create(anAdministrator(tenant), "Location", { resourceType: "Location", name: "Room 4" });
  const whole = await planOf(tenant);
  expect(whole).toMatchObject({ patientsInAll: 12, recordsInAll: 25, aboutNobody: 1 });
  expect(await planOf(tenant, aRetention(english, 2))).toEqual(whole);
});
