import { expect, test } from "vitest";
import { nextQuarter, quarterOf } from "./quarter.ts";

test.each([
  ["2026-01-01T00:00:00Z", "2026-Q1", "2026-04-01T00:00:00.000Z"],
  ["2026-03-31T23:59:59Z", "2026-Q1", "2026-04-01T00:00:00.000Z"],
  ["2026-04-01T00:00:00Z", "2026-Q2", "2026-07-01T00:00:00.000Z"],
  ["2026-12-31T23:59:59Z", "2026-Q4", "2027-01-01T00:00:00.000Z"],
])("%s lies in %s, and the next one begins on %s", (at, quarter, next) => {
  expect(quarterOf(Date.parse(at))).toBe(quarter);
  expect(new Date(nextQuarter(Date.parse(at))).toISOString()).toBe(next);
});
