import { createHash, createHmac, randomBytes } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createAuthorization } from "../../src/custody/authorization/index.ts";
import type { TenantId } from "../../src/foundation/kernel/index.ts";
import { type TestHouse, aHouse } from "../support/house.ts";
import { Browser, aPatient, aPerson, anApp, consent, operator, redirectUri } from "./app.ts";

let house: TestHouse;
let other: TenantId;
let patient: string;

beforeAll(async () => {
  house = await aHouse();
  other = await house.anotherOrganisation("Other Clinic");
  patient = await aPatient(house);
});
afterAll(() => house.end());

const challengeOf = (verifier: string) => createHash("sha256").update(verifier).digest("base64url");
const newVerifier = () => randomBytes(32).toString("base64url");

interface Asked {
  readonly client: string;
  readonly verifier?: string;
  readonly more?: Readonly<Record<string, string | undefined>>;
}

function authorizeUrl({ client, verifier = newVerifier(), more = {} }: Asked): string {
  const parameters = {
    client_id: client,
    response_type: "code",
    redirect_uri: redirectUri,
    scope: "openid user/Patient.rs",
    aud: `${house.origin}/fhir`,
    state: "s1",
    code_challenge: challengeOf(verifier),
    code_challenge_method: "S256",
    ...more,
  };
  const given = Object.entries(parameters).filter((pair): pair is [string, string] => pair[1] !== undefined);
  return `${house.origin}/oauth/authorize?${new URLSearchParams(given)}`;
}

/** A code, by way of a person who allows everything. */
async function aCode(client: string, verifier: string, more: Asked["more"] = {}): Promise<string> {
  const { browser } = await aPerson(house);
  const page = (await browser.go(authorizeUrl({ client, verifier, more }))).headers.get("location") ?? "";
  const { location } = await consent(browser, page, { patient });
  return new URL(location).searchParams.get("code") ?? "";
}

const token = async (form: Record<string, string>, headers: Record<string, string> = {}) => {
  const answer = await fetch(`${house.origin}/oauth/token`, {
    method: "POST",
    headers,
    body: new URLSearchParams(form),
  });
  return { status: answer.status, body: (await answer.json()) as Record<string, string> };
};

const exchange = (client: string, code: string, verifier: string, more: Record<string, string> = {}) =>
  token({
    grant_type: "authorization_code",
    client_id: client,
    code,
    code_verifier: verifier,
    redirect_uri: redirectUri,
    ...more,
  });

const read = async (bearer: string | undefined) =>
  (await fetch(`${house.origin}/fhir/Patient`, { headers: { authorization: `Bearer ${bearer}` } })).status;

describe("where the answer goes", () => {
  test.each([
    "https://app.example/callback/",
    "https://app.example/callback?x=1",
    "https://app.example/callback#x",
    "https://app.example/CALLBACK",
    "https://app.example:444/callback",
    "http://app.example/callback",
    "https://app.example.evil.example/callback",
    "https://app.example@evil.example/callback",
    "https://evil.example/?https://app.example/callback",
    "https://app.example/callback/../../evil",
    "https://app.example/%63allback",
    "//app.example/callback",
    "javascript:alert(1)//https://app.example/callback",
    "data:text/html,x",
    "",
  ])("%j is not the registered address, so the browser is sent nowhere", async (redirect) => {
    const { client } = await anApp(house);
    const answer = await new Browser(house.origin).go(
      authorizeUrl({ client: client.id, more: { redirect_uri: redirect } }),
      {
        headers: { accept: "text/html" },
      },
    );
    expect(answer.status).toBe(400);
    expect(answer.headers.get("location")).toBeNull();
    expect(answer.headers.get("content-security-policy")).toContain("default-src 'none'");
    const page = await answer.text();
    expect(page).toContain("This app can't be opened");
    expect(page).not.toContain("evil");
  });

  test("a missing address is not guessed, an unknown app is told nothing", async () => {
    const { client } = await anApp(house, { redirectUris: [redirectUri, "https://app.example/other"] });
    for (const more of [{ redirect_uri: undefined }, { client_id: "1.aaaaaaaaaaaaaaaa" }, { client_id: "<script>" }]) {
      const answer = await new Browser(house.origin).go(authorizeUrl({ client: client.id, more }));
      expect(answer.status).toBe(400);
      expect(answer.headers.get("location")).toBeNull();
    }
  });

  test("no registration takes an address that anybody could hold", async () => {
    for (const uri of [
      "http://app.example/callback",
      "https://*.example/callback",
      "https://app.example/cb#frag",
      "https://user@app.example/cb",
      "javascript:alert(1)",
      "myapp:/callback",
      "data:text/html,x",
    ])
      await expect(anApp(house, { redirectUris: [uri] }), uri).rejects.toMatchObject({
        code: "clients/unsuitable-address",
      });
    await expect(anApp(house, { redirectUris: ["org.example.app:/callback"] })).resolves.toBeDefined();
    await expect(anApp(house, { redirectUris: ["http://127.0.0.1:7777/callback"] })).resolves.toBeDefined();
  });
});

describe("a code", () => {
  test("without PKCE, or with its plain form, is never begun", async () => {
    const { client } = await anApp(house);
    for (const more of [
      { code_challenge: undefined, code_challenge_method: undefined },
      { code_challenge_method: "plain" },
      { code_challenge_method: undefined },
    ]) {
      const answer = await new Browser(house.origin).go(authorizeUrl({ client: client.id, more }));
      const back = new URL(answer.headers.get("location") ?? "");
      expect(`${back.origin}${back.pathname}`).toBe(redirectUri);
      expect(back.searchParams.get("error")).toBe("invalid_request");
      expect(back.searchParams.get("iss")).toBe(house.origin);
    }
  });

  test("is worth nothing with another verifier, address or client", async () => {
    const { client } = await anApp(house);
    const { client: second } = await anApp(house);
    const verifier = newVerifier();
    const code = await aCode(client.id, verifier);
    expect((await exchange(client.id, code, newVerifier())).status).toBe(400);
    expect((await exchange(client.id, code, challengeOf(verifier))).status).toBe(400);
    expect((await exchange(client.id, code, verifier, { redirect_uri: "https://evil.example/" })).status).toBe(400);
    expect((await exchange(second.id, code, verifier)).status).toBe(400);
    const { code_verifier: _, ...without } = { code_verifier: "" };
    expect(
      (
        await token({
          grant_type: "authorization_code",
          client_id: client.id,
          code,
          redirect_uri: redirectUri,
          ...without,
        })
      ).status,
    ).toBe(400);
    expect((await exchange(client.id, code, verifier)).status).toBe(200);
  });

  test("works once; who tries it again ends what came of it", async () => {
    const { client } = await anApp(house);
    const verifier = newVerifier();
    const code = await aCode(client.id, verifier);
    const first = await exchange(client.id, code, verifier);
    expect(await read(first.body["access_token"])).toBe(200);
    expect((await exchange(client.id, code, verifier)).body["error"]).toBe("invalid_grant");
    expect(await read(first.body["access_token"])).toBe(401);
  });

  test("works for one of many who try at once", async () => {
    const { client } = await anApp(house);
    const verifier = newVerifier();
    const code = await aCode(client.id, verifier);
    const answers = await Promise.all(Array.from({ length: 6 }, () => exchange(client.id, code, verifier)));
    expect(answers.filter(({ status }) => status === 200).length).toBeLessThanOrEqual(1);
    const statuses = await Promise.all(
      answers.map(async ({ body }) => (body["access_token"] === undefined ? 401 : read(body["access_token"]))),
    );
    expect(new Set(statuses)).toEqual(new Set([401]));
  });

  test("comes only to the browser that asked", async () => {
    const { client } = await anApp(house);
    const { browser } = await aPerson(house);
    const victim = await aPerson(house);
    const page = (await browser.go(authorizeUrl({ client: client.id }))).headers.get("location") ?? "";
    expect((await consent(victim.browser, page)).said.code).toBe("oauth/no-request");
    const { said } = await consent(browser, page);
    expect(new URL(said.to ?? "", house.origin).origin).toBe(house.origin);
    const elsewhere = await new Browser(house.origin).go(said.to ?? "");
    expect(elsewhere.headers.get("location") ?? "").not.toContain("code=");
  });
});

describe("a refresh token", () => {
  test("is renewed at each use; the old one, tried again, ends them all", async () => {
    const { client } = await anApp(house);
    const verifier = newVerifier();
    const code = await aCode(client.id, verifier, { scope: "openid offline_access user/Patient.rs" });
    const first = (await exchange(client.id, code, verifier)).body;
    const refresh = (value: string | undefined, more: Record<string, string> = {}) =>
      token({ grant_type: "refresh_token", client_id: client.id, refresh_token: value ?? "", ...more });
    expect((await refresh(first["refresh_token"], { scope: "openid user/*.cruds" })).status).toBe(400);
    const second = await refresh(first["refresh_token"]);
    expect(second.status).toBe(200);
    expect((await refresh(first["refresh_token"])).body["error"]).toBe("invalid_grant");
    expect((await refresh(second.body["refresh_token"])).status).toBe(400);
    expect(await read(second.body["access_token"])).toBe(401);
    await house.house.ledger.sequence(house.tenant);
    const said = await house.house.ledgerReader.byActor(house.tenant, client.id, { limit: 20 });
    const ended = said.filter(({ entry }) => entry.action === "app-withdrawn");
    expect(ended.map(({ entry }) => entry.onBehalfOf)).toEqual(["Robin Hale"]);
  });

  test("of another client, or as a bearer token, opens nothing", async () => {
    const { client } = await anApp(house);
    const { client: second } = await anApp(house);
    const verifier = newVerifier();
    const code = await aCode(client.id, verifier, { scope: "openid offline_access user/Patient.rs" });
    const { body } = await exchange(client.id, code, verifier);
    expect(
      (await token({ grant_type: "refresh_token", client_id: second.id, refresh_token: body["refresh_token"] ?? "" }))
        .status,
    ).toBe(400);
    expect(await read(body["refresh_token"])).toBe(401);
    expect(await read(code)).toBe(401);
    expect(await read(body["id_token"])).toBe(401);
    expect(await read(body["access_token"])).toBe(200);
  });

  test("that goes with the session ends with it", async () => {
    const { client } = await anApp(house);
    const { browser, headers, person } = await aPerson(house);
    const verifier = newVerifier();
    const url = authorizeUrl({ client: client.id, verifier, more: { scope: "openid online_access user/Patient.rs" } });
    const page = (await browser.go(url)).headers.get("location") ?? "";
    const { location } = await consent(browser, page);
    const { body } = await exchange(client.id, new URL(location).searchParams.get("code") ?? "", verifier);
    expect(await read(body["access_token"])).toBe(200);
    const { "content-type": _, ...bare } = headers;
    expect((await fetch(`${house.origin}/api/session`, { method: "DELETE", headers: bare })).status).toBe(204);
    expect(
      (await token({ grant_type: "refresh_token", client_id: client.id, refresh_token: body["refresh_token"] ?? "" }))
        .status,
    ).toBe(400);
    await new Promise((resolve) => setTimeout(resolve, 1000));
    expect(await read(body["access_token"])).toBe(401);
    expect(person.id).toBeDefined();
  });

  test("that goes with the session ends when that was idle for too long, though nobody signs out", async () => {
    const { client } = await anApp(house);
    const { browser, person } = await aPerson(house);
    const verifier = newVerifier();
    const url = authorizeUrl({ client: client.id, verifier, more: { scope: "openid online_access user/Patient.rs" } });
    const page = (await browser.go(url)).headers.get("location") ?? "";
    const { location } = await consent(browser, page);
    const { body } = await exchange(client.id, new URL(location).searchParams.get("code") ?? "", verifier);
    const refresh = (value = "") => token({ grant_type: "refresh_token", client_id: client.id, refresh_token: value });
    const renewed = (await refresh(body["refresh_token"])).body;
    expect(await read(renewed["access_token"])).toBe(200);
    const { authorization, db } = house.house;
    await db
      .tenant(house.tenant)
      .query("update wardbook.session set seen_at = seen_at - 1801000 where tenant = $1 and person = $2", [
        house.tenant,
        person.id,
      ]);
    authorization.tokens.forgetRemembered();
    expect(await read(renewed["access_token"])).toBe(401);
    expect((await refresh(renewed["refresh_token"])).status).toBe(400);
    expect(await authorization.apps.list(house.tenant, person.id)).toEqual([]);
  });
});

describe("what is asked for", () => {
  test("another server's address as audience, or none, is refused", async () => {
    const { client } = await anApp(house);
    for (const aud of ["https://evil.example/fhir", `${house.origin}/fhir/../other`, `${house.origin}`, undefined]) {
      const answer = await new Browser(house.origin).go(authorizeUrl({ client: client.id, more: { aud } }));
      expect(new URL(answer.headers.get("location") ?? "").searchParams.get("error")).toBe("invalid_request");
    }
    const slash = await new Browser(house.origin).go(
      authorizeUrl({ client: client.id, more: { aud: `${house.origin}/fhir/` } }),
    );
    expect(slash.headers.get("location")).toContain("/oauth/consent/");
  });

  test("nobody ticks what the app didn't ask, and an app gets no more than it is registered for", async () => {
    const { client } = await anApp(house, { scope: "openid user/Patient.rs" });
    const { browser } = await aPerson(house);
    const asked = authorizeUrl({
      client: client.id,
      more: { scope: "openid offline_access user/*.cruds system/*.cruds" },
    });
    const page = (await browser.go(asked)).headers.get("location") ?? "";
    const { request, said } = await consent(browser, page, { scopes: ["user/*.cruds"] });
    expect(request.asks.map(({ scope }) => scope)).toEqual(["openid", "user/Patient.rs"]);
    expect(said.code).toBe("oauth/not-asked");
    const nothing = await new Browser(house.origin).go(
      authorizeUrl({ client: client.id, more: { scope: "user/Observation.rs" } }),
    );
    expect(new URL(nothing.headers.get("location") ?? "").searchParams.get("error")).toBe("invalid_scope");
  });

  test("scopes that are taken from a client are gone from its next token", async () => {
    const { client } = await anApp(house, { scope: "openid offline_access user/Patient.rs user/Observation.rs" });
    const verifier = newVerifier();
    const code = await aCode(client.id, verifier, {
      scope: "openid offline_access user/Patient.rs user/Observation.rs",
    });
    const first = (await exchange(client.id, code, verifier)).body;
    await house.house.authorization.clients.change(operator, house.tenant, client.id, {
      scope: "openid offline_access user/Observation.rs",
    });
    const second = await token({
      grant_type: "refresh_token",
      client_id: client.id,
      refresh_token: first["refresh_token"] ?? "",
    });
    expect(second.body["scope"]).not.toContain("user/Patient.rs");
    expect(await read(second.body["access_token"])).toBe(403);
  });

  test.each(["implicit", "password", "urn:ietf:params:oauth:grant-type:device_code", "client_credentials"])(
    "%s is no way in for an app",
    async (grant) => {
      const { client } = await anApp(house);
      expect((await token({ grant_type: grant, client_id: client.id, username: "x", password: "y" })).status).toBe(400);
    },
  );

  test("token and id_token in the address, and answers by form or fragment, are refused", async () => {
    const { client } = await anApp(house);
    for (const more of [
      { response_type: "token" },
      { response_type: "code id_token", nonce: "n" },
      { response_mode: "fragment" },
      { response_mode: "form_post" },
      { request: "eyJhbGciOiJub25lIn0.e30." },
      { request_uri: "https://evil.example/request" },
    ]) {
      const answer = await new Browser(house.origin).go(authorizeUrl({ client: client.id, more }));
      expect(answer.headers.get("location") ?? "").not.toContain("/oauth/consent/");
      expect(await answer.text()).not.toContain("code=");
    }
  });
});

describe("another organisation's", () => {
  test("person can't answer this one's app, nor withdraw or launch it", async () => {
    const { client } = await anApp(house);
    const stranger = await aPerson(house, "clinician", other);
    const page = (await stranger.browser.go(authorizeUrl({ client: client.id }))).headers.get("location") ?? "";
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

  test("ends with its person, everywhere within a second", async () => {
    const { client } = await anApp(house);
    const { browser, person } = await aPerson(house);
    const verifier = newVerifier();
    const page = (await browser.go(authorizeUrl({ client: client.id, verifier }))).headers.get("location") ?? "";
    const { location } = await consent(browser, page);
    const { body } = await exchange(client.id, new URL(location).searchParams.get("code") ?? "", verifier);
    expect(await read(body["access_token"])).toBe(200);
    await house.house.identity.people.change(operator, house.tenant, person.id, { state: "ended" });
    await new Promise((resolve) => setTimeout(resolve, 1000));
    expect(await read(body["access_token"])).toBe(401);
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
    onFailure: (error) => {
      throw error;
    },
  });
  const { client } = await anApp(house);
  const { browser, person } = await aPerson(house);
  const verifier = newVerifier();
  const page = (await browser.go(authorizeUrl({ client: client.id, verifier }))).headers.get("location") ?? "";
  const { location } = await consent(browser, page);
  const { body } = await exchange(client.id, new URL(location).searchParams.get("code") ?? "", verifier);
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

test("registration is closed, and says so by not being announced", async () => {
  const metadata = (await (await fetch(`${house.origin}/.well-known/openid-configuration`)).json()) as Record<
    string,
    unknown
  >;
  expect(metadata["registration_endpoint"]).toBeUndefined();
  expect(metadata["response_types_supported"]).toEqual(["code"]);
  expect(metadata["code_challenge_methods_supported"]).toEqual(["S256"]);
  for (const url of ["/reg", "/oauth/register", "/me", "/session/end", "/oauth/end", "/request", "/interaction/x"]) {
    const answer = await fetch(`${house.origin}${url}`, { method: "POST", body: "{}" });
    expect([404, 403, 405, 415]).toContain(answer.status);
  }
});

test("codes, tokens and names stand nowhere in the tables", async () => {
  const { client } = await anApp(house, { name: "Quillfeather" });
  const verifier = newVerifier();
  const code = await aCode(client.id, verifier, { scope: "openid offline_access launch/patient patient/Patient.rs" });
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
