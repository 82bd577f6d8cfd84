import fc from "fast-check";
import { expect, test } from "vitest";
import { amountText, minorOf, moneyText, typedAmount } from "./money.ts";

test("an amount is read as people type it, and what is none isn't guessed at", () => {
  const read = (text: string) => typedAmount(text, 2);
  expect(["1250", "1,250", "1 250.5", "1,250.50", " 52,5 ", "0.05"].map(read)).toEqual([
    "1250.00",
    "1250.00",
    "1250.50",
    "1250.50",
    "52.50",
    "0.05",
  ]);
  expect(["", "-5", "5.005", "1.2.3", "five", "1e3", "."].map(read)).toEqual(Array(7).fill(undefined));
  expect([typedAmount("5", 0), typedAmount("5.5", 0), typedAmount("5.125", 3)]).toEqual(["5", undefined, "5.125"]);
});

test("an amount is read in the digits of Hindi and Arabic", () => {
  expect(typedAmount("१,२५०.५", 2)).toBe("1250.50");
  expect(typedAmount("١٬٢٥٠٫٥", 2)).toBe("1250.50");
  expect(typedAmount("۱۲", 2)).toBe("12.00");
});

test("what is written can be read again, to the last digit", () => {
  fc.assert(
    fc.property(fc.bigInt({ min: 0n, max: 10n ** 14n }), fc.integer({ min: 0, max: 3 }), (minor, digits) => {
      const text = amountText(minor, digits);
      expect(minorOf(text)).toBe(minor);
      expect(minorOf(amountText(-minor, digits))).toBe(-minor);
      if (minor < 10n ** 12n) expect(typedAmount(text, digits)).toBe(text);
    }),
  );
});

test("money is said with its sign, and never rounded", () => {
  expect(moneyText("1250.50", "GBP")).toMatch(/£1,250\.50/);
  expect(moneyText("90071992547409.93", "INR")).toMatch(/409\.93/);
  expect(moneyText("5.5", "GBP")).toBe("5.5 GBP");
});
