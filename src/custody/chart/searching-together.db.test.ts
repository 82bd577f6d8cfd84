import { expect, test } from "vitest";
import { aClinician, aHouse, anObservation, anOrganisation, aPatient } from "../../../test/people/index.ts";

const house = await aHouse();
const { chart } = house;

test("searches of one moment each get their own matches, newest first", async () => {
  const caller = aClinician(await anOrganisation(house));
  const expected = new Map<string, string[]>();
  for (let number = 0; number < 12; number += 1) {
    const { value: patient } = await chart.create(caller, "Patient", aPatient());
    const observations = await Promise.all(
      Array.from({ length: number }, () => chart.create(caller, "Observation", anObservation(patient.id))),
    );
    const newestFirst = observations.map(({ value }) => value).sort((a, b) => b.position - a.position);
    expected.set(
      patient.id,
      newestFirst.map(({ id }) => id),
    );
  }
  const found = await Promise.all(
    [...expected.keys()].map(async (patient, index) => {
      const { value } = await chart.search(caller, "Observation", [
        ["subject", `Patient/${patient}`],
        ["_count", String(index + 1)],
      ]);
      return [patient, value.matches.map(({ id }) => id)] as const;
    }),
  );
  expect(new Map(found)).toEqual(expected);
});

test("searches of two organisations at one moment stay apart", async () => {
  const callers = await Promise.all(Array.from({ length: 4 }, async () => aClinician(await anOrganisation(house))));
  const patients = await Promise.all(
    callers.map(async (caller) => (await chart.create(caller, "Patient", aPatient())).value.id),
  );
  const family = String((aPatient()["name"] as { family: string }[])[0]?.family);
  const found = await Promise.all(
    callers.flatMap((caller) => Array.from({ length: 5 }, () => chart.search(caller, "Patient", [["family", family]]))),
  );
  expect(found.map(({ value }) => value.matches.map(({ id }) => id))).toEqual(
    patients.flatMap((id) => Array.from({ length: 5 }, () => [id])),
  );
});
