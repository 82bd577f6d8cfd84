import fc from "fast-check";
import { expect, test } from "vitest";
import { amountText, digitsOf, parseAmount, rateOf, shareOf } from "./amounts.ts";

test("an amount keeps its digits, and says nothing beyond those of its currency", () => {
  expect(["INR", "JPY", "BHD", "CLF"].map(digitsOf)).toEqual([2, 0, 3, 4]);
  expect(["12.5", "12.500", "0.05", "-7", "1e3", "1.005", ".5", ""].map((text) => parseAmount(text, 2))).toEqual([
    1250n,
    1250n,
    5n,
    -700n,
    undefined,
    undefined,
    undefined,
    undefined,
  ]);
  expect([amountText(5n, 2), amountText(-1250n, 2), amountText(7n, 0), amountText(-1n, 3)]).toEqual([
    "0.05",
    "-12.50",
    "7",
    "-0.001",
  ]);
  fc.assert(
    fc.property(fc.bigInt(-(10n ** 13n), 10n ** 13n), fc.integer({ min: 0, max: 4 }), (minor, digits) => {
      expect(parseAmount(amountText(minor, digits), digits)).toBe(minor);
    }),
  );
});

test("a share is rounded to the smallest unit, halves away from nothing, and alike on both sides of it", () => {
  expect(shareOf(1_000n, rateOf("18"))).toBe(180n);
  expect([shareOf(25n, rateOf("50")), shareOf(-25n, rateOf("50")), shareOf(24n, rateOf("52"))]).toEqual([
    13n,
    -13n,
    12n,
  ]);
  expect(() => rateOf("-1")).toThrow(RangeError);
  fc.assert(
    fc.property(fc.bigInt(0n, 10n ** 12n), fc.bigInt(0n, 1_000_000n), (minor, rate) => {
      expect(shareOf(-minor, rate)).toBe(-shareOf(minor, rate));
      expect(shareOf(minor, rate) <= minor).toBe(true);
    }),
  );
});
