import { afterAll, beforeAll, expect, test } from "vitest";
import { type Caller, permissions, roles } from "../../src/custody/access/index.ts";
import { csrfTokenOf } from "../../src/custody/identity/index.ts";
import { randomUuid } from "../../src/foundation/crypto/index.ts";
import { type TestHouse, aHouse } from "../support/house.ts";

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
/** Of nobody and nothing. */
const id = randomUuid();
const junk: readonly unknown[] = [null, [], "x", 0, true, {}, { __proto__: 1 }, [[[]]], { id: { $ne: 1 } }];

let house: TestHouse;
let headers: Record<string, string>;
let person: string;
let patient: string;
const operator = { kind: "system", id: "test", name: "test" } as const;

beforeAll(async () => {
  house = await aHouse();
  const { identity, policy } = house.house;
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
  await policy.roles.put(
    all,
    "everything",
    {
      label: "Everything",
      inSentence: "everything",
      summary: "May do everything.",
      scopes: scopes.map(({ text }) => text),
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
});
afterAll(() => house.end());

async function signedIn(): Promise<Record<string, string>> {
  const { identity, db } = house.house;
  const { tenant } = house;
  const known = await identity.people.byUsername(tenant, "somebody");
  if (known === undefined) throw new Error("nobody");
  const cookie = await db.transaction(tenant, (tx) =>
    identity.sessions.begin(tx, tenant, known.id, {
      origin: { from: "192.0.2.7", requestId: "r1" },
      provenBy: "passkey",
    }),
  );
  return {
    cookie: `__Host-wardbook=${cookie.text.expose()}`,
    "x-wardbook-csrf": csrfTokenOf(cookie),
    "content-type": "application/json",
    origin: house.origin,
  };
}

type Route = readonly [method: string, path: string, bodies: (text: string, date: string) => readonly unknown[]];

function routes(): readonly Route[] {
  const definition = (text: string) => ({
    label: text.slice(0, 40),
    inSentence: text.slice(0, 40),
    summary: text,
    scopes: [`user/Observation.rs?code=${encodeURIComponent(text.toWellFormed())}`, `user/${text}.rs`],
    permissions: [text],
    reach: text,
    fieldRules: [{ type: text, path: text, access: "hidden" }],
    clearances: [text],
    purposes: [text],
  });
  const party = (text: string) => ({ kind: "person", reference: `Practitioner/${id}`, name: text });
  const consent = (text: string, date: string) => ({
    otherwise: "deny",
    statements: [
      {
        decision: "permit",
        who: [party(text)],
        except: [party(text)],
        from: date.slice(0, 10),
        until: "9999-12-31",
        purposes: ["TREAT"],
        types: ["Observation"],
        labels: ["PSY"],
      },
    ],
    givenBy: "representative",
    representative: text,
  });
  const role = { id: "odd", revision: 0 };
  const reason = (text: string) => ({ kind: "other", words: text });
  const none = () => [undefined];
  return [
    ["POST", "/api/people", (text) => [{ username: "odd.one", given: text, family: text, jobTitle: text, role: text }]],
    [
      "POST",
      "/api/people",
      (text) => [{ username: `p${Math.random()}`, given: text, family: text, role: "nurse", facilities: [text] }],
    ],
    ["PATCH", `/api/people/${id}`, (text) => [{ role: text }, { facilities: [text] }, { email: "a@b.example" }]],
    ["DELETE", `/api/people/${id}/sessions`, none],
    [
      "POST",
      "/api/recoveries",
      (text) => [
        { personId: id, reason: text },
        { personId: person, reason: text },
      ],
    ],
    ["POST", `/api/recoveries/${id}/approve`, none],
    ["POST", `/api/recoveries/${id}/refuse`, none],
    ["POST", "/api/recovery", (text) => [{ organisation: text, username: text, recoveryCode: text.padEnd(24) }]],
    ["POST", "/api/recovery/ticket", (text) => [{ ticket: text }, { ticket: `${id}.${id}.${id}` }]],
    [
      "POST",
      "/api/recovery/begin",
      (text) => [{ ticket: text, otherHalf: text }, { ticket: `${house.tenant}.${id}.x` }],
    ],
    ["POST", "/api/session", (text) => [{ organisation: text, username: text, password: text }]],
    ["POST", "/api/session/password", (text) => [{ challenge: text, password: text }]],
    [
      "POST",
      "/api/session/second-factor",
      (text) => [
        { challenge: text, code: "000000" },
        { challenge: `${house.tenant}.x`, code: "000000" },
      ],
    ],
    ["POST", "/api/session/step-up", (text) => [{ method: "password-and-code", password: text, code: "000000" }]],
    ["POST", "/api/session/purpose", (text) => [{ purpose: text.slice(0, 32) }]],
    ["POST", "/api/session/passkey/options", none],
    ["POST", "/api/session/passkey/enrol-options", (text) => [{ challenge: text }]],
    ["POST", "/api/session/passkey", (text) => [{ response: assertion(text) }]],
    ["POST", "/api/account/totp/confirm", (text) => [{ challenge: text, code: "123456", name: text }]],
    ["PATCH", `/api/account/authenticators/${id}`, (text) => [{ name: text }]],
    ["PATCH", `/api/account/sessions/${id}`, (text) => [{ name: text }]],
    ["POST", "/api/account/password", (text) => [{ current: text, password: text }]],
    [
      "POST",
      "/api/break-glass",
      (text) => [
        { patient: { by: "identifier", value: text.slice(0, 60) }, reason: reason(text) },
        { patient: { by: "id", id }, reason: reason(text) },
        { patient: { by: "person", family: text, given: text, birthDate: "1948-02-30" }, reason: reason(text) },
        { patient: { by: "person", family: text, given: text, birthDate: "1948-02-29" }, reason: reason(text) },
      ],
    ],
    ["POST", `/api/break-glass/${id}/review`, (text) => [{ outcome: "justified", note: text }]],
    ["GET", `/api/break-glass?before=${id}`, none],
    [
      "POST",
      "/api/vendor-access",
      (text, date) => [
        { personId: person, ticket: text.slice(0, 60), purpose: text, scopes: [text], from: date, until: date },
        {
          personId: id,
          ticket: text.slice(0, 60),
          purpose: text,
          scopes: ["user/Observation.rs"],
          from: date,
          until: "9999-12-31T23:59:59Z",
        },
      ],
    ],
    ["POST", `/api/vendor-access/${id}/approve`, (text) => [{ note: text }]],
    [
      "POST",
      "/api/access-reviews",
      (text, date) => [{ title: text.slice(0, 60), dueAt: date }, { title: text.slice(0, 60) }],
    ],
    ["POST", `/api/access-reviews/${id}/items/${id}/decide`, (text) => [{ decision: "withdraw", reason: text }]],
    ["POST", `/api/access-reviews/${id}/items/${id}/assign`, none],
    ["POST", `/api/tasks/${id}/complete`, (text) => [{ note: text }]],
    ["POST", `/api/tasks/${id}/assign`, () => [{ personId: null }]],
    ["PUT", "/api/policy/roles/odd", (text) => [{ ...role, definition: definition(text) }]],
    [
      "PUT",
      "/api/policy/roles/nurse",
      (text) => [
        {
          revision: Number.MAX_SAFE_INTEGER,
          definition: {
            ...definition("Odd role"),
            summary: text,
            scopes: [],
            permissions: [],
            reach: "facility",
            fieldRules: [],
            clearances: [],
            purposes: ["TREAT"],
          },
        },
      ],
    ],
    [
      "PUT",
      "/api/policy/roles/odd",
      (text) => [
        {
          ...role,
          definition: {
            ...definition("Odd role"),
            summary: text,
            scopes: [`user/Observation.rs?code=${encodeURIComponent(text.toWellFormed())}`],
            permissions: [],
            reach: "facility",
            fieldRules: [],
            clearances: [],
            purposes: ["TREAT"],
          },
        },
      ],
    ],
    ["DELETE", `/api/policy/roles/odd?revision=${2 ** 53}`, none],
    ["POST", "/api/policy/roles/check", (text) => [{ id: "odd", definition: definition(text) }]],
    [
      "POST",
      "/api/policy/preview",
      (text) => [
        ...[
          `Observation?code=${encodeURIComponent(text.toWellFormed())}`,
          text,
          "Patient?birthdate=ge2026-99-99",
          `Patient/${patient}`,
          "Bundle",
          "Observation?_id=,",
          "Patient?name:exact=x&_lastUpdated=x",
        ].map((path) => ({ personId: person, path })),
        { personId: id, path: "Patient" },
        { personId: person, path: "Patient", role: { definition: definition(text) } },
      ],
    ],
    ["POST", `/api/patients/${patient}/consents`, (text, date) => [consent(text, date)]],
    ["POST", `/api/patients/${id}/consents`, (text, date) => [consent(text, date)]],
    [
      "POST",
      `/api/patients/${patient}/consents/${id}/withdraw`,
      () => [{ version: 2 ** 53 - 1 }, { version: 2 ** 31 }],
    ],
    [
      "POST",
      `/api/patients/${patient}/seen-by`,
      (text, date) => [{ personId: person, consent: consent(text, date) }, { personId: id }],
    ],
    ["GET", `/api/patients/${patient}/seen-by?personId=${person}&purpose=%00`, none],
    ["PUT", "/api/settings/policy", (text) => [{ daysBefore: 1, daysAfter: 1, timeZone: text }]],
    ["PUT", "/api/settings/governance", (text) => [text]],
    ["PUT", "/api/settings/identity", (text) => [text]],
    [
      "POST",
      "/api/clients",
      (text) => [
        { name: text.slice(0, 60), scope: text },
        {
          name: text.slice(0, 60),
          scope: "openid user/*.rs",
          redirectUris: [text, "https://[::1"],
          maker: text,
          logoText: "x",
        },
        {
          name: "x y",
          scope: "system/*.rs",
          kind: "backend",
          jwks: { keys: [{ kty: "RSA", kid: text, n: text, e: "AQAB" }] },
        },
        {
          name: "x y",
          scope: "system/*.rs",
          kind: "backend",
          jwks: { keys: [{ kty: "EC", crv: "P-384", kid: "k", x: text, y: text }] },
        },
      ],
    ],
    ["PATCH", `/api/clients/${encodeURIComponent("\u0000")}`, (text) => [{ name: text.slice(0, 60) }]],
    ["PATCH", `/api/clients/${house.tenant}.x`, (text) => [{ name: text.slice(0, 60) }]],
    ["POST", `/api/clients/${id}/secret`, none],
    ["DELETE", `/api/apps/${encodeURIComponent(`${house.tenant}.\u0000`)}`, none],
    ["DELETE", "/api/apps/x", none],
    [
      "POST",
      "/api/launches",
      (text) => [
        { client: text.slice(0, 60), patient, encounter: id },
        { client: "x", patient },
      ],
    ],
    [
      "PUT",
      "/api/federation",
      (text) => [
        {
          state: "off",
          issuer: text,
          clientId: text,
          label: text,
          allowedDomains: [text],
          provision: true,
          secondFactorProofs: [text],
        },
      ],
    ],
    [
      "POST",
      "/api/federation/links",
      (text) => [
        { person: id, subject: text },
        { person, subject: text },
      ],
    ],
    ["POST", "/api/federation/link", none],
    ["GET", `/oauth/federation/start?organisation=${"%00"}&to=%00`, none],
    ["GET", `/oauth/federation/callback?state=${house.tenant}.%00&code=%00`, none],
    ["GET", "/api/session/federation?organisation=%00", none],
    ["GET", "/oauth/authorize?client_id=%00&response_type=code", none],
    ["GET", `/oauth/authorize?client_id=${house.tenant}.x&response_type=code&scope=%00&state=%F0`, none],
    ["GET", "/oauth/authorize/%00", none],
    ["GET", "/oauth/consent/%00/request", none],
    ["POST", "/oauth/consent/x/decision", (text) => [{ allow: true, scopes: [text] }, { allow: false }]],
  ];
}

function assertion(text: string): object {
  return {
    id: text,
    rawId: text,
    type: "public-key",
    clientExtensionResults: {},
    response: { clientDataJSON: text, authenticatorData: text, signature: text, userHandle: text },
  };
}

test("odd input is refused or taken, on every route, and stays out of the log", async () => {
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
  for (const [method, path, bodies] of routes()) {
    for (const [index, text] of texts.entries())
      for (const body of bodies(text, dates[index % dates.length] ?? "")) await send(method, path, body);
    if (method !== "GET") for (const body of junk) await send(method, path, body);
  }
  expect([...faults]).toEqual([]);
  // What only a refusal at the door met was not tried.
  const tried = new Set(routes().map(([method, path]) => `${method} ${path}`));
  const wrongTickets = ["POST /api/recovery/ticket", "POST /api/recovery/begin"];
  expect([...tried].filter((one) => !reached.has(one))).toEqual(wrongTickets);
  expect(house.log.filter((line) => line.includes(canary))).toEqual([]);
}, 240_000);
