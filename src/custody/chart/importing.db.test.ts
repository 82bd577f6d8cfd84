import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { aClinician, aHouse, anObservation, anOrganisation, aPatient } from "../../../test/people/index.ts";
import type { ResourceId } from "../../foundation/kernel/index.ts";
import { DatabaseError } from "../../foundation/platform/database/index.ts";
import { ChartError } from "./chart-error.ts";
import type { WriteRules } from "./ports.ts";

const house = await aHouse();
const chart = house.chartWith({ address: "https://records.example/fhir" });

async function subjectOf(reference: (patient: string) => string) {
  const tenant = await anOrganisation(house);
  const clinician = aClinician(tenant);
  const { value: patient } = await chart.create(clinician, "Patient", aPatient());
  const id = randomUUID() as ResourceId;
  const observation = { ...anObservation(patient.id), id, subject: { reference: reference(patient.id) } };
  const { refused } = await chart.importTogether(clinician, [{ resource: observation }]);
  expect(refused).toEqual([]);
  const { value } = await chart.read(clinician, { type: "Observation", id });
  const { subject } = JSON.parse(value.body.toString()) as { subject: { reference: string } };
  const told = await house.reader.aboutPatient(tenant, patient.id, { limit: 10 });
  return { isTheirs: value.patient === patient.id, subject: subject.reference, patient: patient.id, told };
}

test.each(["https://records.example/fhir/Patient/", "http://RECORDS.example/fhir/./Patient/", "/fhir/Patient/"])(
  "an import that names a patient as %s… names the patient",
  async (before) => {
    const { isTheirs, subject, patient, told } = await subjectOf((id) => `${before}${id}`);
    expect([isTheirs, subject]).toEqual([true, `Patient/${patient}`]);
    expect(told.map(({ entry }) => entry.action)).toEqual(["read", "import", "create"]);
  },
);

test("another server's patient stays another server's", async () => {
  const { isTheirs, subject, patient } = await subjectOf((id) => `https://other.example/fhir/Patient/${id}`);
  expect([isTheirs, subject]).toEqual([false, `https://other.example/fhir/Patient/${patient}`]);
});

async function ruledBy(rule: NonNullable<WriteRules["Observation"]>) {
  const ruled = house.chartWith({ rules: { Observation: rule } });
  const clinician = aClinician(await anOrganisation(house));
  const { value: patient } = await ruled.create(clinician, "Patient", aPatient());
  return {
    ruled,
    clinician,
    measured: (id: string, value: number) => ({ ...anObservation(patient.id, { value }), id }),
  };
}

test("of two entries with one id the first is written, into however many transactions a rule's refusals part it", async () => {
  const { ruled, clinician, measured } = await ruledBy(async ({ next }) => ({
    async alongside() {
      if (next?.["status"] === "cancelled") throw new ChartError("chart/taken", "somebody else has it");
    },
  }));
  const id = randomUUID();
  const entries = [measured(id, 71), { ...measured("two", 80), status: "cancelled" }, measured(id, 72)];
  const outcome = await ruled.importTogether(
    clinician,
    entries.map((resource) => ({ resource })),
  );
  expect(outcome).toMatchObject({
    created: 1,
    updated: 0,
    refused: [
      { entry: 1, code: "chart/taken" },
      { entry: 2, code: "chart/duplicate-entry" },
    ],
  });
});

test("a database that can't be asked is no entry's fault: the import ends with it", async () => {
  const { ruled, clinician, measured } = await ruledBy(() =>
    Promise.reject(new DatabaseError("database/unreachable", "it is gone")),
  );
  await expect(ruled.importTogether(clinician, [{ resource: measured("one", 71) }])).rejects.toMatchObject({
    code: "database/unreachable",
  });
});
