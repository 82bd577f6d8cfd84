import { afterAll, beforeAll, expect, test } from "vitest";
import { type Serving, serve } from "../../src/serve.ts";
import { type Budgets, type RouteClass, budgets, changeRequestBudgets } from "../../src/surface/http/edge/index.ts";
import { freshDatabase } from "../support/database.ts";
import { freePort } from "../support/free-port.ts";
import { type TestHouse, aHouse } from "../support/house.ts";
import { signedInHeaders } from "../support/signed-in.ts";
import { toldLog } from "../support/told-log.ts";

const operator = { kind: "system", id: "test", name: "test" } as const;
const little = 4;
const plenty = 1_000;
/** Every address budget is used up after a few requests; those of whom is proven, after some more. */
const tight = Object.fromEntries(
  Object.keys(budgets).map((routeClass) => [routeClass, { address: little }]),
) as Budgets;

/** One request of each class, which needs nobody. */
const doors: Readonly<Record<RouteClass, readonly [string, string]>> = {
  page: ["GET", "/"],
  public: ["GET", "/api/state"],
  "sign-in": ["POST", "/api/session"],
  recovery: ["POST", "/api/recovery"],
  "set-up": ["POST", "/api/set-up"],
  stranger: ["POST", "/api/public/enquiries"],
  token: ["POST", "/oauth/token"],
  oauth: ["GET", "/oauth/authorize"],
  api: ["GET", "/api/people"],
  transfer: ["POST", "/api/imports?name=x"],
  proof: ["GET", "/api/patients/6d5a3f0e-1111-4a0b-8c3d-000000000001/accesses/proof"],
  fhir: ["GET", "/fhir/Patient"],
};

let house: TestHouse;
beforeAll(async () => {
  house = await aHouse({ limits: { budgets: tight } });
});
afterAll(() => house.end());

test.each(Object.entries(doors))(
  "the budget of %s ends, and the answer says when there is a new one",
  async (name, [method, path]) => {
    const ask = () => fetch(`${house.origin}${path}`, { method });
    for (let left = little - 1; left >= 0; left -= 1) {
      const answer = await ask();
      expect(answer.status).not.toBe(429);
      expect(answer.headers.get("ratelimit-policy")).toBe(`"${name}-address";q=${little};w=60`);
      expect(answer.headers.get("ratelimit")).toMatch(new RegExp(`^"${name}-address";r=${left};t=\\d{1,2}$`));
    }
    const refused = await ask();
    expect(refused.status).toBe(429);
    expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(0);
    expect(Number(refused.headers.get("retry-after"))).toBeLessThanOrEqual(60);
    expect(refused.headers.get("ratelimit")).toContain(";r=0;");
    const said = (await refused.json()) as Record<string, unknown>;
    if (name === "fhir")
      expect(said).toMatchObject({ resourceType: "OperationOutcome", issue: [{ code: "throttled" }] });
    else if (path.startsWith("/oauth")) expect(said).toMatchObject({ error: "temporarily_unavailable" });
    else expect(said).toMatchObject({ code: "http/too-many-requests" });
  },
);

test("every route has a budget, whichever way its address is written", async () => {
  // The classes' address budgets are used up by now: nothing else may be reached.
  for (const path of [
    "/api/%73tate",
    "/fhir/%50atient",
    "/%66hir/Patient",
    "/%61pi/people",
    "/fhir//Patient",
    "/nowhere",
  ]) {
    const answer = await fetch(`${house.origin}${path}`);
    expect([path, answer.status]).toEqual([path, 429]);
  }
});

/** A second process on the first one's database, and a way to end both. */
async function twoProcesses(limits: Partial<Budgets>): Promise<{ serving: readonly Serving[]; end(): Promise<void> }> {
  const database = await freshDatabase();
  const start = async () =>
    serve({
      dataDirectory: database.dataDirectory,
      host: "127.0.0.1",
      port: await freePort(),
      database: database.owner,
      passphrase: undefined,
      log: toldLog(),
      limits: { budgets: limits },
    });
  const serving = [await start(), await start()];
  return {
    serving,
    async end() {
      for (const one of serving) await one.stop();
      await database.drop();
    },
  };
}

test("two processes share one budget, the usual one and those that were set", async () => {
  const both = await twoProcesses({ public: { address: 10 } });
  try {
    const statuses: number[] = [];
    for (let n = 0; n < 12; n += 1) {
      const answer = await fetch(`${both.serving[n % 2]?.origin}/api/state`);
      statuses.push(answer.status);
    }
    expect(statuses.filter((status) => status === 200)).toHaveLength(10);
    expect(statuses.slice(10)).toEqual([429, 429]);
    const [first, second] = both.serving;
    if (first === undefined || second === undefined) throw new Error("expected two");
    const { keyring, identity, authorization } = first.house;
    const tenant = await keyring.createTenant({ name: "Clinic", shortName: "clinic", demonstration: false });
    for (const { house: one } of both.serving) one.identity.organisations.forgetRemembered();
    await changeRequestBudgets(identity.settings, { actor: operator, tenant }, () => ({ transfer: 60 }));
    const aProgram = { name: "Feed", scope: "system/*.cruds", requestBudgets: { fhir: 60 } };
    const { client, secret } = await authorization.clients.add(operator, tenant, aProgram);
    const token = (await (
      await fetch(`${first.origin}/oauth/token`, {
        method: "POST",
        headers: { authorization: `Basic ${Buffer.from(`${client.id}:${secret?.expose()}`).toString("base64")}` },
        body: new URLSearchParams({ grant_type: "client_credentials", scope: "system/*.cruds" }),
      })
    ).json()) as { access_token: string };
    const headers = { authorization: `Bearer ${token.access_token}` };
    const policyOf = async (origin: string, method: string, path: string) => {
      const answer = await fetch(`${origin}${path}`, { method, headers });
      return answer.status === 429 ? "over" : answer.headers.get("ratelimit-policy");
    };
    for (const [path, method, policy] of [
      ["/fhir/Patient", "GET", '"fhir-client";q=60;w=60'],
      ["/api/imports?name=x", "POST", '"transfer-tenant";q=60;w=60'],
    ] as const) {
      const told: (string | null)[] = [];
      for (let n = 0; n < 62; n += 1) told.push(await policyOf((n % 2 === 0 ? first : second).origin, method, path));
      expect(told).toEqual([...Array<string>(60).fill(policy), "over", "over"]);
    }
    const small = await keyring.createTenant({ name: "Small", shortName: "small", demonstration: false });
    for (const { house: one } of both.serving) one.identity.organisations.forgetRemembered();
    await changeRequestBudgets(identity.settings, { actor: operator, tenant: small }, () => ({ transfer: 60 }));
    const { person } = await identity.people.add(operator, small, {
      username: "nora",
      given: "Nora",
      family: "Lund",
      role: "patient",
    });
    const greedy = await signedInHeaders({ ...first, tenant: small }, person.id);
    const one = () => fetch(`${first.origin}/api/imports?name=x`, { method: "POST", headers: greedy });
    // A fifth of what the organisation set: the rest is the others'.
    for (let n = 0; n < 12; n += 1) expect((await one()).status).toBe(403);
    const over = await one();
    expect([over.status, over.headers.get("ratelimit-policy")]).toEqual([429, '"transfer-account";q=12;w=60']);
    // More is allowed from now on: here at once, elsewhere within a second.
    await authorization.clients.change(operator, tenant, client.id, { requestBudgets: { fhir: 600 } });
    expect(await policyOf(first.origin, "GET", "/fhir/Patient")).toBe('"fhir-client";q=600;w=60');
  } finally {
    await both.end();
  }
});

test("a client and its organisation have budgets of their own; another organisation is not held up", async () => {
  const fhir = { address: plenty, unproven: 3, client: 5, tenant: 8 };
  const other = await aHouse({ limits: { budgets: { fhir } } });
  try {
    const [one, two] = [await other.token(), await other.token()];
    const elsewhere = await other.token("system/*.cruds", await other.anotherOrganisation("Other Clinic"));
    const ask = async (token: string) => {
      const answer = await fetch(`${other.origin}/fhir/Patient`, { headers: { authorization: `Bearer ${token}` } });
      return `${answer.status} ${answer.headers.get("ratelimit")?.split(";", 2).join(";")}`;
    };
    for (let left = 4; left >= 0; left -= 1) expect(await ask(one)).toBe(`200 "fhir-client";r=${left}`);
    expect(await ask(one)).toBe('429 "fhir-client";r=0');
    // Six of the organisation's eight are gone.
    expect(await ask(two)).toBe('200 "fhir-tenant";r=1');
    expect(await ask(two)).toBe('200 "fhir-tenant";r=0');
    expect(await ask(two)).toBe('429 "fhir-tenant";r=0');
    expect(await ask(elsewhere)).toMatch(/^200 /);

    // Who guesses tokens has a budget that no honest request draws on.
    for (const status of [401, 401, 401, 429]) expect(await ask("guess")).toMatch(new RegExp(`^${status} `));
    expect(await ask(elsewhere)).toMatch(/^200 /);
  } finally {
    await other.end();
  }
});

test("the database holds no address in clear", async () => {
  const rows = await house.house.db.installation.query<{ key: string }>("select key from wardbook.rate_budget");
  expect(rows.length).toBeGreaterThan(5);
  for (const { key } of rows) expect(key).toMatch(/^[a-z-]+:[A-Za-z0-9_-]{43}$/);
});
