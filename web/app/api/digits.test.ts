import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { digitsOf, parseKeepingDigits, stringifyWithDigits } from "./digits.ts";

type Measured = { readonly valueQuantity: { readonly value?: number; readonly unit?: string } };
const measured = (digits: string) =>
  parseKeepingDigits(`{"valueQuantity":{"value":${digits},"unit":"mmol/L"}}`) as Measured;

describe("numbers keep their digits", () => {
  test.each(["5.0", "0.10", "7.350", "1.50e2", "-0.0", "142", "0.5", "1.00000000000000000001"])("%s", (digits) => {
    const read = measured(digits);
    expect(read.valueQuantity.value).toBe(Number(digits));
    expect(digitsOf(read.valueQuantity, "value")).toBe(digits);
    expect(stringifyWithDigits(read)).toBe(`{"valueQuantity":{"value":${digits},"unit":"mmol/L"}}`);
  });

  test("in lists too", () => {
    const text = '{"list":[1.0,[2.50,{"deep":3.00}]]}';
    expect(stringifyWithDigits(parseKeepingDigits(text))).toBe(text);
  });

  test("what was read and isn't changed goes out as it came, whatever it is", () => {
    fc.assert(
      fc.property(fc.json(), (text) => {
        const compact = JSON.stringify(JSON.parse(text));
        expect(JSON.parse(stringifyWithDigits(parseKeepingDigits(compact)))).toEqual(JSON.parse(compact));
      }),
    );
  });

  test("around a changed object the others keep theirs", () => {
    const read = measured("5.0");
    expect(stringifyWithDigits({ ...read, status: "final" })).toBe(
      '{"valueQuantity":{"value":5.0,"unit":"mmol/L"},"status":"final"}',
    );
  });

  test("another value has digits of its own", () => {
    const read = measured("5.0");
    Object.assign(read.valueQuantity, { value: 6 });
    expect([digitsOf(read.valueQuantity, "value"), stringifyWithDigits(read.valueQuantity)]).toEqual([
      "6",
      '{"value":6,"unit":"mmol/L"}',
    ]);
  });

  test("no number has no digits", () => {
    expect([digitsOf(undefined, "value"), digitsOf({}, "value")]).toEqual([undefined, undefined]);
  });
});
