import { afterAll, beforeAll, expect, test } from "vitest";
import { demonstrationPeople } from "../../contract/index.ts";
import { builtInRoleIds } from "../../src/custody/access/index.ts";
import { type Installation, aDemonstration } from "../journeys/support/installation.ts";

// Through the demonstration's door, as one of each kind, and from there to the records that this kind may see.

let demonstration: Installation;
const firsts = new Map<string, string>();

beforeAll(async () => {
  demonstration = await aDemonstration();
  const { groups } = demonstrationPeople.parse(
    await (await fetch(`${demonstration.origin}/api/demonstration/people`)).json(),
  );
  for (const { role, personId } of groups.flatMap((group) => group.people))
    if (!firsts.has(role)) firsts.set(role, personId);
});
afterAll(() => demonstration?.end());

async function enter(role: string): Promise<(path: string) => Promise<{ status: number; total?: number }>> {
  const { origin } = demonstration;
  const entered = await fetch(`${origin}/api/demonstration/session`, {
    method: "POST",
    headers: { "content-type": "application/json", origin },
    body: JSON.stringify({ personId: firsts.get(role) }),
  });
  expect(entered.status, role).toBe(200);
  const cookie = entered.headers
    .getSetCookie()
    .map((line) => line.split(";")[0])
    .join("; ");
  return async (path) => {
    const answer = await fetch(`${origin}${path}`, { headers: { cookie } });
    const { total } = (await answer.json()) as { total?: number };
    return { status: answer.status, ...(total === undefined ? {} : { total }) };
  };
}

test("the door knows somebody of every kind", () => {
  expect([...firsts.keys()].toSorted()).toEqual(builtInRoleIds.toSorted());
});

test.each([
  ["clinician", 80, 80],
  ["pharmacist", 80, 80],
  ["front-desk", 80, 80],
  ["biller", 80, 80],
  ["therapist", 3, 59],
  ["prescriber", 3, 79],
  // A patient of the clinic has said that its nurse shall not see the record.
  ["nurse", 59, 59],
  ["care-assistant", 20, 20],
  ["patient", 1, 1],
  ["family-member", 1, 1],
])("as a %s one sees %i to %i of the 80 patients", async (role, least, most) => {
  const ask = await enter(role);
  const { total = -1 } = await ask("/fhir/Patient?_total=accurate&_count=1");
  expect(total).toBeGreaterThanOrEqual(least);
  expect(total).toBeLessThanOrEqual(most);
});

test.each([
  ["clinician", "Condition", 200],
  ["therapist", "Condition", 200],
  ["nurse", "MedicationRequest", 200],
  ["care-assistant", "Condition", 403],
  ["pharmacist", "MedicationRequest", 200],
  ["pharmacist", "DocumentReference", 403],
  ["biller", "Observation", 403],
  ["owner", "Condition", 403],
  ["privacy-officer", "Condition", 403],
  ["vendor", "Patient", 403],
  ["auditor", "Patient", 403],
  ["administrator", "Patient", 403],
])("as a %s the answer to a search for %s is %i", async (role, type, status) => {
  expect(await (await enter(role))(`/fhir/${type}?_count=1`)).toMatchObject({ status });
});

test("whoever is a patient sees what was written of them, and nothing of another", async () => {
  for (const role of ["patient", "family-member"]) {
    const ask = await enter(role);
    const { total = 0 } = await ask("/fhir/Observation?_total=accurate&_count=1");
    expect(total).toBeGreaterThan(0);
    const everybody = await enter("clinician");
    expect(total).toBeLessThan((await everybody("/fhir/Observation?_total=accurate&_count=1")).total ?? 0);
  }
});
