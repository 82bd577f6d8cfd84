import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import { aClinician, aHouse, anObservation, anOrganisation, aPatient, aClient } from "../../../test/people/index.ts";
import type { ResourceType } from "../../foundation/fhir/index.ts";
import type { TenantId } from "../../foundation/kernel/index.ts";
import type { Database } from "../../foundation/platform/database/index.ts";
import type { Caller } from "../access/index.ts";
import { reindex } from "./reindex.ts";

const house = await aHouse();
const { chart } = house;

const questions: readonly (readonly [ResourceType, readonly (readonly [string, string])[]])[] = [
  ["Patient", [["family", "hall"]]],
  [
    "Patient",
    [
      ["birthdate", "ge1940"],
      ["birthdate", "lt1960"],
    ],
  ],
  ["Patient", [["address-city", "cork"]]],
  ["Patient", []],
  ["Observation", [["code", "29463-7"]]],
  ["Observation", [["date", "ge2026-03-03"]]],
  ["Observation", [["value-quantity", "ge75"]]],
  ["Observation", [["status", "amended"]]],
  ["Observation", []],
];

async function answers(caller: Caller) {
  const found: (readonly [string, number])[][] = [];
  for (const [type, pairs] of questions) {
    const { value } = await chart.search(caller, type, [...pairs, ["_count", "200"]]);
    found.push(value.matches.map(({ id, version }) => [id, version] as const));
  }
  return found;
}

async function aBusyOrganisation() {
  const tenant = await anOrganisation(house);
  const clinician = aClinician(tenant);
  for (let n = 0; n < 12; n += 1) {
    const { value: patient } = await chart.create(
      clinician,
      "Patient",
      aPatient({ family: n % 2 === 0 ? "Halloran" : "Abebe", birthDate: `19${40 + n}-05-0${(n % 9) + 1}` }),
    );
    for (let day = 1; day <= 5; day += 1) {
      const { value } = await chart.create(
        clinician,
        "Observation",
        anObservation(patient.id, { value: 70 + n, effective: `2026-03-0${day}T10:00:00Z` }),
      );
      if (day === 3)
        await chart.update(
          clinician,
          { type: "Observation", id: value.id },
          { ...anObservation(patient.id, { status: "amended" }), id: value.id },
        );
      if (day === 4) await chart.delete(clinician, { type: "Observation", id: value.id });
    }
  }
  return { tenant, clinician };
}

async function rebuild(tenant: TenantId) {
  let last = { done: 0, total: 0, removed: 0 };
  for await (const progress of reindex({ db: house.db, keyring: house.keyring, sleep }, tenant)) last = progress;
  return last;
}

const headsOf = (tenant: TenantId) =>
  house.sql("select * from wardbook.record_head where tenant = $1 order by id", [tenant]);

test("an index that was lost is built again as it was", async () => {
  const { tenant, clinician } = await aBusyOrganisation();
  const before = await answers(clinician);
  const heads = await headsOf(tenant);
  expect(before.map(({ length }) => length).every((length) => length > 0)).toBe(true);
  await house.sql("truncate wardbook.record_head");
  expect((await answers(clinician)).flat()).toEqual([]);
  expect(await rebuild(tenant)).toEqual({ done: 72, total: 72, removed: 0 });
  expect(await answers(clinician)).toEqual(before);
  expect(await headsOf(tenant)).toEqual(heads);
});

test("an index that says wrong things is put right", async () => {
  const { tenant, clinician } = await aBusyOrganisation();
  const before = await answers(clinician);
  const heads = await headsOf(tenant);
  await house.sql(
    "update wardbook.record_head set tokens = '{}' where tenant = $1 and type = (select min(type) from wardbook.record_head where tenant = $1)",
    [tenant],
  );
  await house.sql(
    `insert into wardbook.record_head (tenant, id, type, version, position, tokens)
     select tenant, id, type, version - 1, position, '{1,2}' from wardbook.record_version where tenant = $1 and deleted`,
    [tenant],
  );
  expect(await rebuild(tenant)).toMatchObject({ removed: 12 });
  expect(await answers(clinician)).toEqual(before);
  expect(await headsOf(tenant)).toEqual(heads);
});

test("writers who are at work meanwhile win over the rebuild", async () => {
  const { tenant, clinician } = await aBusyOrganisation();
  await house.sql("delete from wardbook.record_head where tenant = $1", [tenant]);
  let rebuilding = true;
  let writes = 0;
  const rebuilt = (async () => {
    // Again and again, so that rebuilds meet writers in many places.
    for (let round = 0; round < 2 || writes < 12; round += 1) await rebuild(tenant);
    rebuilding = false;
  })();
  const write = async () => {
    while (rebuilding) {
      const { value: patient } = await chart.create(clinician, "Patient", aPatient());
      const target = { type: "Patient", id: patient.id } as const;
      await chart.update(clinician, target, { ...aPatient({ city: "Sligo" }), id: patient.id });
      if (writes % 2 === 0) await chart.delete(aClient(tenant, "system/Patient.d"), target);
      writes += 1;
    }
  };
  await Promise.all([rebuilt, write(), write(), write()]);
  const meanwhile = await headsOf(tenant);
  const current = await house.sql(
    `select distinct on (id) id, version, deleted from wardbook.record_version where tenant = $1 order by id, version desc`,
    [tenant],
  );
  const expected = current.filter(({ deleted }) => !deleted).map(({ id, version }) => [id, version]);
  expect(meanwhile.map(({ id, version }) => [id, version])).toEqual(expected);
  // And what writers put there is what a rebuild makes of it.
  await rebuild(tenant);
  expect(await headsOf(tenant)).toEqual(meanwhile);
});

test("a version that is written between the reading of a page and its writing stays", async () => {
  const { tenant, clinician } = await aBusyOrganisation();
  const { value: patient } = await chart.create(clinician, "Patient", aPatient());
  let written = false;
  const db: Database = {
    ...house.db,
    tenant: (bound) => ({
      query: async <Row>(text: string, values?: readonly unknown[], name?: string) => {
        if (text.startsWith("insert into wardbook.record_head") && !written) {
          written = true;
          await chart.update(
            clinician,
            { type: "Patient", id: patient.id },
            { ...aPatient({ city: "Sligo" }), id: patient.id },
          );
        }
        return house.db.tenant(bound).query<Row>(text, values, name);
      },
    }),
  };
  await Array.fromAsync(reindex({ db, keyring: house.keyring, sleep }, tenant));
  expect(written).toBe(true);
  const { value } = await chart.search(clinician, "Patient", [["address-city", "sligo"]]);
  expect(value.matches.map(({ id, version }) => [id, version])).toEqual([[patient.id, 2]]);
});

test("a deletion that commits after its page was read leaves no row behind", async () => {
  const { tenant, clinician } = await aBusyOrganisation();
  const { value: patient } = await chart.create(clinician, "Patient", aPatient());
  const steps = reindex({ db: house.db, keyring: house.keyring, sleep }, tenant);
  await steps.next();
  await chart.delete(aClient(tenant, "system/Patient.d"), { type: "Patient", id: patient.id });
  // As the rebuild would, had it read the page before the deletion and written it after.
  await house.sql(
    "insert into wardbook.record_head (tenant, id, type, version, position, tokens) select tenant, id, type, version, position, '{}' from wardbook.record_version where tenant = $1 and id = $2 and version = 1",
    [tenant, patient.id],
  );
  let removed = 0;
  for await (const progress of steps) removed = progress.removed;
  expect(removed).toBe(1);
  expect((await chart.search(clinician, "Patient", [["_id", patient.id]])).value.matches).toEqual([]);
});
