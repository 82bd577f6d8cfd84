import { expect, test } from "vitest";
import { dayIn, laterDay, mondayOf } from "./local-day.ts";

test("a moment has the day of its zone, and a day its Monday", () => {
  expect(dayIn(Date.UTC(2026, 2, 7, 20), "Asia/Kolkata")).toBe("2026-03-08");
  expect(laterDay("2024-02-28", 2)).toBe("2024-03-01");
  expect(["2026-03-02", "2026-03-05", "2026-03-08"].map(mondayOf)).toEqual(["2026-03-02", "2026-03-02", "2026-03-02"]);
});
