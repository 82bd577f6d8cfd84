import { expect, test } from "vitest";
import { aClinician, aHouse, anOrganisation, aPatient } from "../../../test/people/index.ts";

const house = await aHouse();
const { chart } = house;

test("setting an index row back to an older version brings no old record back", async () => {
  const tenant = await anOrganisation(house);
  const clinician = aClinician(tenant);
  const { value: first } = await chart.create(clinician, "Patient", aPatient({ family: "Before" }));
  await chart.update(clinician, { type: "Patient", id: first.id }, { ...aPatient({ family: "After" }), id: first.id });
  await house.sql("update wardbook.record_head set version = 1 where tenant = $1 and id = $2", [tenant, first.id]);

  const { value: read } = await chart.read(clinician, { type: "Patient", id: first.id });
  expect(read.version).toBe(2);
  for (const pairs of [
    [["family", "before"]],
    [["family", "after"]],
    [["family", "before,nobody"]],
    [["_id", first.id]],
    [],
  ] as const) {
    const { value } = await chart.search(clinician, "Patient", pairs);
    expect(value.matches.filter(({ version }) => version === 1)).toEqual([]);
  }
});

test("an index row of a deleted record brings nothing back", async () => {
  const tenant = await anOrganisation(house);
  const clinician = { ...aClinician(tenant), scopes: aClinician(tenant).scopes };
  const { value: patient } = await chart.create(clinician, "Patient", aPatient({ family: "Kept" }));
  const { value: note } = await chart.create(clinician, "Flag", {
    resourceType: "Flag",
    status: "active",
    code: { text: "Falls" },
    subject: { reference: `Patient/${patient.id}` },
  });
  const [row] = await house.sql<{ tokens: string[] }>("select tokens from wardbook.record_head where id = $1", [
    note.id,
  ]);
  await chart.delete(clinician, { type: "Flag", id: note.id });
  await house.sql(
    "insert into wardbook.record_head (tenant, id, type, version, position, tokens) select tenant, id, type, version, position, $2::int8[] from wardbook.record_version where id = $1 and version = 1",
    [note.id, row?.tokens],
  );
  const { value } = await chart.search(clinician, "Flag", [["patient", patient.id]]);
  expect(value.matches).toEqual([]);
  await expect(chart.read(clinician, { type: "Flag", id: note.id })).rejects.toMatchObject({ code: "chart/deleted" });
});

test("the places of tokens don't tell from which element they came", async () => {
  const tenant = await anOrganisation(house);
  const { value } = await chart.create(aClinician(tenant), "Patient", aPatient({ family: "Order" }));
  const [row] = await house.sql<{ tokens: string[] }>("select tokens from wardbook.record_head where id = $1", [
    value.id,
  ]);
  const values = (row?.tokens ?? []).map((text) => BigInt.asUintN(64, BigInt(text)));
  expect(values.length).toBeGreaterThan(5);
  expect(values).toEqual([...values].sort((a, b) => (a < b ? -1 : 1)));
});
