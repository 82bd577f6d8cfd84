import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { aClinician, aHouse, anObservation, anOrganisation, aPatient } from "../../../test/people/index.ts";
import { aStanding } from "../../../test/people/standing.ts";
import type { ResourceId } from "../../foundation/kernel/index.ts";
import { openRecords } from "../records/index.ts";

const house = await aHouse();
const { chart, db, keyring, now } = house;

/** Two sites of an organisation, each with a nurse who registered two patients, one of them with observations. */
async function twoSites() {
  const tenant = await anOrganisation(house);
  const places = new Map<ResourceId, readonly string[]>();
  const site = async (family: string) => {
    const facility = randomUUID();
    const nurse = {
      ...aClinician(tenant),
      reach: "facility" as const,
      facilities: [facility],
      standing: aStanding({ facilitiesOf: (patient) => places.get(patient) ?? [] }),
    };
    const patients: ResourceId[] = [];
    for (const given of ["Ada", "Ben"]) {
      const { value } = await chart.create(nurse, "Patient", { ...aPatient(), name: [{ family, given: [given] }] });
      places.set(value.id, [facility]);
      patients.push(value.id);
    }
    const [patient = "" as ResourceId, other = "" as ResourceId] = patients;
    for (let count = 0; count < 3; count += 1)
      await chart.create(nurse, "Observation", anObservation(count === 0 ? other : patient));
    return { facility, nurse, patients, patient };
  };
  return { tenant, north: await site("Northam"), south: await site("Southam"), everywhere: aClinician(tenant) };
}

test("somebody held to a facility meets its patients and nobody else's", async () => {
  const { north, south, everywhere } = await twoSites();
  const found = await chart.search(north.nurse, "Patient", [["_total", "accurate"]]);
  expect(found.value.matches.map(({ id }) => id).sort()).toEqual([...north.patients].sort());
  expect(found.value.total).toBe(2);
  const observations = await chart.search(south.nurse, "Observation", [["_count", "2"]]);
  expect(observations.value.matches.every(({ patient }) => south.patients.includes(patient as ResourceId))).toBe(true);
  expect(observations.value.next).toBeDefined();
  await expect(chart.read(north.nurse, { type: "Patient", id: south.patient })).rejects.toMatchObject({
    code: "chart/not-found",
  });
  expect((await chart.search(everywhere, "Patient", [])).value.matches).toHaveLength(4);
});

test("the database keeps facilities apart by itself", async () => {
  const { tenant, north, south } = await twoSites();
  const bound = db.tenant(tenant, [north.facility]);
  const keys = await keyring.keys(tenant);
  const ofNorth = await keys.ofPatients(north.patients);
  const versions = await bound.query<{ key_no: number }>("select key_no from wardbook.record_version");
  expect(new Set(versions.map(({ key_no }) => key_no))).toEqual(
    new Set([...ofNorth.values()].map(({ keyNo }) => keyNo)),
  );
  expect(versions).toHaveLength(5);
  const heads = await bound.query<{ id: string }>("select id from wardbook.record_head");
  expect(heads).toHaveLength(5);
  const records = openRecords({ db, keyring, now }).within([north.facility]);
  expect(await records.current(tenant, south.patient)).toBeUndefined();
  expect(await records.current(tenant, north.patient)).toBeDefined();
  expect(await openRecords({ db, keyring, now }).within([]).current(tenant, north.patient)).toBeUndefined();
});

test("the search functions of the unheld refuse a connection that is held", async () => {
  const { tenant, north } = await twoSites();
  const bound = db.tenant(tenant, [north.facility]);
  await expect(
    bound.query("select * from wardbook.newest_candidates(1::int2, '{}', 0, 9000000000000000, 10, 10)"),
  ).rejects.toMatchObject({ code: "database/failed" });
  await expect(
    bound.query("select * from wardbook.candidates_with(1::int2, '{}', 0, 9000000000000000, 10)"),
  ).rejects.toMatchObject({ code: "database/failed" });
  await expect(
    bound.query("select * from wardbook.candidate_records(1::int2, '{}', '{}', 0, 9000000000000000, 10, 'bitmap', 1)"),
  ).rejects.toMatchObject({ code: "database/failed" });
});

test("every page of somebody who is held holds every match once", async () => {
  const { north } = await twoSites();
  const seen: string[] = [];
  let cursor: string | undefined;
  do {
    const pairs: [string, string][] = [
      ["_count", "1"],
      ["status", "final"],
    ];
    const { value } = await chart.search(
      north.nurse,
      "Observation",
      cursor === undefined ? pairs : [...pairs, ["_cursor", cursor]],
    );
    seen.push(...value.matches.map(({ id }) => id));
    cursor = value.next;
  } while (cursor !== undefined);
  expect(new Set(seen).size).toBe(3);
  expect(seen).toHaveLength(3);
});
