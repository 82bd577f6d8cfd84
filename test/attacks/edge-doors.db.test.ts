import { afterAll, beforeAll, expect, test } from "vitest";
import type { Route } from "../../src/surface/http/index.ts";
import { type TestHouse, aHouse } from "../support/house.ts";

/** The doors that open to nobody in particular; every other one asks who is there, before anything else is looked at. */
const open: readonly RegExp[] = [
  /^GET \/(?:\*|)$/,
  /^GET \/fhir\/(?:metadata|\.well-known\/smart-configuration)$/,
  /^GET \/\.well-known\//,
  // What anybody may read of a ledger: hashes and signatures.
  /^GET \/log\//,
  // Public keys of signatures, by a name that can't be guessed.
  /^GET \/signature-keys\//,
  /^GET \/api\/(?:state|demonstration\/people|demonstration\/progress)$/,
  /^POST \/api\/(?:set-up|demonstration|demonstration\/session)$/,
  // Signing in, and getting back in, step by step: each has a secret of its own.
  /^(?:POST|DELETE) \/api\/session$/,
  /^POST \/api\/session\/(?:password|second-factor|recovery-code|passkey|passkey\/.+)$/,
  // Where one may sign in elsewhere; and the last step of a sign-in that came from there, which its cookie opens.
  /^GET \/api\/session\/federation(?:\/step)?$/,
  /^POST \/api\/(?:session\/)?recovery(?:\/|$)/,
  // For strangers: off until the organisation turns them on, each with a sum to do and a budget.
  /^(?:GET|POST) \/api\/public\//,
  // The provider of online payments signs what it sends: nothing else of it is looked at.
  /^POST \/api\/payments\/notices\/stripe$/,
  // The protocol has its own ways to prove a client, or to lead a person to the sign-in.
  /^[A-Z]+ \/oauth\//,
];

const nobodies: readonly Readonly<Record<string, string>>[] = [
  {},
  { authorization: "Bearer nonsense" },
  { authorization: "nonsense" },
  { cookie: "__Host-wardbook=x.y" },
];

/** Doors at which every proven caller, a program too, finds what is no secret inside the organisation. */
const shared = new Set([
  "GET /api/session/keep-alive",
  "GET /api/password-profiles",
  "GET /api/policy/choices",
  "GET /api/policy/sensitivities",
  "GET /api/rights/laws",
  // Shown to every patient.
  "GET /api/registration/privacy-notice",
  // At the head of every paper.
  "GET /api/stationery/standing",
]);

/** Doors that go on to ask of which patient: whoever may read patients is told that they named none. */
const ofPatients = new Set(["GET /api/registration/acknowledgements", "GET /api/reminders/preference"]);

const absent = "0d0c9e3c-5c77-4c38-9d80-1ad8d3f43cf5";
let house: TestHouse;
let token: string;
beforeAll(async () => {
  const address = 10_000;
  house = await aHouse({
    limits: { budgets: { recovery: { address }, "set-up": { address }, "sign-in": { address }, oauth: { address } } },
  });
  token = await house.token("system/Patient.r");
});
afterAll(() => house.end());

interface Seen {
  readonly door: string;
  readonly status: number;
  readonly body: string;
}

async function ask({ method, url }: Route, headers: Readonly<Record<string, string>>): Promise<Seen> {
  const path = url.replace(/:[A-Za-z]+/g, absent).replace("*", `Patient/${absent}`);
  const hasBody = method !== "GET" && method !== "DELETE";
  const type = url.startsWith("/fhir") ? "application/fhir+json" : "application/json";
  const answer = await fetch(`${house.origin}${path}`, {
    method,
    redirect: "manual",
    headers: { ...headers, ...(hasBody ? { "content-type": type } : {}) },
    ...(hasBody ? { body: "{}" } : {}),
  });
  return { door: `${method} ${url}`, status: answer.status, body: await answer.text() };
}

function doors(): readonly Route[] {
  return house.routes.filter(({ method }) => !["HEAD", "OPTIONS", "TRACE", "QUERY"].includes(method));
}

const isOpen = ({ method, url }: Route) => open.some((rule) => rule.test(`${method} ${url}`));

test("whoever is nobody gets one and the same answer at every door, with no token, a wrong one and a broken one", async () => {
  const seen: Seen[] = [];
  // Without the session's token a cookie is refused as forged, unless there is no such session.
  for (const route of doors().filter((door) => !isOpen(door)))
    for (const headers of nobodies) seen.push(await ask(route, headers));
  expect(seen.filter(({ status }) => status !== 401).map(({ door, status }) => `${door} ${status}`)).toEqual([]);
  const bodies = new Set(seen.map(({ body }) => body));
  // One of /fhir, one of /api.
  expect([...bodies].map((body) => body.slice(0, 40)).sort()).toHaveLength(2);
});

test("the doors that open to nobody are the ones in the list, and fall over nothing empty", async () => {
  const seen: Seen[] = [];
  for (const route of doors().filter(isOpen)) seen.push(await ask(route, {}));
  expect(seen.filter(({ status }) => status >= 500).map(({ door, status }) => `${door} ${status}`)).toEqual([]);
});

test("a client that may read patients gets nothing at any other door: 401 where persons are asked for, 403 where a permission is, 404 for what isn't there", async () => {
  const wrong: string[] = [];
  for (const route of doors().filter((door) => !isOpen(door))) {
    const { door, status, body } = await ask(route, { authorization: `Bearer ${token}` });
    if (door === "GET /fhir/*") {
      if (status !== 404) wrong.push(`${door} ${status}`);
    } else if (route.url.startsWith("/fhir")) {
      if (![400, 403, 405].includes(status)) wrong.push(`${door} ${status}`);
    } else if (shared.has(door)) {
      if (status >= 400 || /0d0c9e3c|Test Clinic/.test(body)) wrong.push(`${door} ${status}`);
    } else if (ofPatients.has(door)) {
      if (status !== 400) wrong.push(`${door} ${status}`);
    } else if (![401, 403, 404].includes(status) || !/^\{"code":"[a-z/-]+","message":"[^"]+"[,}]/.test(body)) {
      wrong.push(`${door} ${status} ${body.slice(0, 80)}`);
    }
  }
  expect(wrong).toEqual([]);
});
