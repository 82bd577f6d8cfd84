import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { aClinician, aHouse, anObservation, anOrganisation, aPatient } from "../../../test/people/index.ts";
import type { ResourceId } from "../../foundation/kernel/index.ts";

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
