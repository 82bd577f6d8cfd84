import { expect, test } from "vitest";
import { aClient, aClinician, aHouse, anObservation, anOrganisation, aPatient } from "../../../test/people/index.ts";
import { aStanding } from "../../../test/people/standing.ts";
import type { ResourceId } from "../../foundation/kernel/index.ts";

const house = await aHouse();
const { chart } = house;

/** Two patients, Ada and Ben, with a weight each, and a heart rate of Ben's. */
async function twoPatients() {
  const tenant = await anOrganisation(house);
  const clinician = aClinician(tenant);
  const ids: ResourceId[] = [];
  for (const given of ["Ada", "Ben"]) {
    const { value } = await chart.create(clinician, "Patient", aPatient({ given, family: `${given}son` }));
    ids.push(value.id);
    await chart.create(clinician, "Observation", anObservation(value.id));
  }
  const [ada = "" as ResourceId, ben = "" as ResourceId] = ids;
  await chart.create(clinician, "Observation", anObservation(ben, { code: "8867-4", value: 70, unit: "/min" }));
  const related = {
    ...clinician,
    reach: "related" as const,
    standing: aStanding({ relationsTo: (patient) => (patient === ada ? [{ kind: "care-team" }] : []) }),
  };
  return { tenant, clinician, related, ada, ben };
}

test.each([
  [[["subject:Patient.name", "Ada"]], 1],
  [[["patient.name", "Ben"]], 2],
  [
    [
      ["patient.name", "Ben"],
      ["code", "8867-4"],
    ],
    1,
  ],
  [[["patient.name", "Nobody"]], 0],
  [[["patient._id", "00000000-0000-4000-8000-000000000000"]], 0],
] as const)("observations by %j", async (pairs, count) => {
  const { clinician } = await twoPatients();
  const { value } = await chart.search(clinician, "Observation", [...pairs, ["_total", "accurate"]]);
  expect(value.matches).toHaveLength(count);
  expect(value.total).toBe(count);
});

test("patients by what is recorded about them", async () => {
  const { clinician, ben } = await twoPatients();
  const { value } = await chart.search(clinician, "Patient", [["_has:Observation:patient:code", "8867-4"]]);
  expect(value.matches.map(({ id }) => id)).toEqual([ben]);
  const both = await chart.search(clinician, "Patient", [
    ["_has:Observation:patient:code", "8867-4"],
    ["_has:Observation:subject:code", "29463-7"],
    ["name", "Ada"],
  ]);
  expect(both.value.matches).toEqual([]);
});

test("a chain of chains", async () => {
  const { clinician, ben } = await twoPatients();
  const { value } = await chart.search(clinician, "Observation", [["patient._has:Observation:patient:code", "8867-4"]]);
  expect(value.matches).toHaveLength(2);
  expect(value.matches.every(({ patient }) => patient === ben)).toBe(true);
});

test("a chain leads through nothing that the caller doesn't see", async () => {
  const { related, ada } = await twoPatients();
  expect((await chart.search(related, "Observation", [["patient.name", "Ben"]])).value.matches).toEqual([]);
  expect((await chart.search(related, "Observation", [["patient.name", "Ada"]])).value.matches).toHaveLength(1);
  expect((await chart.search(related, "Patient", [["_has:Observation:patient:code", "8867-4"]])).value.matches).toEqual(
    [],
  );
  const weighed = await chart.search(related, "Patient", [["_has:Observation:patient:code", "29463-7"]]);
  expect(weighed.value.matches.map(({ id }) => id)).toEqual([ada]);
});

test("a chain through a type that the caller may not search finds nothing", async () => {
  const { tenant } = await twoPatients();
  const client = aClient(tenant, "system/Observation.rs");
  expect((await chart.search(client, "Observation", [["patient.name", "Ada"]])).value.matches).toEqual([]);
  expect((await chart.search(client, "Observation", [])).value.matches).toHaveLength(3);
});
