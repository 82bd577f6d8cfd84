import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseKeepingDigits } from "../../app/api/digits.ts";
import type { Quantity } from "./fhir-types.ts";
import { formatDoseNumber, formatMeasured } from "./numbers.ts";
import { formatDose, formatDoseRange, formatQuantity, formatStrength } from "./quantities.ts";

describe("doses", () => {
  test.each([
    [{ value: 5, unit: "mg" }, "5 mg"],
    [{ value: 0.5, unit: "mg" }, "0.5 mg"],
    [{ value: 50, unit: "mcg" }, "50 micrograms"],
    [{ value: 75, code: "ug" }, "75 micrograms"],
    [{ value: 10000, unit: "IU" }, "10,000 units"],
    [{ value: 1, unit: "{tablet}" }, "1 tablet"],
    [{ value: 2, unit: "tablet" }, "2 tablets"],
    [{ value: 0.5, unit: "TAB" }, "0.5 tablet"],
    [{ value: 5, unit: "ug/kg" }, "5 micrograms per kg"],
    [{ value: 2, unit: "puff" }, "2 puffs"],
    [{ value: 10, unit: "mL" }, "10 mL"],
    [{ value: 3, unit: "Actuat" }, "3 Actuat"],
  ])("%j reads %s", (quantity, text) => {
    expect(formatDose(quantity)).toBe(text);
  });
  test("no dose ends in a trailing zero or starts with a bare point, and reads back as the same number", () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-6, max: 1e6, noNaN: true }), (value) => {
        const text = formatDoseNumber(value);
        expect(text).not.toMatch(/\.\d*0$|^\.|\.$|e/);
        expect(Number(text.replaceAll(",", ""))).toBe(value);
      }),
    );
  });
  test("a dose without a number is no dose", () => {
    expect(formatDose({ unit: "mg" })).toBeUndefined();
  });
  test("ranges and strengths", () => {
    expect(formatDoseRange({ low: { value: 1, unit: "tablet" }, high: { value: 2, unit: "tablet" } })).toBe(
      "1–2 tablets",
    );
    expect(formatStrength({ numerator: { value: 250, unit: "mg" }, denominator: { value: 5, unit: "mL" } })).toBe(
      "250 mg in 5 mL",
    );
    expect(formatStrength({ numerator: { value: 500, unit: "mg" }, denominator: { value: 1, unit: "TAB" } })).toBe(
      "500 mg",
    );
    expect(formatStrength({ numerator: { value: 40, unit: "mg" }, denominator: { value: 1, unit: "mL" } })).toBe(
      "40 mg in 1 mL",
    );
  });
});

describe("measured values", () => {
  test("machine digits are rounded, recorded ones kept", () => {
    expect(
      [142.12983679161132, 5.132511375861787, 0.0123456, 37.85, 1.125].map((value) => formatMeasured(value)),
    ).toEqual(["142.1", "5.13", "0.012", "37.85", "1.125"]);
  });
  test.each([
    ["5.0", "5.0"],
    ["0.90", "0.90"],
    ["7.350", "7.350"],
    ["0.0050", "0.0050"],
    ["12500.0", "12,500.0"],
    ["-1.0", "-1.0"],
    ["1.50e2", "150"],
    ["142.12983679161132", "142.1"],
    ["5.00000000000000001", "5"],
  ])("recorded as %s it reads %s", (digits, text) => {
    const quantity = parseKeepingDigits(`{"value":${digits},"unit":"mmol/L"}`) as Quantity;
    expect(formatQuantity(quantity)).toBe(`${text} mmol/L`);
    expect(formatDose(quantity)).not.toMatch(/\.\d*0 /);
  });
  test("units are printed as they are read", () => {
    expect(formatQuantity({ value: 128, unit: "mm[Hg]" })).toBe("128 mmHg");
    expect(formatQuantity({ value: 37.2, code: "Cel" })).toBe("37.2 °C");
    expect(formatQuantity({ value: 96, unit: "%" })).toBe("96%");
    expect(formatQuantity({ value: 3, unit: "{score}" })).toBe("3");
    expect([formatQuantity({ value: 9.1, unit: "10⁹/L" }), formatQuantity({ value: 9.1, unit: "10*9/L" })]).toEqual([
      "9.1 ×10⁹/L",
      "9.1 ×10⁹/L",
    ]);
  });
  test("a comparator is said in words", () => {
    expect(formatQuantity({ value: 0.01, comparator: "<", unit: "µg/L" })).toBe("less than 0.01 µg/L");
  });
});
