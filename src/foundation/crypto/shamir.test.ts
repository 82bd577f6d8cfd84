import fc from "fast-check";
import { expect, test } from "vitest";
import { combineShares, splitSecret } from "./shamir.ts";

const secrets = fc.uint8Array({ minLength: 1, maxLength: 48 });

test("any threshold of the shares brings the secret back, whichever and in whatever order", () => {
  fc.assert(
    fc.property(secrets, fc.integer({ min: 2, max: 8 }), fc.nat(), (secret, threshold, seed) => {
      const shares = splitSecret(secret, 8, threshold);
      const chosen = shares.toSorted((a, b) => ((a.x * 7 + seed) % 11) - ((b.x * 7 + seed) % 11)).slice(0, threshold);
      expect(combineShares(chosen)).toEqual(Buffer.from(secret));
    }),
  );
});

test("one share fewer fits every secret alike", () => {
  // Of two shares needed, one is held. For each byte the secret might be there is exactly one second share that leads to it.
  const [held] = splitSecret(Buffer.from([42]), 2, 2);
  if (held === undefined) throw new Error("no share");
  const reached = new Set(
    Array.from({ length: 256 }, (_, byte) => combineShares([held, { x: 2, y: Buffer.from([byte]) }])[0]),
  );
  expect(reached.size).toBe(256);
});

test("known shares give the known secret", () => {
  // f(x) = 0x53 + 0xca x over GF(2^8): f(1) = 0x99, and f(2) = 0x53 ^ 2·0xca = 0x53 ^ 0x8f = 0xdc.
  expect(
    combineShares([
      { x: 1, y: Buffer.from([0x99]) },
      { x: 2, y: Buffer.from([0xdc]) },
    ]),
  ).toEqual(Buffer.from([0x53]));
});

test("shares that don't belong together, and counts that make no sense, are refused", () => {
  const [one, two] = splitSecret(Buffer.from("secret"), 3, 2);
  if (one === undefined || two === undefined) throw new Error("no shares");
  const refused = expect.objectContaining({ code: "crypto/malformed" });
  expect(() => combineShares([])).toThrow(refused);
  expect(() => combineShares([one, one])).toThrow(refused);
  expect(() => combineShares([one, { x: 2, y: two.y.subarray(1) }])).toThrow(refused);
  expect(() => combineShares([one, { x: 0, y: two.y }])).toThrow(refused);
  for (const [shares, threshold] of [
    [1, 1],
    [3, 1],
    [3, 4],
    [256, 2],
    [2.5, 2],
  ] as const)
    expect(() => splitSecret(Buffer.from("x"), shares, threshold)).toThrow(refused);
});
