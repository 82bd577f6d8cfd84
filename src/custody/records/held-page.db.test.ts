import { expect, test } from "vitest";
import { aClinician, aHouse, anObservation, anOrganisation, aPatient } from "../../../test/people/index.ts";
import type { ResourceId } from "../../foundation/kernel/index.ts";
import { newestVersionsAfter } from "./reindex-table.ts";
import { newestVersionsOfFirst } from "./version-table.ts";

const house = await aHouse();

test("a page ends where it holds enough, and page after page brings each record once", async () => {
  const tenant = await anOrganisation(house);
  const clinician = aClinician(tenant);
  const patient = (await house.chart.create(clinician, "Patient", aPatient({}))).value.id;
  for (let n = 0; n < 5; n += 1)
    await house.chart.create(clinician, "Observation", anObservation(patient, { value: n }));
  const db = house.db.tenant(tenant);
  const all = await newestVersionsAfter(db, tenant, undefined, 200);
  expect(all.length).toBe(6);
  const two = Math.max(...all.map(({ body }) => body.length)) + 1;
  for (const [bytes, most] of [
    [1, 1],
    [two, 3],
  ] as const) {
    const pages: ResourceId[][] = [];
    for (let after: ResourceId | undefined; ; ) {
      const page = await newestVersionsAfter(db, tenant, after, 200, bytes);
      after = page.at(-1)?.id;
      if (after === undefined) break;
      pages.push(page.map(({ id }) => id));
    }
    expect(pages.flat()).toEqual(all.map(({ id }) => id));
    expect(Math.max(...pages.map(({ length }) => length))).toBeLessThanOrEqual(most);
    const wanted = all.map(({ id }) => id).reverse();
    const first = await newestVersionsOfFirst(db, tenant, wanted, bytes);
    expect(first.map(({ id }) => id)).toEqual(wanted.slice(0, first.length));
    expect(first.length).toBeLessThanOrEqual(most);
    expect(first.length).toBeGreaterThan(0);
  }
});
