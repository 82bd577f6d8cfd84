import { afterAll, describe, expect, test } from "vitest";
import { aHouse } from "../support/house.ts";
import { appByHand, newVerifier } from "./app-by-hand.ts";
import { Browser, aPerson, anApp, consent, operator } from "./app.ts";

const house = await aHouse();
const { authorizeUrl, pageFor, aCode, token, exchange, refresh, read } = appByHand(house);
afterAll(() => house.end());

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
    const scope = "openid offline_access user/*.cruds system/*.cruds";
    const page = await pageFor(browser, { client: client.id, more: { scope } });
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
    const second = await refresh(client.id, first["refresh_token"]);
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
