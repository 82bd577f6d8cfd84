import { expect, test } from "vitest";
import { aClinician, aHouse, anObservation, anOrganisation, aPatient } from "../../../test/people/index.ts";
import type { ResourceId, TenantId } from "../../foundation/kernel/index.ts";

const house = await aHouse();
const { chart, records } = house;

async function aChart() {
  const tenant = await anOrganisation(house);
  const clinician = aClinician(tenant);
  const { value: patient } = await chart.create(clinician, "Patient", aPatient());
  const { value: observation } = await chart.create(clinician, "Observation", anObservation(patient.id));
  return { tenant, clinician, patient: patient.id, observation: observation.id };
}

test("nothing that says who the patient is lies in the database", async () => {
  const { tenant } = await aChart();
  for (const table of [
    "tenant",
    "data_key",
    "record_version",
    "record_head",
    "ledger_batch",
    "ledger_sequence",
    "ledger_checkpoint",
  ]) {
    const rows = await house.sql<{ text: string }>(
      `select encode(t::text::bytea, 'escape') as text from wardbook.${table} t where tenant = $1`,
      [tenant],
    );
    const everything = rows.map(({ text }) => text).join("\n");
    const hex = (word: string) => Buffer.from(word).toString("hex");
    for (const word of ["Halloran", "Nora", "1948-02-29", "Cork", "Okafor", "29463-7", "Clinic"]) {
      expect(everything.includes(word) || everything.includes(hex(word)), `${word} in ${table}`).toBe(false);
    }
  }
});

async function expectAltered(tenant: TenantId, id: ResourceId) {
  const { records: fresh } = house.anotherProcess();
  await expect(fresh.newest(tenant, id)).rejects.toMatchObject({ code: "records/body-altered" });
}

test("a body in another row, version, type or under another key doesn't open", async () => {
  const { tenant, clinician, patient, observation } = await aChart();
  const { value: second } = await chart.create(clinician, "Observation", anObservation(patient, { value: 90 }));
  await house.sql(
    "update wardbook.record_version v set body = w.body from wardbook.record_version w where v.tenant = $1 and w.tenant = $1 and v.id = $2 and w.id = $3",
    [tenant, observation, second.id],
  );
  await expectAltered(tenant, observation);

  const other = await chart.create(clinician, "Patient", aPatient({ family: "Other" }));
  await chart.update(
    clinician,
    { type: "Patient", id: other.value.id },
    { ...aPatient({ family: "Later" }), id: other.value.id },
  );
  await house.sql(
    "update wardbook.record_version set body = (select body from wardbook.record_version where tenant = $1 and id = $2 and version = 1) where tenant = $1 and id = $2 and version = 2",
    [tenant, other.value.id],
  );
  await expectAltered(tenant, other.value.id);

  await house.sql("update wardbook.record_version set type = type + 1 where tenant = $1 and id = $2", [
    tenant,
    second.id,
  ]);
  await expectAltered(tenant, second.id);

  const { value: third } = await chart.create(clinician, "Observation", anObservation(patient));
  await house.sql(
    "update wardbook.record_version set key_no = (select key_no from wardbook.record_version where tenant = $1 and id = $2 limit 1) where tenant = $1 and id = $3",
    [tenant, other.value.id, third.id],
  );
  await expectAltered(tenant, third.id);
});

test("any flipped byte of a body is noticed", async () => {
  const { tenant, observation } = await aChart();
  const [{ length } = { length: 0 }] = await house.sql<{ length: number }>(
    "select length(body) as length from wardbook.record_version where tenant = $1 and id = $2",
    [tenant, observation],
  );
  for (const offset of [0, 12, Math.floor(length / 2), length - 1]) {
    const flip =
      "update wardbook.record_version set body = set_byte(body, $3, get_byte(body, $3) # 1) where tenant = $1 and id = $2";
    await house.sql(flip, [tenant, observation, offset]);
    await expectAltered(tenant, observation);
    await house.sql(flip, [tenant, observation, offset]);
  }
  expect((await records.newest(tenant, observation))?.version).toBe(1);
});

test("a patient whose key was destroyed can't be read by anybody, and others can", async () => {
  const { tenant, clinician, patient, observation } = await aChart();
  const { value: other } = await chart.create(clinician, "Patient", aPatient({ family: "Other" }));
  await house.sql("delete from wardbook.data_key where tenant = $1 and subject = $2", [tenant, patient]);
  const fresh = house.anotherProcess();
  await expect(fresh.chart.read(clinician, { type: "Patient", id: patient })).rejects.toMatchObject({
    code: "records/body-altered",
  });
  await expect(fresh.records.newest(tenant, observation)).rejects.toMatchObject({ code: "records/body-altered" });
  expect((await fresh.chart.read(clinician, { type: "Patient", id: other.id })).value.id).toBe(other.id);
});

test("long, short and incompressible bodies come back as they were", async () => {
  const { clinician, patient } = await aChart();
  const noise = Buffer.from(Array.from({ length: 600_000 }, (_, n) => (n * 2_654_435_761) >>> 24)).toString("base64");
  // The last two lie on either side of what is packed at most.
  for (const text of [
    "x",
    "ä".repeat(3),
    "Slept well. ".repeat(60_000),
    noise,
    "z".repeat(500_000),
    "z".repeat(900_000),
  ]) {
    const note = {
      resourceType: "DocumentReference",
      status: "current",
      subject: { reference: `Patient/${patient}` },
      description: text,
      content: [{ attachment: { contentType: "text/plain", title: text } }],
    };
    const { value } = await chart.create(clinician, "DocumentReference", note);
    const { value: found } = await chart.read(clinician, { type: "DocumentReference", id: value.id });
    expect(found.body.equals(value.body)).toBe(true);
  }
});

test("a deletion holds no body, and is sealed to its place too", async () => {
  const { tenant, clinician, observation } = await aChart();
  await chart.delete(clinician, { type: "Observation", id: observation });
  expect(await records.newest(tenant, observation)).toMatchObject({ version: 2, deleted: true, body: Buffer.alloc(0) });
  expect(await records.current(tenant, observation)).toBeUndefined();
  await house.sql("update wardbook.record_version set version = 3 where tenant = $1 and id = $2 and version = 2", [
    tenant,
    observation,
  ]);
  await expectAltered(tenant, observation);
});
