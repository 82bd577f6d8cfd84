import fc from "fast-check";
import { expect, test } from "vitest";
import { dayOf, extended, isDay, lastDayOf } from "./due-day.ts";

const month = { unit: "month", count: 1 } as const;

test("a month ends on the day of the same number, or on the month's last day", () => {
  expect(lastDayOf("2026-01-15", month)).toBe("2026-02-15");
  expect(lastDayOf("2026-01-31", month)).toBe("2026-02-28");
  expect(lastDayOf("2028-01-31", month)).toBe("2028-02-29");
  expect(lastDayOf("2026-12-31", month)).toBe("2027-01-31");
});

test("an extension counts from the first day: two months more end three months after it, not two after a short one", () => {
  expect(lastDayOf("2026-01-31", extended(month, { unit: "month", count: 2 }))).toBe("2026-04-30");
  expect(lastDayOf("2026-01-01", extended({ unit: "day", count: 60 }, { unit: "day", count: 30 }))).toBe("2026-04-01");
});

test("what has effect at once is due on its day, and what has no period is due on none", () => {
  expect(lastDayOf("2026-03-31", { unit: "at-once" })).toBe("2026-03-31");
  expect(lastDayOf("2026-03-31", { unit: "none" })).toBeUndefined();
});

test("days that the calendar doesn't have are no days", () => {
  for (const no of ["2026-02-29", "2026-13-01", "2026-1-1", "today", "+02026-01-01"]) expect(isDay(no), no).toBe(false);
  expect(isDay("2028-02-29")).toBe(true);
});

test("whatever the day, a month is 28 to 31 days, and more months never end earlier", () => {
  const days = fc.integer({ min: 0, max: 40_000 }).map((count) => dayOf(count * 86_400_000));
  fc.assert(
    fc.property(days, fc.integer({ min: 1, max: 24 }), (day, count) => {
      const length = (Date.parse(lastDayOf(day, month) ?? "") - Date.parse(day)) / 86_400_000;
      expect(length).toBeGreaterThanOrEqual(28);
      expect(length).toBeLessThanOrEqual(31);
      const [one = "", more = ""] = [count, count + 1].map((months) =>
        lastDayOf(day, { unit: "month", count: months }),
      );
      expect(isDay(one)).toBe(true);
      expect(one < more).toBe(true);
    }),
  );
});
