import { randomBytes } from "node:crypto";
import { expect, test } from "vitest";
import { aClinician, aHouse, anOrganisation, aPatient } from "../../../test/people/index.ts";
import type { FhirResource } from "../../foundation/fhir/index.ts";

const house = await aHouse();
const { chart } = house;
const megabytes = 1024 * 1024;

async function files(howMany: number) {
  const clinician = aClinician(await anOrganisation(house));
  const { value: patient } = await chart.create(clinician, "Patient", aPatient());
  const ids: string[] = [];
  for (let at = 0; at < howMany; at += 1) {
    const file: FhirResource = {
      resourceType: "Binary",
      contentType: "text/plain",
      securityContext: { reference: `Patient/${patient.id}` },
      data: randomBytes(4 * megabytes).toString("base64"),
    };
    ids.unshift((await chart.create(clinician, "Binary", file)).value.id);
  }
  return { clinician, ids };
}

test("large records are read few at a time: pages hold what fits, leave nothing out, and are counted right", async () => {
  const { clinician, ids } = await files(5);
  const sizeOf = (bodies: readonly { readonly body: Buffer }[]) =>
    bodies.reduce((sum, { body }) => sum + body.length, 0);
  const found: string[] = [];
  for (let cursor: string | undefined, first = true; first || cursor !== undefined; first = false) {
    const pairs = [["_count", "50"], ...(cursor === undefined ? [] : [["_cursor", cursor]])] as [string, string][];
    const { value } = await chart.search(clinician, "Binary", pairs);
    expect(sizeOf(value.matches)).toBeLessThanOrEqual(16 * megabytes);
    found.push(...value.matches.map(({ id }) => id));
    cursor = value.next;
  }
  expect(found).toEqual(ids);
  const total = async (pairs: [string, string][]) => (await chart.search(clinician, "Binary", pairs)).value.total;
  expect([await total([["_total", "accurate"]])]).toEqual([5]);
  const byName = await chart.search(clinician, "Binary", [
    ["_id", [...ids].reverse().join(",")],
    ["_count", "2"],
  ]);
  expect(byName.value.matches.map(({ id }) => id)).toEqual(ids.slice(0, 2));
  const told: string[] = [];
  for (let cursor: string | undefined, first = true; first || cursor !== undefined; first = false) {
    const { value } = await chart.history(clinician, { type: "Binary", count: 50, cursor });
    expect(sizeOf(value.versions)).toBeLessThanOrEqual(16 * megabytes);
    told.push(...value.versions.map(({ id }) => id));
    cursor = value.next;
  }
  expect(told).toEqual(ids);
});
