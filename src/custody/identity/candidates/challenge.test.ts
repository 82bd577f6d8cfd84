import { expect, test } from "vitest";
import { deriveKey, hmacSha256, importAeadKey, open, randomBytes32, seal } from "../../../foundation/crypto/index.ts";
import { Secret, parsePersonId, parseTenantId } from "../../../foundation/kernel/index.ts";
import type { TenantVault } from "../../keyring/index.ts";
import { newTotpSecret } from "../second-factors/index.ts";
import { challengeLifetimeMs, newNonce, openChallenge, sealChallenge, tenantOfChallenge } from "./challenge.ts";

function aVault(): TenantVault {
  const bytes = randomBytes32();
  const key = importAeadKey(bytes);
  return {
    seal: (context, plaintext) => seal(key, plaintext, Buffer.from(context)),
    open: (context, sealed) => open(key, sealed, Buffer.from(context)),
    blind: (text) => hmacSha256(bytes, text).subarray(0, 16),
    renew: () => undefined,
    secret: (purpose) => new Secret(deriveKey(bytes, purpose)),
  };
}

const tenant = parseTenantId(2_147_483_647);
const person = parsePersonId("0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9");
const vault = aVault();
const challenge = {
  kind: "enrol",
  person,
  nonce: newNonce(),
  issuedAt: 1_000_000,
  epoch: 7,
  totpSecret: newTotpSecret(),
} as const;
const text = sealChallenge(tenant, vault, challenge);

test("a challenge comes back as it was, fits the contract and names its organisation", () => {
  expect(openChallenge(vault, text, 1_000_001)).toEqual(challenge);
  expect(text.length).toBeLessThanOrEqual(256);
  expect(tenantOfChallenge(text)).toBe(tenant);
});

test("a challenge lives ten minutes", () => {
  expect(challengeLifetimeMs).toBe(600_000);
  expect(openChallenge(vault, text, 1_000_000 + 599_999)).toBeDefined();
  expect(openChallenge(vault, text, 1_000_000 + 600_000)).toBeUndefined();
});

test("any changed character, another key or nonsense opens nothing", () => {
  const start = text.indexOf(".") + 1;
  for (let at = start; at < text.length - 1; at++) {
    const forged = `${text.slice(0, at)}${text[at] === "A" ? "B" : "A"}${text.slice(at + 1)}`;
    expect(openChallenge(vault, forged, 1_000_001)).toBeUndefined();
  }
  expect(openChallenge(aVault(), text, 1_000_001)).toBeUndefined();
  expect(openChallenge(vault, "1.", 1_000_001)).toBeUndefined();
  expect(openChallenge(vault, "", 1_000_001)).toBeUndefined();
});

test.each(["", "x", "0.abc", "1", "1.", "99999999999.abc", "4294967296.abc", "1.a b"])(
  "%j names no organisation",
  (nonsense) => {
    expect(tenantOfChallenge(nonsense)).toBeUndefined();
  },
);
