import { decodeJwt, decodeProtectedHeader, SignJWT } from "jose";
import { describe, expect, test } from "vitest";
import { generateSigningKey, importSigningKey } from "../../foundation/crypto/index.ts";
import { Secret } from "../../foundation/kernel/index.ts";
import type { Client } from "./clients.ts";
import type { Organisation } from "./organisations.ts";
import { anInstallation } from "./testing/installation.ts";
import { operator, origin } from "./testing/people.ts";

const installation = await anInstallation();
const { identity, keyring, database, now, wait, takeEvents } = installation;
const { clients, tokens } = identity;
const clinic = await installation.createOrganisation("Hill Clinic");
const other = await installation.createOrganisation("Dale Clinic");
const second = 1000;

async function aClient(
  scope = "system/*.cruds",
  organisation: Organisation = clinic,
): Promise<{ client: Client; secret: Secret<string> }> {
  return clients.add(operator, organisation.tenant, { name: "Lab feed", scope });
}

async function aToken(client: Client, secret: Secret<string>, scope?: string): Promise<string> {
  const outcome = await tokens.issue({ clientId: client.id, secret, scope }, origin);
  if (outcome.kind !== "token") throw new Error(outcome.error);
  return outcome.accessToken.expose();
}

describe("a client", () => {
  test("is added with a secret that is kept as a hash, and listed with its last token", async () => {
    takeEvents();
    const { client, secret } = await aClient("system/Patient.rs system/Observation.rs");
    await aToken(client, secret);
    expect(await clients.list(clinic.tenant)).toEqual([{ ...client, lastTokenAt: now() }]);
    expect(await clients.list(other.tenant)).toEqual([]);
    expect(takeEvents().map((event) => event.act)).toEqual(["client-added", "token-issued"]);
    const rows = await database
      .tenant(clinic.tenant)
      .query<{ text: string }>("select c::text || encode(sealed_name, 'escape') as text from wardbook.api_client c");
    for (const { text } of rows) expect(text).not.toMatch(new RegExp(`Lab feed|${secret.expose()}`));
  });

  test("takes system scopes only, written as SMART v2", async () => {
    await expect(aClient("user/Patient.rs")).rejects.toMatchObject({ code: "clients/unsuitable-scope" });
    await expect(aClient("patient/Patient.rs system/Patient.rs")).rejects.toMatchObject({
      code: "clients/unsuitable-scope",
    });
    await expect(aClient("system/Patient.read")).rejects.toMatchObject({ code: "scope/version-1" });
  });

  test("that has ended gets no token, and its tokens are worthless here at once and elsewhere within a second", async () => {
    const { client, secret } = await aClient();
    const token = await aToken(client, secret);
    const elsewhere = installation.anotherProcess();
    expect(await elsewhere.tokens.find(token)).toBeDefined();
    await clients.end(operator, clinic.tenant, client.id);
    expect(await tokens.find(token)).toBeUndefined();
    wait(999);
    expect(await elsewhere.tokens.find(token)).toBeUndefined();
    expect(await tokens.issue({ clientId: client.id, secret }, origin)).toEqual({
      kind: "refused",
      error: "invalid_client",
    });
    await expect(clients.end(operator, other.tenant, client.id)).rejects.toMatchObject({ code: "clients/unknown" });
  });
});

describe("a token", () => {
  test("says who issued it, for whom and until when, and points at its grant", async () => {
    const { client, secret } = await aClient("system/Patient.rs");
    const token = await aToken(client, secret);
    const issuedAt = Math.floor(now() / 1000);
    expect(decodeProtectedHeader(token)).toMatchObject({ alg: "EdDSA", typ: "at+jwt" });
    expect(decodeJwt(token)).toMatchObject({
      iss: "https://wardbook.test",
      aud: "https://wardbook.test/fhir",
      sub: client.id,
      scope: "system/Patient.rs",
      iat: issuedAt,
      exp: issuedAt + 600,
    });
    const live = await tokens.find(token);
    expect(live).toMatchObject({
      tenant: clinic.tenant,
      clientId: client.id,
      name: "Lab feed",
      grantId: decodeJwt(token).jti,
    });
    expect(live?.scopes.map((scope) => scope.text)).toEqual(["system/Patient.rs"]);
  });

  test("is answered at once when it was seen a moment ago", async () => {
    const { client, secret } = await aClient();
    const token = await aToken(client, secret);
    await tokens.find(token);
    expect(tokens.find(token)).not.toBeInstanceOf(Promise);
  });

  test("expires after ten minutes", async () => {
    const { client, secret } = await aClient();
    const token = await aToken(client, secret);
    wait(599 * second);
    expect(await tokens.find(token)).toBeDefined();
    wait(second);
    expect(await tokens.find(token)).toBeUndefined();
    expect(await installation.anotherProcess().tokens.find(token)).toBeUndefined();
  });

  test("carries a part of the client's scopes, never more", async () => {
    const { client, secret } = await aClient("system/Observation.rs?category=laboratory system/Patient.cruds");
    const live = await tokens.find(await aToken(client, secret, "system/Patient.rs"));
    expect(live?.scopes.map((scope) => scope.text)).toEqual(["system/Patient.rs"]);
    for (const scope of ["system/Observation.rs", "system/*.rs", "user/Patient.rs", "system/Patient.read", ""]) {
      expect(await tokens.issue({ clientId: client.id, secret, scope }, origin)).toMatchObject({
        kind: "refused",
        error: "invalid_scope",
      });
    }
  });

  test("is not issued for a wrong secret, an unknown client or nonsense; a wrong secret is witnessed", async () => {
    const { client, secret } = await aClient();
    takeEvents();
    const refused = { kind: "refused", error: "invalid_client" };
    expect(await tokens.issue({ clientId: client.id, secret: new Secret("wrong") }, origin)).toEqual(refused);
    expect(takeEvents()).toMatchObject([{ act: "token-refused", subject: { kind: "client", id: client.id } }]);
    for (const clientId of [`${clinic.tenant}.${"A".repeat(16)}`, `999.${"A".repeat(16)}`, "x", ""]) {
      expect(await tokens.issue({ clientId, secret }, origin)).toEqual(refused);
    }
  });

  test("is refused when it is altered, signed by another key or organisation, unsigned, or for another audience", async () => {
    const { client, secret } = await aClient();
    const token = await aToken(client, secret);
    const [head = "", body = "", signature = ""] = token.split(".");
    const claims = decodeJwt(token);
    const header = { alg: "EdDSA", typ: "at+jwt", kid: `${clinic.tenant}.1` };
    const ownKey = importSigningKey((await keyring.vault(clinic.tenant)).secret("access-token").expose());
    const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
    const forged = [
      `${head}.${encode({ ...claims, scope: "system/*.cruds " })}.${signature}`,
      `${encode({ ...header, kid: `${other.tenant}.1` })}.${body}.${signature}`,
      `${encode({ alg: "none", typ: "at+jwt", kid: header.kid })}.${body}.`,
      await new SignJWT(claims).setProtectedHeader(header).sign(generateSigningKey()),
      await new SignJWT({ ...claims, aud: "https://elsewhere.test" }).setProtectedHeader(header).sign(ownKey),
      await new SignJWT({ ...claims, iss: "https://elsewhere.test" }).setProtectedHeader(header).sign(ownKey),
      await new SignJWT(claims).setProtectedHeader({ ...header, typ: "JWT" }).sign(ownKey),
      await new SignJWT({ ...claims, jti: crypto.randomUUID() }).setProtectedHeader(header).sign(ownKey),
      await new SignJWT(claims).setProtectedHeader({ ...header, kid: "999.1" }).sign(ownKey),
      "x",
      "",
      "a.b.c",
      "x".repeat(5000),
    ];
    for (const text of forged) expect(await tokens.find(text)).toBeUndefined();
    expect(await tokens.find(await new SignJWT(claims).setProtectedHeader(header).sign(ownKey))).toBeDefined();
  });
});
