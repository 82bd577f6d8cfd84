import { describe, expect, test } from "vitest";
import { ageInYears, formatAge } from "./age.ts";

const today = { year: 2026, month: 3, day: 7 };

describe("age", () => {
  test.each([
    ["1948-03-12", "77 y"],
    ["1948-03-07", "78 y"],
    ["2023-01-01", "3 yr 2 mo"],
    ["2023-03-07", "3 yr"],
    ["2021-03-07", "5 y"],
    ["2021-03-08", "4 yr 11 mo"],
    ["2024-03-08", "23 mo"],
    ["2025-12-08", "12 wk"],
    ["2026-02-07", "4 wk"],
    ["2026-02-08", "27 d"],
    ["2026-03-07", "0 d"],
  ])("born %s is %s on 07-Mar-2026", (born, age) => {
    expect(formatAge(born, today)).toBe(age);
  });
  test("someone born on 29 February turns a year older on 1 March of a common year", () => {
    expect(ageInYears("1948-02-29", { year: 2026, month: 2, day: 28 })).toBe(77);
    expect(ageInYears("1948-02-29", { year: 2026, month: 3, day: 1 })).toBe(78);
  });
  test("an imprecise birth date gives an imprecise age", () => {
    expect(formatAge("1948", today)).toBe("about 78 y");
    expect(formatAge("1948-05", today)).toBe("about 78 y");
  });
  test("nobody has an age before birth or without a birth date", () => {
    expect([formatAge("2026-03-08", today), formatAge(undefined, today), ageInYears("2027", today)]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });
});
