import { type JSONWebKeySet, createLocalJWKSet, decodeProtectedHeader, jwtVerify } from "jose";
import * as openid from "openid-client";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { type TestHouse, aHouse } from "../support/house.ts";
import { aPerson, anApp, consent, operator, redirectUri } from "./app.ts";

// A served installation whose clock goes on by hours, while apps hold what it signed before. Each sentence goes on where the one before ended.

const minute = 60_000;
const hour = 60 * minute;
let house: TestHouse;
let config: openid.Configuration;
let clientId: string;
let first: openid.TokenEndpointResponse;

beforeAll(async () => {
  // The clock alone: everything else waits as long as it says.
  vi.useFakeTimers({ toFake: ["Date"], now: Date.now() });
  house = await aHouse();
  const { client } = await anApp(house);
  clientId = client.id;
  config = await openid.discovery(new URL(house.origin), clientId, undefined, openid.None(), {
    execute: [openid.allowInsecureRequests],
  });
});
afterAll(async () => {
  await house?.end();
  vi.useRealTimers();
});

const pass = (milliseconds: number) => vi.setSystemTime(Date.now() + milliseconds);
const published = async () => (await (await fetch(`${house.origin}/oauth/jwks`)).json()) as JSONWebKeySet;
const keyOf = ({ id_token = "" }: openid.TokenEndpointResponse) => decodeProtectedHeader(id_token).kid;

/** As an app that looks the keys up: whether what it holds was signed by one that is published now. */
async function isVerified(tokens: openid.TokenEndpointResponse, at: number): Promise<boolean> {
  const keys = createLocalJWKSet(await published());
  return jwtVerify(tokens.id_token ?? "", keys, { audience: clientId, currentDate: new Date(at) }).then(
    () => true,
    () => false,
  );
}

async function begin() {
  const { browser } = await aPerson(house);
  const verifier = openid.randomPKCECodeVerifier();
  const url = openid.buildAuthorizationUrl(config, {
    redirect_uri: redirectUri,
    aud: `${house.origin}/fhir`,
    scope: "openid offline_access user/Patient.rs",
    code_challenge: await openid.calculatePKCECodeChallenge(verifier),
    code_challenge_method: "S256",
    state: "s",
  });
  const page = (await browser.go(url.href)).headers.get("location") ?? "";
  return async () => {
    const { location } = await consent(browser, page);
    return openid.authorizationCodeGrant(config, new URL(location), { pkceCodeVerifier: verifier, expectedState: "s" });
  };
}

test("a new key is published before it signs", async () => {
  first = await (await begin())();
  const [before] = (await published()).keys;
  expect(keyOf(first)).toBe(before?.kid);
  const next = await house.house.authorization.signingKeys.rotate(operator);
  pass(2 * minute);
  expect((await published()).keys.map(({ kid }) => kid)).toEqual([before?.kid, next]);
  const later = await (await begin())();
  expect(keyOf(later)).toBe(before?.kid);
  expect(await isVerified(later, Date.now())).toBe(true);
});

test("a sign-in that begins under the old key ends under the new one, and what the old one signed still holds", async () => {
  const signedAt = Date.now();
  pass(50 * minute);
  const finish = await begin();
  pass(9 * minute);
  const tokens = await finish();
  expect(keyOf(tokens)).not.toBe(keyOf(first));
  expect(await isVerified(tokens, Date.now())).toBe(true);
  expect(await isVerified(first, signedAt)).toBe(true);
});

test("what an app was allowed before goes on, and what it gets anew is signed anew", async () => {
  const tokens = await openid.refreshTokenGrant(config, first.refresh_token ?? "");
  expect(keyOf(tokens)).not.toBe(keyOf(first));
  const answer = await fetch(`${house.origin}/fhir/Patient`, {
    headers: { authorization: `Bearer ${tokens.access_token}` },
  });
  expect(answer.status).toBe(200);
  first = { ...first, refresh_token: tokens.refresh_token ?? "" };
});

test("after a day the old key is gone, and nothing that it signed is believed any more", async () => {
  const signedAt = Date.now() - 2 * hour;
  expect((await published()).keys).toHaveLength(2);
  pass(25 * hour);
  await published();
  pass(2 * minute);
  expect((await published()).keys).toHaveLength(1);
  expect(await isVerified(first, signedAt)).toBe(false);
});

test("a key that is in use for ninety days is followed by another without anybody's doing", async () => {
  pass(91 * 24 * hour);
  expect((await published()).keys).toHaveLength(2);
  expect(keyOf(await (await begin())())).toBe((await published()).keys[0]?.kid);
});
