import { createHmac } from "node:crypto";
import { afterAll, describe, expect, test } from "vitest";
import { createAuthorization } from "../../src/custody/authorization/index.ts";
import { aHouse } from "../support/house.ts";
import { appByHand, newVerifier } from "./app-by-hand.ts";
import { aPatient, aPerson, anApp, consent, operator } from "./app.ts";

const house = await aHouse();
const other = await house.anotherOrganisation("Other Clinic");
const patient = await aPatient(house);
const { pageFor, codeFrom, aCode, exchange, read } = appByHand(house);
afterAll(() => house.end());

describe("a bearer token", () => {
  test("that is a JWT of any kind is none of ours", async () => {
    const { keys } = (await (await fetch(`${house.origin}/oauth/jwks`)).json()) as {
      keys: { kid: string; n: string }[];
    };
    const part = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
    const claims = part({
      iss: house.origin,
      aud: `${house.origin}/fhir`,
      exp: 4e9,
      scope: "system/*.cruds",
      client_id: "1.aaaaaaaaaaaaaaaa",
      sub: "x",
    });
    const none = `${part({ alg: "none", typ: "at+jwt" })}.${claims}.`;
    const confused = `${part({ alg: "HS256", typ: "at+jwt", kid: keys[0]?.kid })}.${claims}`;
    const signed = `${confused}.${createHmac("sha256", keys[0]?.n ?? "")
      .update(confused)
      .digest("base64url")}`;
    for (const bearer of [none, signed, `1.${"a".repeat(43)}`, `99.${"a".repeat(43)}`, "x".repeat(5000)])
      expect(await read(bearer)).toBe(401);
  });

  test("of an app carries none of its person's permissions", async () => {
    const { client } = await anApp(house);
    const verifier = newVerifier();
    const code = await aCode(client.id, verifier);
    const bearer = (await exchange(client.id, code, verifier)).body["access_token"];
    const headers = { authorization: `Bearer ${bearer}` };
    for (const path of ["/api/clients", "/api/people", "/api/apps", "/api/launches"])
      expect([401, 403, 404]).toContain((await fetch(`${house.origin}${path}`, { headers })).status);
  });

  test("of an app draws on its person's budget, and on the app's own from the moment that it has one", async () => {
    const { client } = await anApp(house);
    const verifier = newVerifier();
    const bearer = (await exchange(client.id, await aCode(client.id, verifier), verifier)).body["access_token"];
    const ask = () =>
      fetch(`${house.origin}/fhir/Patient/${patient}`, { headers: { authorization: `Bearer ${bearer}` } });
    expect((await ask()).headers.get("ratelimit")).toMatch(/^"fhir-account";/);
    const requestBudgets = { fhir: 60 };
    await house.house.authorization.clients.change(operator, house.tenant, client.id, { requestBudgets });
    expect((await ask()).headers.get("ratelimit")).toMatch(/^"fhir-client";r=59;/);
  });

  test("ends with its person, everywhere within a second", async () => {
    const { client } = await anApp(house);
    const { browser, person } = await aPerson(house);
    const verifier = newVerifier();
    const code = await codeFrom(browser, { client: client.id, verifier });
    const { body } = await exchange(client.id, code, verifier);
    expect(await read(body["access_token"])).toBe(200);
    await house.house.identity.people.change(operator, house.tenant, person.id, { state: "ended" });
    await new Promise((resolve) => setTimeout(resolve, 1000));
    expect(await read(body["access_token"])).toBe(401);
  });
});

describe("another organisation's", () => {
  test("person can't answer this one's app, nor withdraw or launch it", async () => {
    const { client } = await anApp(house);
    const stranger = await aPerson(house, "clinician", other);
    const page = await pageFor(stranger.browser, { client: client.id });
    expect((await consent(stranger.browser, page)).said.code).toBe("oauth/no-request");
    const launched = await fetch(`${house.origin}/api/launches`, {
      method: "POST",
      headers: stranger.headers,
      body: JSON.stringify({ client: client.id, patient }),
    });
    expect(launched.status).toBe(422);
  });

  test("client learns nothing of this one's tokens", async () => {
    const bearer = await house.token("system/Patient.rs");
    const { client, secret } = await house.house.authorization.clients.add(operator, other, {
      name: "Spy",
      scope: "system/Patient.rs",
    });
    const authorization = `Basic ${Buffer.from(`${client.id}:${secret?.expose()}`).toString("base64")}`;
    const ask = (path: string) =>
      fetch(`${house.origin}/oauth/${path}`, {
        method: "POST",
        headers: { authorization },
        body: new URLSearchParams({ token: bearer }),
      });
    expect(await (await ask("introspect")).json()).toEqual({ active: false });
    await ask("revoke");
    expect(await read(bearer)).toBe(200);
  });
});

test("what is withdrawn here is worth nothing in another process within a second", async () => {
  const { authorization, db, keyring, rootKey, identity } = house.house;
  const elsewhere = createAuthorization({
    database: db,
    keyring,
    root: rootKey.provider,
    identity,
    publicOrigin: house.origin,
    now: Date.now,
    recordEvent: async () => undefined,
    runsOrganisation: async () => true,
    secondPerson: () => {
      throw new Error("nobody asks for more here");
    },
    onFailure: (error) => {
      throw error;
    },
  });
  const { client } = await anApp(house);
  const { browser, person } = await aPerson(house);
  const verifier = newVerifier();
  const code = await codeFrom(browser, { client: client.id, verifier });
  const { body } = await exchange(client.id, code, verifier);
  const bearer = body["access_token"] ?? "";
  expect(await elsewhere.tokens.find(bearer)).toMatchObject({ clientId: client.id, person: { id: person.id } });
  const [allowed] = await authorization.apps.list(house.tenant, person.id);
  await authorization.apps.withdraw(operator, house.tenant, person.id, allowed?.grant.id ?? "");
  expect(await authorization.tokens.find(bearer)).toBeUndefined();
  const since = Date.now();
  while ((await elsewhere.tokens.find(bearer)) !== undefined && Date.now() - since < 2_000)
    await new Promise((resolve) => setTimeout(resolve, 20));
  expect(Date.now() - since).toBeLessThan(1_000);
});

test("codes, tokens and names stand nowhere in the tables", async () => {
  const { client } = await anApp(house, { name: "Quillfeather" });
  const verifier = newVerifier();
  const scope = "openid offline_access launch/patient patient/Patient.rs";
  const code = await aCode(client.id, verifier, { scope }, { patient });
  const { body } = await exchange(client.id, code, verifier);
  const secrets = [code, body["access_token"], body["refresh_token"], verifier, "Quillfeather", patient].filter(
    (one) => one !== undefined,
  );
  for (const table of ["api_client", "app_grant", "oauth_artifact"]) {
    const rows = await house.house.db
      .tenant(house.tenant)
      .query<{ text: string }>(`select t::text as text from wardbook.${table} t`);
    for (const { text } of rows) for (const secret of secrets) expect(text.includes(secret)).toBe(false);
  }
});
