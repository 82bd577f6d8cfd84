import { afterAll, beforeAll, expect, test } from "vitest";
import { accessList, breakGlassGrant, myBreakGlass, problem, taskList } from "../../contract/index.ts";
import type { BuiltInRoleId } from "../../src/custody/access/index.ts";
import { randomUuid } from "../../src/foundation/crypto/index.ts";
import { type TestHouse, aHouse } from "../support/house.ts";
import { ageProof, signedInHeaders } from "../support/signed-in.ts";

// Through the served routes, as a browser does it: a therapist has no relation to the patient, and every FHIR route answers as for
// somebody who isn't there, until the glass is broken and from when it is mended.

let house: TestHouse;
let therapist: Record<string, string>;
let unproven: Record<string, string>;
let officer: Record<string, string>;
let clinician: Record<string, string>;
let patient: string;
const operator = { kind: "system", id: "test", name: "test" } as const;
let people = 0;

async function signedIn(role: BuiltInRoleId, fresh: boolean): Promise<Record<string, string>> {
  const { identity } = house.house;
  people += 1;
  const { person } = await identity.people.add(operator, house.tenant, {
    username: `somebody${people}`,
    given: "Thea",
    family: "Lund",
    role,
  });
  const headers = await signedInHeaders(house, person.id);
  if (!fresh) await ageProof(house, person.id);
  return headers;
}

const get = (headers: Record<string, string>, path: string) => fetch(`${house.origin}${path}`, { headers });
const post = (headers: Record<string, string>, path: string, body: object = {}) =>
  fetch(`${house.origin}${path}`, { method: "POST", headers, body: JSON.stringify(body) });
const asking = (value: string) => ({
  patient: { by: "identifier", value },
  reason: { kind: "emergency-treatment", words: "Found unconscious in the waiting room." },
});

beforeAll(async () => {
  house = await aHouse();
  therapist = await signedIn("therapist", true);
  unproven = await signedIn("therapist", false);
  officer = await signedIn("privacy-officer", true);
  clinician = await signedIn("clinician", true);
  const created = await fetch(`${house.origin}/fhir/Patient`, {
    method: "POST",
    headers: { authorization: `Bearer ${await house.token()}`, "content-type": "application/fhir+json" },
    body: JSON.stringify({
      resourceType: "Patient",
      identifier: [{ system: "https://wardbook.test/mrn", value: "MRN-1" }],
      name: [{ family: "Halloran", given: ["Nora"] }],
      birthDate: "1948-02-29",
    }),
  });
  patient = ((await created.json()) as { id: string }).id;
});
afterAll(() => house.end());

const paths = (id: string) => [
  `/fhir/Patient/${id}`,
  `/fhir/Patient/${id}/_history`,
  `/fhir/Patient/${id}/_history/1`,
  `/fhir/Patient?_id=${id}&_total=accurate`,
  `/api/patients/${id}/drafts`,
  `/api/patients/${id}/accesses`,
];

async function answers(headers: Record<string, string>, id: string): Promise<readonly string[]> {
  return Promise.all(
    paths(id).map(async (path) => {
      const answer = await get(headers, path);
      const text = (await answer.text()).replaceAll(id, "<id>").replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, "<time>");
      return `${answer.status} ${text.replaceAll(/"id":"[0-9a-f-]{36}"/g, '"id":"<bundle>"')}`;
    }),
  );
}

test("before it, and after it, somebody who is there and somebody who isn't look alike", async () => {
  const nobody = randomUuid();
  expect(await answers(therapist, patient)).toEqual(await answers(therapist, nobody));
  const { id } = breakGlassGrant.parse(await (await post(therapist, "/api/break-glass", asking("MRN-1"))).json());
  expect((await get(therapist, `/fhir/Patient/${patient}`)).status).toBe(200);
  expect((await post(therapist, `/api/break-glass/${id}/end`)).status).toBe(204);
  expect(await answers(therapist, patient)).toEqual(await answers(therapist, nobody));
});

test("a session that was proven long ago is asked for a fresh proof, whoever is asked for", async () => {
  for (const number of ["MRN-1", "MRN-2"]) {
    const refused = await post(unproven, "/api/break-glass", asking(number));
    expect([refused.status, problem.parse(await refused.json()).code]).toEqual([403, "session/step-up-needed"]);
  }
});

test("the banner, the officer's task, and what others read of it in the patient's list", async () => {
  const { id } = breakGlassGrant.parse(await (await post(therapist, "/api/break-glass", asking("MRN-1"))).json());
  expect(myBreakGlass.parse(await (await get(therapist, "/api/break-glass/mine")).json()).grants).toMatchObject([
    { id, patientId: patient, patientLabel: "Nora Halloran, born 1948-02-29" },
  ]);
  await get(therapist, `/fhir/Patient/${patient}`);
  const { tasks } = taskList.parse(await (await get(officer, "/api/tasks")).json());
  expect(tasks.map(({ about }) => about)).toContain(id);
  const { accesses } = accessList.parse(await (await get(clinician, `/api/patients/${patient}/accesses`)).json());
  expect(accesses.find(({ action }) => action === "break-glass")?.why).toBe(
    "emergency treatment: “Found unconscious in the waiting room.”",
  );
  expect(accesses.find(({ action }) => action === "read")?.why).toBe(
    "as therapist of this organisation; in an emergency (emergency treatment), under review",
  );
});

test("an officer reviews without seeing clinical content, and breaks no glass", async () => {
  expect((await get(officer, `/fhir/Observation?patient=${patient}`)).status).toBe(403);
  const mine = await post(officer, "/api/break-glass", asking("MRN-1"));
  expect([mine.status, problem.parse(await mine.json()).code]).toEqual([403, "access/not-permitted"]);
});
