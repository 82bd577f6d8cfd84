import { expect, test } from "vitest";
import { matchTotp, newTotpSecret, totpInvitation } from "./totp.ts";

// RFC 6238 appendix B, SHA-1, the last six digits.
const secret = Buffer.from("12345678901234567890");
const vectors = [
  [59, "287082"],
  [1_111_111_109, "081804"],
  [1_234_567_890, "005924"],
  [20_000_000_000, "353130"],
] as const;

test.each(vectors)("at %d seconds the code is %s", (seconds, code) => {
  expect(matchTotp({ secret, code, now: seconds * 1000, lastStep: 0 })).toBe(Math.floor(seconds / 30));
});

test("codes of the step before and after are taken, those beyond are not", () => {
  const at = (seconds: number) => matchTotp({ secret, code: "081804", now: seconds * 1000, lastStep: 0 });
  expect(at(1_111_111_109 + 30)).toBe(37_037_036);
  expect(at(1_111_111_109 - 30)).toBe(37_037_036);
  expect(at(1_111_111_109 + 60)).toBeUndefined();
  expect(at(1_111_111_109 - 60)).toBeUndefined();
});

test("a step that was taken is not taken again, nor an earlier one", () => {
  const again = (lastStep: number) => matchTotp({ secret, code: "081804", now: 1_111_111_109_000, lastStep });
  expect(again(37_037_035)).toBe(37_037_036);
  expect(again(37_037_036)).toBeUndefined();
  expect(again(37_037_037)).toBeUndefined();
});

test("another secret's code is refused", () => {
  expect(matchTotp({ secret: newTotpSecret(), code: "081804", now: 1_111_111_109_000, lastStep: 0 })).toBeUndefined();
});

test("the invitation carries the secret for typing and for scanning", () => {
  const { base32, uri } = totpInvitation(secret, { issuer: "Wardbook Hill Clinic", account: "a.osei" });
  expect(base32).toBe("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
  expect(uri).toMatch(/^otpauth:\/\/totp\/Wardbook%20Hill%20Clinic:a\.osei\?/);
  expect(new URL(uri).searchParams.get("secret")).toBe(base32);
});
