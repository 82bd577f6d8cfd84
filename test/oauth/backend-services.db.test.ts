import { SignJWT, exportJWK, generateKeyPair, importJWK } from "jose";
import * as oauth from "oauth4webapi";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type TestHouse, aHouse } from "../support/house.ts";
import { aPatient } from "./app.ts";

const operator = { kind: "system", id: "test", name: "test" } as const;
let house: TestHouse;
let server: oauth.AuthorizationServer;
const insecure = { [oauth.allowInsecureRequests]: true } as const;

beforeAll(async () => {
  house = await aHouse();
  const issuer = new URL(house.origin);
  server = await oauth.processDiscoveryResponse(issuer, await oauth.discoveryRequest(issuer, insecure));
});
afterAll(() => house.end());

async function aBackend(alg: "RS384" | "ES384", scope = "system/Patient.rs system/Observation.rs", purpose?: string) {
  const { publicKey, privateKey } = await generateKeyPair(alg, { extractable: true });
  const jwk = { ...(await exportJWK(publicKey)), kid: "k1", alg };
  const { client } = await house.house.authorization.clients.add(operator, house.tenant, {
    name: "Nightly export",
    kind: "backend",
    scope,
    purpose,
    keys: [jwk],
  });
  return { client, privateKey };
}

const fhir = (path: string, token: string) =>
  fetch(`${house.origin}/fhir/${path}`, { headers: { authorization: `Bearer ${token}` } });

describe("backend services", () => {
  test.each(["RS384", "ES384"] as const)(
    "a client with its own %s key gets a token, reads, revokes and is refused",
    async (alg) => {
      const { client, privateKey } = await aBackend(alg);
      const authentication = oauth.PrivateKeyJwt({ key: privateKey, kid: "k1" });
      const own = { client_id: client.id };
      const answer = await oauth.clientCredentialsGrantRequest(
        server,
        own,
        authentication,
        { scope: "system/Patient.rs" },
        insecure,
      );
      const tokens = await oauth.processClientCredentialsResponse(server, own, answer);
      expect(tokens).toMatchObject({ token_type: "bearer", scope: "system/Patient.rs", expires_in: 600 });
      expect((await fhir("Patient", tokens.access_token)).status).toBe(200);
      expect((await fhir("Observation", tokens.access_token)).status).toBe(403);
      const looked = await oauth.processIntrospectionResponse(
        server,
        own,
        await oauth.introspectionRequest(server, own, authentication, tokens.access_token, insecure),
      );
      expect(looked).toMatchObject({ active: true, client_id: client.id, scope: "system/Patient.rs" });
      await oauth.processRevocationResponse(
        await oauth.revocationRequest(server, own, authentication, tokens.access_token, insecure),
      );
      expect((await fhir("Patient", tokens.access_token)).status).toBe(401);
    },
  );

  test("a token is for the purpose of its client: research sees nobody who hasn't agreed to it", async () => {
    const { authorization, ledger, ledgerReader } = house.house;
    await aPatient(house);
    const { client, privateKey } = await aBackend("ES384", "system/Patient.rs", "HRESCH");
    const found = async () => {
      const answer = await oauth.clientCredentialsGrantRequest(
        server,
        { client_id: client.id },
        oauth.PrivateKeyJwt({ key: privateKey, kid: "k1" }),
        {},
        insecure,
      );
      const tokens = await oauth.processClientCredentialsResponse(server, { client_id: client.id }, answer);
      const bundle = (await (await fhir("Patient?_total=accurate", tokens.access_token)).json()) as { total: number };
      return bundle.total;
    };
    expect(await found()).toBe(0);
    await authorization.clients.change(operator, house.tenant, client.id, { purpose: null });
    expect(await found()).toBeGreaterThan(0);
    await ledger.sequence(house.tenant);
    const said = await ledgerReader.byActor(house.tenant, client.id, { limit: 50 });
    const searches = said.filter(({ entry }) => entry.action === "search").map(({ entry }) => entry.purpose);
    expect([...new Set(searches)]).toEqual(["TREAT", "HRESCH"]);
    const refused = { code: "clients/unknown-purpose", path: "purpose" };
    await expect(
      authorization.clients.change(operator, house.tenant, client.id, { purpose: "FUN" }),
    ).rejects.toMatchObject(refused);
  });

  async function assertion(
    client: { readonly id: string },
    key: Parameters<SignJWT["sign"]>[0],
    change: { alg?: string; aud?: string; exp?: string; jti?: string; sub?: string } = {},
  ): Promise<string> {
    const {
      alg = "ES384",
      aud = `${house.origin}/oauth/token`,
      exp = "4m",
      jti = crypto.randomUUID(),
      sub = client.id,
    } = change;
    return new SignJWT({ jti })
      .setProtectedHeader({ alg, kid: "k1" })
      .setIssuer(client.id)
      .setSubject(sub)
      .setAudience(aud)
      .setExpirationTime(exp)
      .sign(key);
  }

  const ask = (text: string, more: Record<string, string> = {}) =>
    fetch(`${house.origin}/oauth/token`, {
      method: "POST",
      body: new URLSearchParams({
        grant_type: "client_credentials",
        client_assertion_type: "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
        client_assertion: text,
        ...more,
      }),
    });

  test("an assertion is taken once, here or by another process", async () => {
    const { client, privateKey } = await aBackend("ES384");
    const once = await assertion(client, privateKey);
    const answers = await Promise.all([ask(once), ask(once), ask(once)]);
    expect(answers.map((answer) => answer.status).sort()).toEqual([200, 401, 401]);
  });

  test("an assertion for somebody else, too long, of another key or signed by nobody is refused", async () => {
    const { client, privateKey } = await aBackend("ES384");
    const other = await generateKeyPair("ES384");
    const unsigned = `${Buffer.from(JSON.stringify({ alg: "none", kid: "k1" })).toString("base64url")}.${
      (await assertion(client, privateKey)).split(".")[1]
    }.`;
    const symmetric = await assertion(
      client,
      await importJWK({ kty: "oct", k: Buffer.from("kept-as-a-hash").toString("base64url") }, "HS256"),
      { alg: "HS256" },
    );
    for (const text of [
      await assertion(client, privateKey, { aud: "https://elsewhere.example/token" }),
      await assertion(client, privateKey, { exp: "2h" }),
      await assertion(client, other.privateKey),
      unsigned,
      symmetric,
    ])
      expect((await ask(text)).status).toBe(401);
    expect((await ask(await assertion(client, privateKey))).status).toBe(200);
  });

  test("no more is given than the client is registered for", async () => {
    const { client, privateKey } = await aBackend("ES384", "system/Observation.rs?category=laboratory");
    const wide = await aBackend("ES384", "system/*.cruds");
    for (const [scope, of, key] of [
      ...["system/*.cruds", "system/Observation.rs", "user/Observation.rs", "openid", "nonsense"].map(
        (asked) => [asked, client, privateKey] as const,
      ),
      // Every record isn't what everybody did with them.
      ["system/AuditEvent.rs", wide.client, wide.privateKey],
    ] as const) {
      const answer = await ask(await assertion(of, key), { scope });
      expect({ scope, status: answer.status, body: await answer.json() }).toMatchObject({
        scope,
        status: 400,
        body: { error: "invalid_scope" },
      });
    }
  });
});

describe("a client with a secret", () => {
  const basic = (id: string, secret: string) => `Basic ${Buffer.from(`${id}:${secret}`).toString("base64")}`;
  const token = (headers: Record<string, string>, body: Record<string, string>) =>
    fetch(`${house.origin}/oauth/token`, { method: "POST", headers, body: new URLSearchParams(body) });

  test("gets all that is its own when it asks for nothing, by header or by form", async () => {
    const { clients } = house.house.authorization;
    const { client, secret } = await clients.add(operator, house.tenant, {
      name: "Feed",
      scope: "system/Patient.rs system/Flag.r",
    });
    const shown = secret?.expose() ?? "";
    const byHeader = await token({ authorization: basic(client.id, shown) }, { grant_type: "client_credentials" });
    expect(await byHeader.json()).toMatchObject({
      scope: "system/Patient.rs system/Flag.r",
      token_type: "Bearer",
      expires_in: 600,
    });
    expect(byHeader.headers.get("cache-control")).toBe("no-store");
    const byForm = await token({}, { grant_type: "client_credentials", client_id: client.id, client_secret: shown });
    expect(byForm.status).toBe(200);
  });

  test("is refused with a wrong secret, and the ledger says so", async () => {
    const { clients } = house.house.authorization;
    const { client } = await clients.add(operator, house.tenant, { name: "Wrong", scope: "system/Patient.rs" });
    const answer = await token({ authorization: basic(client.id, "wbs_wrong") }, { grant_type: "client_credentials" });
    expect({ status: answer.status, body: await answer.json() }).toMatchObject({
      status: 401,
      body: { error: "invalid_client" },
    });
    expect(answer.headers.get("www-authenticate")).toContain("Basic");
    const entries = await house.house.ledgerReader.byActor(house.tenant, "sign-in", { limit: 20 });
    expect(JSON.stringify(entries)).toContain("token-refused");
  });

  test("that has a new secret is refused with the old one", async () => {
    const { clients } = house.house.authorization;
    const { client, secret } = await clients.add(operator, house.tenant, {
      name: "Renewed",
      scope: "system/Patient.rs",
    });
    const { secret: fresh } = await clients.replaceSecret(operator, house.tenant, client.id);
    const form = { grant_type: "client_credentials" };
    expect((await token({ authorization: basic(client.id, secret?.expose() ?? "") }, form)).status).toBe(401);
    expect((await token({ authorization: basic(client.id, fresh.expose()) }, form)).status).toBe(200);
  });

  test("loses its tokens when it ends", async () => {
    const bearer = await house.token("system/Patient.rs");
    expect((await fhir("Patient", bearer)).status).toBe(200);
    const last = (await house.house.authorization.clients.list(house.tenant)).at(-1);
    await house.house.authorization.clients.end(operator, house.tenant, last?.id ?? "");
    expect((await fhir("Patient", bearer)).status).toBe(401);
  });
});
