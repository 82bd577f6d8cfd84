import { expect, test } from "vitest";
import {
  aClient,
  aClinician,
  aHouse,
  anObservation,
  anOrganisation,
  aPatient,
  inside,
} from "../../../test/people/index.ts";
import type { FhirResource } from "../../foundation/fhir/index.ts";
import type { ResourceId } from "../../foundation/kernel/index.ts";
import type { TransactionEntry } from "./transaction.ts";

const house = await aHouse();
const { chart, reader } = house;
const newPatient = "urn:uuid:6a0f2c0e-3f5b-4a7e-9f43-0c2ad5a1c001";

async function aCaller() {
  return aClinician(await anOrganisation(house));
}

const create = (resource: FhirResource, fullUrl?: string): TransactionEntry => ({
  kind: "create",
  type: resource.resourceType as "Patient",
  resource,
  fullUrl,
});

async function count(caller: Awaited<ReturnType<typeof aCaller>>, type: "Patient" | "Observation") {
  return (await chart.search(caller, type, [["_summary", "count"]])).value.total;
}

test("references between entries become references between what was stored, whatever their order", async () => {
  const caller = await aCaller();
  const { value } = await chart.transact(caller, [create(anObservation(newPatient)), create(aPatient(), newPatient)]);
  expect(value.map(({ outcome }) => outcome)).toEqual(["created", "created"]);
  const [observation, patient] = value.map(({ version }) => version);
  const stored = inside(
    (await chart.read(caller, { type: "Observation", id: observation?.id ?? ("" as ResourceId) })).value,
  );
  expect(stored["subject"]).toEqual({ reference: `Patient/${patient?.id}` });
});

test("one entry that is refused leaves nothing of the others, and is named", async () => {
  const caller = await aCaller();
  const { status: _, ...incomplete } = anObservation(newPatient);
  const attempt = chart.transact(caller, [create(aPatient(), newPatient), create(incomplete)]);
  await expect(attempt).rejects.toMatchObject({
    code: "chart/invalid-resource",
    path: "Bundle.entry[1]: Observation.status",
  });
  expect(await count(caller, "Patient")).toBe(0);
});

test("one write that fails in the database leaves nothing of the others", async () => {
  const caller = await aCaller();
  const { value } = await chart.create(caller, "Patient", aPatient());
  await chart.update(caller, { type: "Patient", id: value.id }, { ...aPatient(), id: value.id });
  const attempt = chart.transact(caller, [
    create(aPatient({ family: "Second" })),
    { kind: "update", type: "Patient", id: value.id, resource: { ...aPatient(), id: value.id }, ifMatch: 1 },
  ]);
  await expect(attempt).rejects.toMatchObject({ code: "chart/precondition-failed", path: "Bundle.entry[1]" });
  expect(await count(caller, "Patient")).toBe(1);
});

test("a ledger that fails leaves nothing of the transaction", async () => {
  const caller = await aCaller();
  const failing = house.chartWith({
    ledger: { append: () => Promise.reject(new Error("the ledger is full")), witness: house.ledger.witness },
  });
  await expect(
    failing.transact(caller, [create(aPatient(), newPatient), create(anObservation(newPatient))]),
  ).rejects.toThrow("the ledger is full");
  expect(await count(caller, "Patient")).toBe(0);
});

test("creates, updates and deletions go together", async () => {
  const caller = await aCaller();
  const { value: patient } = await chart.create(caller, "Patient", aPatient());
  const { value: old } = await chart.create(caller, "Observation", anObservation(patient.id));
  const { value, entryIds } = await chart.transact(caller, [
    create(anObservation(patient.id, { value: 80 })),
    { kind: "update", type: "Patient", id: patient.id, resource: { ...aPatient({ city: "Sligo" }), id: patient.id } },
    { kind: "delete", type: "Observation", id: old.id },
  ]);
  expect(value.map(({ outcome }) => outcome)).toEqual(["created", "updated", "deleted"]);
  expect(await count(caller, "Observation")).toBe(1);
  const actions = await Promise.all(entryIds.map(async (id) => (await reader.entry(caller.tenant, id)).action));
  expect(actions.sort()).toEqual(["create", "delete", "update"]);
});

test("a conditional create meets what is there, and what refers to it follows", async () => {
  const caller = await aCaller();
  const { value: patient } = await chart.create(caller, "Patient", aPatient({ mrn: "M-9" }));
  const conditional = {
    ...create(aPatient({ mrn: "M-9" }), newPatient),
    ifNoneExist: [["identifier", "M-9"]],
  } as TransactionEntry;
  const { value } = await chart.transact(caller, [conditional, create(anObservation(newPatient))]);
  expect(value.map(({ outcome }) => outcome)).toEqual(["existing", "created"]);
  expect(inside(value[1]?.version ?? { body: Buffer.alloc(0) })["subject"]).toEqual({
    reference: `Patient/${patient.id}`,
  });
});

test("of eight transactions at once that create on the same condition, one creates", async () => {
  const caller = await aCaller();
  const conditional = {
    ...create(aPatient({ mrn: "M-10" }), newPatient),
    ifNoneExist: [["identifier", "M-10"]],
  } as TransactionEntry;
  const outcomes = await Promise.all(
    Array.from({ length: 8 }, () => chart.transact(caller, [conditional, create(anObservation(newPatient))])),
  );
  expect(outcomes.filter(({ value }) => value[0]?.outcome === "created")).toHaveLength(1);
  expect(await count(caller, "Patient")).toBe(1);
  expect(await count(caller, "Observation")).toBe(8);
});

test("a reference to nothing is refused", async () => {
  const caller = await aCaller();
  await expect(chart.transact(caller, [create(anObservation(newPatient))])).rejects.toMatchObject({
    code: "chart/unresolved-reference",
    path: "Bundle.entry[0]",
  });
});

test("two entries about the same resource are refused", async () => {
  const caller = await aCaller();
  const { value } = await chart.create(caller, "Patient", aPatient());
  const update: TransactionEntry = {
    kind: "update",
    type: "Patient",
    id: value.id,
    resource: { ...aPatient(), id: value.id },
  };
  await expect(
    chart.transact(caller, [update, { kind: "delete", type: "Patient", id: value.id }]),
  ).rejects.toMatchObject({ code: "chart/duplicate-entry" });
});

test("an entry beyond the caller's scopes refuses the whole", async () => {
  const caller = await aCaller();
  const client = aClient(caller.tenant, "system/Patient.c");
  const attempt = chart.transact(client, [create(aPatient(), newPatient), create(anObservation(newPatient))]);
  await expect(attempt).rejects.toMatchObject({ code: "chart/not-permitted", path: "Bundle.entry[1]: Observation" });
  expect(await count(caller, "Patient")).toBe(0);
});
