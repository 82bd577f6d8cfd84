import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type TestHouse, aHouse } from "../support/house.ts";
import { aPerson, anApp, operator } from "./app.ts";

let house: TestHouse;
let headers: Record<string, string>;
let administrator: string;

beforeAll(async () => {
  house = await aHouse();
  const somebody = await aPerson(house, "administrator");
  headers = somebody.headers;
  administrator = somebody.person.id;
});
afterAll(() => house.end());

const api = async (method: string, path: string, body?: object) => {
  const { "content-type": type = "", ...bare } = headers;
  const sent =
    body === undefined ? { headers: bare } : { headers: { ...bare, "content-type": type }, body: JSON.stringify(body) };
  const answer = await fetch(`${house.origin}${path}`, { method, ...sent });
  const text = await answer.text();
  return { status: answer.status, body: text === "" ? undefined : (JSON.parse(text) as Record<string, unknown>) };
};

describe("clients, by their administrator", () => {
  test("are added of every kind, changed, given a new secret and ended", async () => {
    const old = await api("POST", "/api/clients", { name: "Feed", scope: "system/Patient.rs" });
    expect(old).toMatchObject({
      status: 201,
      body: { client: { kind: "confidential", redirectUris: [] }, secret: expect.stringMatching(/^wbs_/) },
    });
    const app = await api("POST", "/api/clients", {
      name: "Growth",
      kind: "public",
      scope: "openid launch/patient patient/*.rs",
      redirectUris: ["https://growth.example/callback"],
      maker: "Growth Ltd",
      contacts: ["help@growth.example"],
    });
    expect(app).toMatchObject({
      status: 201,
      body: { client: { kind: "public", maker: "Growth Ltd", state: "active" } },
    });
    expect(app.body).not.toHaveProperty("secret");
    const id = (app.body as { client: { id: string } }).client.id;
    const changed = await api("PATCH", `/api/clients/${id}`, {
      name: "Growth chart",
      maker: null,
      scope: "openid patient/Patient.rs",
    });
    expect(changed).toMatchObject({
      status: 200,
      body: { client: { name: "Growth chart", scopes: ["openid", "patient/Patient.rs"] } },
    });
    expect((changed.body as { client: object }).client).not.toHaveProperty("maker");
    expect((await api("POST", `/api/clients/${id}/secret`, {})).status).toBe(409);
    expect((await api("DELETE", `/api/clients/${id}`)).status).toBe(204);
    expect((await api("PATCH", `/api/clients/${id}`, { name: "Gone app" })).status).toBe(404);
    const { body } = await api("GET", "/api/clients");
    expect((body as { clients: { id: string; state: string }[] }).clients.find((one) => one.id === id)?.state).toBe(
      "ended",
    );
  });

  test.each([
    [
      { kind: "public", scope: "system/Patient.rs", redirectUris: ["https://a.example/cb"] },
      "clients/unsuitable-scope",
    ],
    [{ scope: "openid user/Patient.rs" }, "clients/unsuitable-scope"],
    [{ scope: "system/Patient.read" }, "scope/version-1"],
    [{ kind: "backend", scope: "system/Patient.rs" }, "clients/unsuitable-keys"],
    [
      { kind: "backend", scope: "system/Patient.rs", jwks: { keys: [{ kty: "oct", k: "AAAA", kid: "1" }] } },
      "clients/unsuitable-keys",
    ],
    [
      { kind: "backend", scope: "system/Patient.rs", jwks: { keys: [{ kty: "RSA", n: "AQAB", e: "AQAB", kid: "1" }] } },
      "clients/unsuitable-keys",
    ],
    [{ kind: "public", scope: "openid", redirectUris: ["http://a.example/cb"] }, "clients/unsuitable-address"],
    [
      { kind: "public", scope: "openid", redirectUris: ["https://a.example/cb"], launchUrl: "http://a.example/l" },
      "clients/unsuitable-address",
    ],
  ])("%j is refused as %s", async (request, code) => {
    expect((await api("POST", "/api/clients", { name: "Refused", ...request })).body).toMatchObject({ code });
  });

  test("need a fresh proof of who it is, whatever is done with them, but not to be looked at", async () => {
    const { id } = (await anApp(house)).client;
    const { tenant } = house;
    const age = (milliseconds: number) =>
      house.house.db
        .tenant(tenant)
        .query("update wardbook.session set proven_at = proven_at - $2 where tenant = $1", [tenant, milliseconds]);
    await age(6 * 60_000);
    house.house.identity.sessions.forgetRemembered();
    const needed = { status: 403, body: { code: "session/step-up-needed" } };
    expect(await api("POST", "/api/clients", { name: "Feed", scope: "system/Patient.rs" })).toMatchObject(needed);
    expect(await api("PATCH", `/api/clients/${id}`, { name: "Other" })).toMatchObject(needed);
    expect(await api("POST", `/api/clients/${id}/secret`, {})).toMatchObject(needed);
    expect(await api("DELETE", `/api/clients/${id}`)).toMatchObject(needed);
    const { body } = await api("GET", "/api/clients");
    const { clients } = body as { clients: { id: string; name: string; state: string }[] };
    expect(clients.find((one) => one.id === id)).toMatchObject({ name: "Growth chart", state: "active" });
    await age(-6 * 60_000);
    house.house.identity.sessions.forgetRemembered();
    expect((await api("PATCH", `/api/clients/${id}`, { name: "Other" })).status).toBe(200);
  });

  test("have a budget of requests of their own, within bounds, and so has their organisation", async () => {
    const { id } = (await anApp(house, { name: "Busy app" })).client;
    const change = (requestBudgets: object) => api("PATCH", `/api/clients/${id}`, { requestBudgets });
    expect(await change({ fhir: 59 })).toMatchObject({
      status: 400,
      body: {
        code: "input/malformed",
        path: "requestBudgets.fhir",
        message: "requestBudgets.fhir: must be a whole number of requests a minute, from 60 to 1800000.",
      },
    });
    expect((await change({ fihr: 600 })).status).toBe(400);
    const both = { fhir: 600, transfer: 12 };
    expect(await change(both)).toMatchObject({ status: 200, body: { client: { requestBudgets: both } } });
    const fewer = (await change({ fhir: null })).body as { client: { requestBudgets: object } };
    expect(fewer.client.requestBudgets).toEqual({ transfer: 12 });

    const ofClient = await api("GET", `/api/clients/${id}/requests`);
    expect(ofClient.body).toMatchObject({ transfer: { limit: 12, usual: 600, least: 6, most: 1_200, used: 0 } });
    expect((await api("GET", "/api/clients/1.nobody/requests")).status).toBe(404);
    const path = "/api/settings/requests";
    // This request took a lot of them.
    expect((await api("GET", path)).body).toMatchObject({ api: { used: 12_000 }, fhir: { used: 0 } });
    const usual = { limit: 1_800_000, usual: 1_800_000, least: 6_000, most: 3_600_000 };
    expect((await api("GET", path)).body).toMatchObject({ fhir: usual });
    for (const fhir of [5_999, 3_600_001, 6_000.5, "6000"])
      expect(await api("PUT", path, { fhir })).toMatchObject({
        status: 400,
        body: { path: "fhir", message: "fhir: must be a whole number of requests a minute, from 6000 to 3600000." },
      });
    expect((await api("PUT", path, { fhir: 600_000 })).body).toMatchObject({ fhir: { ...usual, limit: 600_000 } });
    expect((await api("PUT", path, {})).body).toMatchObject({ fhir: usual });
    const clinician = await aPerson(house);
    expect((await fetch(`${house.origin}${path}`, { headers: clinician.headers })).status).toBe(403);

    const found = await house.house.ledgerReader.byActor(house.tenant, administrator, { limit: 50 });
    const details = found.map(({ entry }) => entry.detail);
    expect(details).toContain("requests: fhir usual to 600000");
    expect(details).toContain("requests: fhir 600000 to usual");
    expect(
      details.filter((one) => one?.endsWith(", 600 requests a minute to fhir, 12 requests a minute to transfer")),
    ).toHaveLength(1);
  });

  test("are nobody else's business", async () => {
    const clinician = await aPerson(house);
    expect((await fetch(`${house.origin}/api/clients`, { headers: clinician.headers })).status).toBe(403);
    expect((await fetch(`${house.origin}/api/clients`)).status).toBe(401);
  });

  test("stand in the ledger when they change", async () => {
    const { client } = await anApp(house, { name: "Witnessed app" });
    await house.house.authorization.clients.change(operator, house.tenant, client.id, { scope: "openid" });
    const found = await house.house.ledgerReader.byActor(house.tenant, operator.id, { limit: 50 });
    const actions = found.map(({ entry }) => entry.action);
    for (const action of ["client-added", "client-changed"]) expect(actions).toContain(action);
  });
});

describe("keys that sign identity tokens", () => {
  const published = async () =>
    ((await (await fetch(`${house.origin}/oauth/jwks`)).json()) as { keys: { kid: string; d?: string }[] }).keys;

  test("are published without their private part, and lie sealed", async () => {
    const [key] = await published();
    expect(key).toMatchObject({ kid: expect.any(String), alg: "RS256", use: "sig" });
    expect(key).not.toHaveProperty("d");
    const rows = await house.house.db.installation.query<{ text: string }>(
      "select t::text as text from wardbook.oauth_signing_key t",
    );
    expect(rows).toHaveLength(1);
    for (const { text } of rows) expect(text).not.toContain('"d"');
  });

  test("are rotated with an overlap, by word of the operator, and the ledger says so", async () => {
    const { signingKeys } = house.house.authorization;
    const [before] = await published();
    const next = await signingKeys.rotate(operator);
    const [current, waiting] = await signingKeys.open();
    expect(current?.kid).toBe(before?.kid);
    expect(waiting?.kid).toBe(next);
    const urgent = await signingKeys.rotate(operator, { atOnce: true });
    expect((await signingKeys.open())[0]?.kid).toBe(urgent);
    expect((await signingKeys.list()).filter((key) => key.retiredAt === undefined).map((key) => key.kid)).toEqual([
      urgent,
    ]);
    const found = await house.house.ledgerReader.byActor(house.tenant, operator.id, { limit: 50 });
    expect(found.map(({ entry }) => entry.action)).toContain("keys-rotated");
  });
});
