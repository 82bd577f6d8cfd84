import { expect, test } from "vitest";
import { aClinician, aHouse, anObservation, anOrganisation, aPatient } from "../../../test/people/index.ts";
import type { ResourceId } from "../../foundation/kernel/index.ts";
import type { TransactionEntry } from "./transaction.ts";

const house = await aHouse();
const { chart, reader } = house;
const newPatient = "urn:uuid:6a0f2c0e-3f5b-4a7e-9f43-0c2ad5a1c001";
const admission: readonly TransactionEntry[] = [
  { kind: "create", type: "Patient", resource: aPatient(), fullUrl: newPatient },
  { kind: "create", type: "Observation", resource: anObservation(newPatient) },
];

test("the first entry about a patient is among those that the patient can see", async () => {
  const caller = aClinician(await anOrganisation(house));
  const { value, entryIds } = await chart.create(caller, "Patient", aPatient());
  const seen = await reader.aboutPatient(caller.tenant, value.id, { limit: 10 });
  expect(seen.map(({ entryId, entry }) => [entryId, entry.resources])).toEqual([
    [entryIds[0], [`Patient/${value.id}/1`]],
  ]);
});

test("what a transaction writes about a patient whom it creates is witnessed as being about that patient", async () => {
  const caller = aClinician(await anOrganisation(house));
  const { value, entryIds } = await chart.transact(caller, admission);
  const [patient, observation] = value.map(({ version }) => version);
  const seen = await reader.aboutPatient(caller.tenant, patient?.id ?? ("" as ResourceId), { limit: 10 });
  expect(seen.map(({ entry }) => entry.resources)).toEqual([
    [`Patient/${patient?.id}/1`, `Observation/${observation?.id}/1`],
  ]);
  expect(entryIds).toEqual(seen.map(({ entryId }) => entryId));
});

test("more patients can be admitted at once than there are connections", async () => {
  const caller = aClinician(await anOrganisation(house));
  // So many entries that each admission is a transaction of its own.
  const long = [
    ...admission,
    ...Array.from(
      { length: 8 },
      () => ({ kind: "create", type: "Observation", resource: anObservation(newPatient) }) as const,
    ),
  ];
  const admitted = await Promise.all(Array.from({ length: 40 }, () => chart.transact(caller, long)));
  expect(admitted.flatMap(({ value }) => value.map(({ outcome }) => outcome))).toEqual(
    Array.from({ length: 400 }, () => "created"),
  );
});
