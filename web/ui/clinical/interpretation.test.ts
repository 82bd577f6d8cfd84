import { describe, expect, test } from "vitest";
import { isCritical, isOutOfRange, standing } from "./interpretation.ts";
import { formatRange, normalRange } from "./reference-range.ts";

const range = { low: { value: 3.5, unit: "mmol/L" }, high: { value: 5.3, unit: "mmol/L" } };
const flag = (code: string) => [{ coding: [{ code }] }];

describe("standing of a value", () => {
  test("the laboratory's own flag wins over the range", () => {
    expect(standing({ value: 4, range, interpretation: flag("HH") })?.words).toBe("Critically high");
    expect(standing({ value: 9, range, interpretation: flag("N") })?.kind).toBe("normal");
  });
  test("without a flag the range judges, its ends included", () => {
    expect([3.4, 3.5, 5.3, 5.4].map((value) => standing({ value, range })?.kind)).toEqual([
      "low",
      "normal",
      "normal",
      "high",
    ]);
  });
  test("one-sided ranges judge one side", () => {
    expect(standing({ value: 94, range: { low: { value: 96 } } })?.words).toBe("Below range");
    expect(standing({ value: 99, range: { low: { value: 96 } } })?.words).toBe("In range");
  });
  test("a value without flag and range is unjudged, not normal", () => {
    expect(standing({ value: 4 })).toBeUndefined();
    expect(standing({ value: 4, range: { text: "see report" } })).toBeUndefined();
    expect(standing({ range })).toBeUndefined();
  });
  test("an unknown flag falls back to the range", () => {
    expect(standing({ value: 9, range, interpretation: flag("??") })?.kind).toBe("high");
  });
  test("only critical is critical", () => {
    expect(
      ["H", "L", "A", "N", "HH", "LL", "AA"].map((code) => isCritical(standing({ interpretation: flag(code) }))),
    ).toEqual([false, false, false, false, true, true, true]);
    expect([
      isOutOfRange(undefined),
      isOutOfRange(standing({ interpretation: flag("N") })),
      isOutOfRange(standing({ interpretation: flag("A") })),
    ]).toEqual([false, false, true]);
  });
});

describe("reference range", () => {
  test("is said with its unit", () => {
    expect(formatRange(range)).toBe("3.5–5.3 mmol/L");
    expect(formatRange({ low: { value: 96, unit: "%" } })).toBe("at least 96%");
    expect(formatRange({ high: { value: 5, unit: "mg/L" } })).toBe("up to 5 mg/L");
    expect(formatRange({ text: "negative" })).toBe("negative");
    expect(formatRange(undefined)).toBeUndefined();
  });
  test("the normal band is chosen over a treatment band", () => {
    const treatment = { type: { coding: [{ code: "treatment" }] }, low: { value: 1 } };
    const normal = { type: { coding: [{ code: "normal" }] }, low: { value: 2 } };
    expect(normalRange([treatment, normal])).toBe(normal);
    expect(normalRange([treatment, range])).toBe(range);
  });
});
