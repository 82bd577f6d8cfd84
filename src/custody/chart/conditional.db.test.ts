import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { aClient, aClinician, aHouse, anObservation, anOrganisation, aPatient } from "../../../test/people/index.ts";
import type { FhirResource } from "../../foundation/fhir/index.ts";
import type { ResourceId } from "../../foundation/kernel/index.ts";
import type { Caller } from "../access/index.ts";
import type { TransactionEntry } from "./transaction.ts";

const house = await aHouse();
const { chart } = house;

const where = (value: string) => [["identifier", value]] as const;
const everyHalloran = [["family", "Halloran"]] as const;
const update = (resource: FhirResource, mrn: string, ifMatch?: number) =>
  ({ type: "Patient", where: where(mrn), resource, ifMatch }) as const;

async function twoHallorans() {
  const tenant = await anOrganisation(house);
  const clinician = aClinician(tenant);
  const made = [];
  for (const mrn of ["M-1", "M-2"])
    made.push((await chart.create(clinician, "Patient", aPatient({ family: "Halloran", mrn }))).value);
  return { tenant, clinician, ids: made.map(({ id }) => id) };
}

async function count(caller: Caller, type: "Patient" | "Observation" = "Patient") {
  return (await chart.search(caller, type, [["_summary", "count"]])).value.total;
}

async function searchesOf({ tenant, id }: Caller) {
  const entries = await house.reader.byActor(tenant, id, { limit: 100 });
  return entries.filter(({ entry }) => entry.action === "search").length;
}

test("a conditional update creates where nothing matches, changes the one match, and refuses several", async () => {
  const { clinician, ids } = await twoHallorans();
  const made = await chart.updateWhere(clinician, update(aPatient({ family: "Ito", mrn: "M-3" }), "M-3"));
  expect(made).toMatchObject({ created: true, value: { version: 1 } });
  const changed = await chart.updateWhere(clinician, update(aPatient({ family: "Halloran", mrn: "M-1" }), "M-1"));
  expect(changed).toMatchObject({ created: false, value: { id: ids[0], version: 2 } });
  await expect(
    chart.updateWhere(clinician, { type: "Patient", where: everyHalloran, resource: aPatient() }),
  ).rejects.toMatchObject({ code: "chart/multiple-matches" });
  expect(await count(clinician)).toBe(3);
});

test("an id in a conditional update must be the match's, and creates nothing", async () => {
  const { clinician, ids } = await twoHallorans();
  const named = (id: string | undefined) => ({ ...aPatient({ mrn: "M-1" }), id: id ?? "" });
  expect((await chart.updateWhere(clinician, update(named(ids[0]), "M-1"))).value.version).toBe(2);
  const wrongId = { code: "chart/wrong-id", path: "Patient.id" };
  await expect(chart.updateWhere(clinician, update(named(ids[1]), "M-1"))).rejects.toMatchObject(wrongId);
  await expect(chart.updateWhere(clinician, update(named(randomUUID()), "M-9"))).rejects.toMatchObject(wrongId);
  expect(await count(clinician)).toBe(2);
});

test("a version that a conditional write insists on must be the match's", async () => {
  const { clinician } = await twoHallorans();
  const resource = aPatient({ mrn: "M-1" });
  expect((await chart.updateWhere(clinician, update(resource, "M-1", 1))).value.version).toBe(2);
  const refused = { code: "chart/precondition-failed" };
  await expect(chart.updateWhere(clinician, update(resource, "M-1", 1))).rejects.toMatchObject(refused);
  await expect(chart.updateWhere(clinician, update(resource, "M-9", 1))).rejects.toMatchObject(refused);
  const remover = aClient(clinician.tenant, "system/Patient.cruds");
  const remove = (mrn: string) => chart.deleteWhere(remover, { type: "Patient", where: where(mrn), ifMatch: 1 });
  await expect(remove("M-1")).rejects.toMatchObject(refused);
  await expect(remove("M-9")).rejects.toMatchObject(refused);
  expect(await count(clinician)).toBe(2);
});

test("a conditional delete removes the one match, nothing where nothing matches, and refuses several", async () => {
  const { clinician } = await twoHallorans();
  const client = aClient(clinician.tenant, "system/Patient.cruds");
  const remove = (condition: readonly (readonly [string, string])[]) =>
    chart.deleteWhere(client, { type: "Patient", where: condition });
  await expect(remove(everyHalloran)).rejects.toMatchObject({ code: "chart/multiple-matches" });
  expect((await remove(where("M-1"))).value).toMatchObject({ deleted: true, version: 2 });
  expect((await remove(where("M-1"))).value).toBeUndefined();
  expect(await count(clinician)).toBe(1);
});

test("a condition that selects nothing, or shapes an answer, is refused", async () => {
  const { clinician } = await twoHallorans();
  for (const condition of [[], [["_count", "1"]], [...where("M-1"), ["_sort", "family"]]] as const) {
    const client = aClient(clinician.tenant, "system/Patient.cruds");
    await expect(chart.deleteWhere(client, { type: "Patient", where: condition })).rejects.toMatchObject({
      code: "chart/bad-entry",
    });
  }
  expect(await count(clinician)).toBe(2);
});

test("whoever may not write a type, or sends what is refused anyway, asks no condition", async () => {
  const { tenant, clinician } = await twoHallorans();
  const reader = aClient(tenant, "system/Patient.rs");
  const refused = { code: "chart/not-permitted" };
  const entries: TransactionEntry[] = [
    { kind: "update-where", ...update(aPatient(), "M-1") },
    { kind: "delete-where", type: "Patient", where: where("M-1") },
    { kind: "create", type: "Patient", resource: aPatient(), ifNoneExist: where("M-1") },
  ];
  await expect(chart.updateWhere(reader, update(aPatient(), "M-1"))).rejects.toMatchObject(refused);
  await expect(chart.deleteWhere(reader, { type: "Patient", where: where("M-1") })).rejects.toMatchObject(refused);
  for (const entry of entries) await expect(chart.transact(reader, [entry])).rejects.toMatchObject(refused);
  expect(await searchesOf(reader)).toBe(0);
  const invalid = { ...aPatient(), gender: 7 } as FhirResource;
  await expect(chart.updateWhere(clinician, update(invalid, "M-1"))).rejects.toMatchObject({
    code: "chart/invalid-resource",
  });
  expect(await searchesOf(clinician)).toBe(0);
});

test("what the writer may not see matches no condition", async () => {
  const { tenant, clinician, ids } = await twoHallorans();
  const [patient = ""] = ids;
  const hidden = (await chart.create(clinician, "Observation", anObservation(patient, { code: "8480-6" }))).value;
  const narrow = aClient(tenant, "system/Observation.cruds?code=http://loinc.org|29463-7 system/Patient.rs");
  const condition = [["patient", patient]] as const;
  const removed = await chart.deleteWhere(narrow, { type: "Observation", where: condition });
  expect(removed.value).toBeUndefined();
  const made = await chart.updateWhere(narrow, {
    type: "Observation",
    where: condition,
    resource: anObservation(patient),
  });
  expect(made.created).toBe(true);
  const kept = await chart.read(clinician, { type: "Observation", id: hidden.id });
  expect(kept.value.version).toBe(1);
});

test("of eight conditional updates at once that match nothing, one creates and seven change it", async () => {
  const { clinician } = await twoHallorans();
  const outcomes = await Promise.all(
    Array.from({ length: 8 }, () => chart.updateWhere(clinician, update(aPatient({ mrn: "M-8" }), "M-8"))),
  );
  expect(outcomes.filter(({ created }) => created)).toHaveLength(1);
  expect(new Set(outcomes.map(({ value: { id } }) => id)).size).toBe(1);
  expect(Math.max(...outcomes.map(({ value: { version } }) => version))).toBe(8);
});

test("conditions of a transaction update, create and delete together, and what refers to them follows", async () => {
  const { tenant, ids } = await twoHallorans();
  const client = aClient(tenant, "system/*.cruds");
  const urn = "urn:uuid:6a0f2c0e-3f5b-4a7e-9f43-0c2ad5a1c002";
  const { value } = await chart.transact(client, [
    { kind: "create", type: "Observation", resource: anObservation(urn) },
    { kind: "update-where", ...update(aPatient({ mrn: "M-1", family: "Ito" }), "M-1"), fullUrl: urn },
    { kind: "update-where", ...update(aPatient({ mrn: "M-3" }), "M-3") },
    { kind: "delete-where", type: "Patient", where: where("M-2") },
    { kind: "delete-where", type: "Observation", where: [["code", "nothing"]] },
  ]);
  expect(value.map(({ outcome }) => outcome)).toEqual(["created", "updated", "created", "deleted", "deleted"]);
  expect(value[0]?.version?.patient).toBe(ids[0]);
  expect(value[4]?.version).toBeUndefined();
  expect(await count(client)).toBe(2);
});

test("two entries of a transaction may not come to the same resource, by condition or by id", async () => {
  const { tenant, ids } = await twoHallorans();
  const client = aClient(tenant, "system/*.cruds");
  const [id = ""] = ids;
  const attempt = chart.transact(client, [
    { kind: "update-where", ...update(aPatient({ mrn: "M-1" }), "M-1") },
    { kind: "delete", type: "Patient", id: id as ResourceId },
  ]);
  await expect(attempt).rejects.toMatchObject({ code: "chart/duplicate-entry", path: "Bundle.entry[1]" });
});
