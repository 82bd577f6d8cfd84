import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ancestorsOf, coverTime } from "./calendar-cover.ts";

const day = 86_400_000;
const dayIn = (year: number, month: number, dayOfMonth: number) => Date.UTC(year, month - 1, dayOfMonth);

describe("a cover of the calendar", () => {
  it("uses the largest nodes that fit", () => {
    expect(coverTime({ from: dayIn(2019, 12, 31), until: dayIn(2021, 2, 3) }, 100)).toEqual([
      "2019-12-31",
      "2020",
      "2021-01",
      "2021-02-01",
      "2021-02-02",
    ]);
    expect(coverTime({ from: dayIn(2020, 2, 1), until: dayIn(2020, 3, 1) }, 8)).toEqual(["2020-02"]);
    expect(coverTime({ from: dayIn(1900, 1, 1), until: dayIn(2000, 1, 1) }, 8)).toEqual(["19"]);
  });

  it("widens its ends when days would be too many", () => {
    expect(coverTime({ from: dayIn(2020, 1, 2), until: dayIn(2020, 5, 30) }, 8)).toEqual([
      "2020-01",
      "2020-02",
      "2020-03",
      "2020-04",
      "2020-05",
    ]);
  });

  it("holds all of a long ongoing stretch", () => {
    expect(coverTime({ from: dayIn(2020, 1, 2), until: Infinity }, 8)).toEqual(["+", "20", "21"]);
    expect(coverTime({ from: -Infinity, until: Infinity }, 8)).toEqual(["-", "+", "18", "19", "20", "21"]);
  });

  it("holds every day of the stretch, within the limit", () => {
    const from = dayIn(1790, 1, 1) / day;
    const days = fc.tuple(
      fc.integer({ min: from, max: from + 160_000 }),
      fc.nat(3000),
      fc.integer({ min: 6, max: 40 }),
      fc.nat(3000),
    );
    fc.assert(
      fc.property(days, ([first, length, limit, offset]) => {
        const nodes = coverTime({ from: first * day, until: (first + length + 1) * day }, limit);
        expect(nodes.length).toBeLessThanOrEqual(limit);
        const inside = new Date((first + (offset % (length + 1))) * day).toISOString().slice(0, 10);
        const far = inside < "1800" ? "-" : inside > "2200" ? "+" : undefined;
        const holders = far === undefined ? [inside, ...ancestorsOf(inside)] : [far];
        expect(holders.some((node) => nodes.includes(node))).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });
});
