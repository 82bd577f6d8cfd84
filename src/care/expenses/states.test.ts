import { amountText, parseAmount } from "../../foundation/money/index.ts";
import fc from "fast-check";
import { expect, test } from "vitest";
import { hasRoom } from "./budget.ts";
import { kindOfFile } from "./receipt-file.ts";
import { expenseSettings } from "./settings.ts";
import { type VoucherState, refusalOf, statusByState, voucherMachine } from "./states.ts";

const states = Object.keys(statusByState) as VoucherState[];

test("every step that the table doesn't name is refused, with what could follow", () => {
  for (const from of states)
    for (const to of states) {
      const refused = refusalOf(from, to);
      if (from === to || voucherMachine[from].includes(to)) expect(refused, `${from} to ${to}`).toBeUndefined();
      else expect(refused).toContain(`it is ${from}`);
    }
  expect(states.filter((state) => refusalOf(undefined, state) === undefined)).toEqual(["draft", "submitted"]);
});

const rupees = { currency: "INR", digits: 2 };
const cents = fc.bigInt({ min: 0n, max: 10_000_00n });

test("there is room exactly while neither day nor month comes to more than it may", () => {
  fc.assert(
    fc.property(cents, cents, cents, cents, fc.option(cents), (ofDay, ofMonth, amount, day, month) => {
      const text = (minor: bigint) => amountText(minor, 2);
      const budget = { branchId: "x", day: text(day), month: month === null ? null : text(month) };
      const fits = ofDay + amount <= day && (month === null || ofMonth + amount <= month);
      expect(hasRoom(budget, { day: ofDay, month: ofMonth }, amount, rupees)).toBe(fits);
      expect(parseAmount(text(amount), 2)).toBe(amount);
    }),
  );
  // More digits than the currency has: nobody knows what was meant.
  expect(hasRoom({ branchId: "x", day: "0.005", month: null }, { day: 0n, month: 0n }, 0n, rupees)).toBe(false);
});

test("settings name each branch and each category once", () => {
  const budget = { branchId: "x", day: "1", month: null };
  for (const wrong of [
    { budgets: [budget, budget] },
    { budgets: [{ ...budget, day: "much" }] },
    { categories: [] },
    { categories: ["a", "a"].map((code) => ({ code, name: code })) },
    null,
  ])
    expect(() => expenseSettings.parse(wrong)).toThrow(RangeError);
  expect(expenseSettings.parse(undefined).budgets).toEqual([]);
});

test("a file is what its bytes say", () => {
  expect(kindOfFile(Buffer.from("%PDF-1.7"))).toBe("application/pdf");
  expect(kindOfFile(Buffer.from([0xff, 0xd8, 0xff, 0xe0]))).toBe("image/jpeg");
  for (const other of ["", "<svg", "GIF89a", "PDF-"]) expect(kindOfFile(Buffer.from(other))).toBeUndefined();
});
