import { afterAll, beforeAll, expect, test } from "vitest";
import { type Caller, permissions, roles } from "../../src/custody/access/index.ts";
import { randomUuid } from "../../src/foundation/crypto/index.ts";
import type { PersonId } from "../../src/foundation/kernel/index.ts";
import { type TestHouse, aHouse } from "../support/house.ts";
import { signedInHeaders } from "../support/signed-in.ts";
import { notSent, oddRoutes } from "./odd/index.ts";

// Somebody who may do everything sends what each contract allows and nobody would send, and what none allows. Every answer is a
// refusal with a reason or a success, never a fault of ours, and the log keeps none of the words.

const canary = "Quillfeather";
/** As texts go: no characters that PostgreSQL can't keep are left out. */
const texts = [
  `${canary}\u0000 with a nul in it`,
  `${canary} \ud800 half a pair, half a pair`,
  `${canary} \u202e\u2028\ufeff 'or"1=1;--<script> %s {{7*7}}`,
  `${canary} =cmd|' /C calc'!A0 and more words`,
];
const dates = ["9999-12-31T23:59:59Z", "0001-01-01T00:00:00Z", "2026-03-07T09:00:00.123456789Z"];
const junk: readonly unknown[] = [null, [], "x", 0, true, {}, { __proto__: 1 }, [[[]]], { id: { $ne: 1 } }];

let house: TestHouse;
let headers: Record<string, string>;
let person: PersonId;
let patient: string;
let request: string;
const operator = { kind: "system", id: "test", name: "test" } as const;

beforeAll(async () => {
  house = await aHouse();
  const { identity, policy: access } = house.house;
  const { tenant } = house;
  const all: Caller = {
    ...operator,
    kind: "person",
    tenant,
    id: randomUuid(),
    scopes: [],
    permissions: new Set(permissions),
    from: "127.0.0.1",
    requestId: "r1",
  };
  const { scopes, fieldRules } = roles.clinician;
  await access.roles.put(
    all,
    "everything",
    {
      label: "Everything",
      inSentence: "everything",
      summary: "May do everything.",
      scopes: [...new Set([...scopes, ...roles.administrator.scopes, ...roles.biller.scopes].map(({ text }) => text))],
      permissions: [...permissions],
      reach: "organisation",
      fieldRules: [...fieldRules],
      clearances: null,
      purposes: ["TREAT"],
    },
    0,
  );
  const profile = { username: "somebody", given: "Robin", family: "Lund", role: "everything" };
  person = (await identity.people.add(operator, tenant, profile)).person.id;
  headers = await signedIn();
  const settings = `${house.origin}/api/settings/governance`;
  const known = (await (await fetch(settings, { headers })).json()) as { breakGlass: object };
  const next = { ...known, breakGlass: { ...known.breakGlass, mostAskings: 100 } };
  await fetch(settings, { method: "PUT", headers, body: JSON.stringify(next) });
  const created = await fetch(`${house.origin}/fhir/Patient`, {
    method: "POST",
    headers: { authorization: `Bearer ${await house.token()}`, "content-type": "application/fhir+json" },
    body: JSON.stringify({ resourceType: "Patient", name: [{ family: "Halloran" }], birthDate: "1948-02-29" }),
  });
  patient = ((await created.json()) as { id: string }).id;
  const asker = { name: "Nora Halloran", relation: "self" };
  const asked = { patientId: patient, kind: "erasure", law: "gdpr", asker, channel: "letter", asked: "Erase it." };
  const requests = `${house.origin}/api/rights/requests`;
  const taken = await fetch(requests, { method: "POST", headers, body: JSON.stringify(asked) });
  expect(taken.status).toBe(201);
  request = ((await taken.json()) as { id: string }).id;
});
afterAll(() => house.end());

const signedIn = () => signedInHeaders(house, person);

test("odd input is refused or taken, on every route, and stays out of the log", async () => {
  const ids = { tenant: house.tenant, person, patient, request, id: randomUuid() };
  const routes = oddRoutes(ids);
  const faults = new Set<string>();
  const reached = new Set<string>();
  const send = async (method: string, path: string, body: unknown): Promise<void> => {
    const { "content-type": type, ...rest } = headers;
    const answer = await fetch(`${house.origin}${path}`, {
      method,
      headers: body === undefined ? rest : { ...rest, "content-type": type ?? "" },
      redirect: "manual",
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    if (![401, 403, 429].includes(answer.status)) reached.add(`${method} ${path}`);
    if (answer.status === 401 && !/session\/(?!none)|recovery|oauth/.test(`${path}${text}`)) headers = await signedIn();
    if (answer.status >= 500)
      faults.add(`${method} ${path} ${JSON.stringify(body)?.slice(0, 160)} -> ${answer.status} ${text.slice(0, 100)}`);
  };
  for (const [method, path, bodies] of routes) {
    for (const [index, text] of texts.entries())
      for (const body of bodies(text, dates[index % dates.length] ?? "")) await send(method, path, body);
    if (method !== "GET") for (const body of junk) await send(method, path, body);
  }
  expect([...faults]).toEqual([]);
  // What only a refusal at the door met was not tried.
  const tried = new Set(routes.map(([method, path]) => `${method} ${path}`));
  const wrongTickets = ["POST /api/recovery/ticket", "POST /api/recovery/begin"];
  expect([...tried].filter((one) => !reached.has(one))).toEqual(wrongTickets);
  expect(house.log.filter((line) => line.includes(canary))).toEqual([]);
}, 240_000);

test("every route that takes something is sent something odd, or is said not to be, and why", () => {
  const unknown = { tenant: house.tenant, person: "x", patient: "x", request: "x", id: "x" };
  const sent = oddRoutes(unknown).map(([method, path]) => `${method} ${path.split("?")[0]}`);
  const taking = house.routes
    .filter(({ method }) => ["POST", "PUT", "PATCH", "DELETE"].includes(method))
    .map(({ method, url }) => `${method} ${url}`);
  const patternOf = (route: string) => new RegExp(`^${route.replace(/:[A-Za-z]+/g, "[^/]+").replace("*", ".*")}$`);
  const missing = taking.filter((route) => !sent.some((one) => patternOf(route).test(one)));
  expect(missing.filter((route) => !notSent.some(([, rule]) => rule.test(route)))).toEqual([]);
  expect(notSent.filter(([, rule]) => !missing.some((route) => rule.test(route)))).toEqual([]);
});
