import { afterAll, beforeAll, expect, test } from "vitest";
import type { BuiltInRoleId } from "../../src/custody/access/index.ts";
import type { PersonId } from "../../src/foundation/kernel/index.ts";
import { type TestHouse, aHouse } from "../support/house.ts";
import { ageProof, signedInHeaders } from "../support/signed-in.ts";

// Somebody signed in tries to come by more than their role gives them, by the served routes alone.

let house: TestHouse;
let people = 0;
const operator = { kind: "system", id: "test", name: "test" } as const;

interface SignedIn {
  readonly id: PersonId;
  readonly headers: Readonly<Record<string, string>>;
}

async function signedIn(
  role: BuiltInRoleId,
  { facilities }: { facilities?: readonly string[] } = {},
): Promise<SignedIn> {
  const { identity } = house.house;
  people += 1;
  const profile = { username: `somebody${people}`, given: "Robin", family: `Lund${people}`, facilities, role };
  const { person } = await identity.people.add(operator, house.tenant, profile);
  return { id: person.id, headers: await signedInHeaders(house, person.id) };
}

async function send(method: string, path: string, headers: Readonly<Record<string, string>>, body?: object) {
  const answer = await fetch(`${house.origin}${path}`, { method, headers, body: body && JSON.stringify(body) });
  const text = await answer.text();
  return { status: answer.status, code: text === "" ? undefined : (JSON.parse(text) as { code?: string }).code };
}

beforeAll(async () => {
  house = await aHouse();
});
afterAll(() => house.end());

const provider = {
  state: "active",
  issuer: "https://id.example.org",
  clientId: "wardbook",
  label: "Ours",
  allowedDomains: [],
  provision: false,
  secondFactorProofs: ["mfa"],
};
const roles = { claim: "groups", map: [{ value: "all", role: "administrator" }] };

test("whoever doesn't manage people lets no provider say who has which role", async () => {
  const officer = await signedIn("privacy-officer");
  for (const body of [
    { ...provider, roles },
    { ...provider, roles, provision: true },
  ])
    expect(await send("PUT", "/api/federation", officer.headers, body)).toEqual({
      status: 403,
      code: "access/not-permitted",
    });
  expect((await send("PUT", "/api/federation", officer.headers, provider)).status).toBe(200);
  const owner = await signedIn("owner");
  expect((await send("PUT", "/api/federation", owner.headers, { ...provider, roles })).status).toBe(200);
  // What is there already isn't theirs to point at another provider either.
  expect((await send("PUT", "/api/federation", officer.headers, { ...provider, roles })).status).toBe(403);
});

test("nobody lets themselves into other facilities", async () => {
  const here = "6d5a3f0e-1111-4a0b-8c3d-000000000001";
  const owner = await signedIn("owner", { facilities: [here] });
  for (const facilities of [[], ["6d5a3f0e-1111-4a0b-8c3d-000000000002"]])
    expect(await send("PATCH", `/api/people/${owner.id}`, owner.headers, { facilities })).toEqual({
      status: 409,
      code: "people/own-access",
    });
  expect((await house.house.identity.people.get(house.tenant, owner.id))?.facilities).toEqual([here]);
  expect((await send("PATCH", `/api/people/${owner.id}`, owner.headers, { facilities: [here] })).status).toBe(200);
});

test("a session that was proven long ago adds nobody", async () => {
  const administrator = await signedIn("administrator");
  await ageProof(house, administrator.id);
  const person = { username: "new.person", given: "Nia", family: "Bell", role: "clinician" };
  expect(await send("POST", "/api/people", administrator.headers, person)).toEqual({
    status: 403,
    code: "session/step-up-needed",
  });
});

test("a bearer token beside a cookie takes neither the session's token off nor another's name on", async () => {
  const administrator = await signedIn("administrator");
  const { "x-wardbook-csrf": _, ...without } = administrator.headers;
  const bearer = { ...without, authorization: `Bearer ${await house.token()}` };
  for (const [method, path, body] of [
    ["POST", "/api/account/recovery-codes", {}],
    ["DELETE", "/api/account/sessions", {}],
    ["POST", "/api/session/step-up/options", {}],
  ] as const)
    expect(await send(method, path, bearer, body)).toEqual({ status: 401, code: "session/none" });
});

test("of two who end each other at once one is left", async () => {
  const tenant = await house.anotherOrganisation("Two Managers");
  const { identity } = house.house;
  const add = (username: string) =>
    identity.people.add(operator, tenant, { username, given: "Robin", family: username, role: "administrator" });
  const [one, other] = [(await add("one")).person, (await add("other")).person];
  const actor = (person: typeof one) => ({ kind: "person", id: person.id, name: "Robin" }) as const;
  await Promise.allSettled([
    identity.people.change(actor(one), tenant, other.id, { state: "ended" }),
    identity.people.change(actor(other), tenant, one.id, { state: "ended" }),
  ]);
  const left = (await identity.people.list(tenant)).filter(({ state }) => state !== "ended");
  expect(left).toHaveLength(1);
});
