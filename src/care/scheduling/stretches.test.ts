import { expect, test } from "vitest";
import { both, holds, hoursOf, joined, without } from "./stretches.ts";

const at = (from: number, until: number) => ({ from, until });

test("hours are joined, cut and intersected, and none at all are different from none today", () => {
  expect(joined([at(5, 7), at(1, 3), at(2, 4), at(7, 8)])).toEqual([at(1, 4), at(5, 8)]);
  expect(both([at(1, 10), at(20, 30)], [at(0, 5), at(8, 25)])).toEqual([at(1, 5), at(8, 10), at(20, 25)]);
  expect(both(undefined, [at(1, 2)])).toEqual([at(1, 2)]);
  expect(both(undefined, undefined)).toBeUndefined();
  expect(without([at(1, 10)], [at(0, 2), at(4, 5), at(9, 12)])).toEqual([at(2, 4), at(5, 9)]);
  expect(without([at(1, 10)], [at(1, 10)])).toEqual([]);
  expect([holds([at(1, 5)], at(1, 5)), holds([at(1, 3), at(3, 5)], at(2, 4))]).toEqual([true, false]);
  const week = [{ days: ["mon" as const], from: "09:00", until: "17:30" }];
  expect(hoursOf([], "2026-03-09", "UTC")).toBeUndefined();
  expect(hoursOf(week, "2026-03-10", "UTC")).toEqual([]);
  expect(hoursOf(week, "2026-03-09", "Asia/Kolkata")).toEqual([
    at(Date.UTC(2026, 2, 9, 3, 30), Date.UTC(2026, 2, 9, 12)),
  ]);
});
