import { expect, test } from "vitest";
import { stretchOf } from "./stretch.ts";

const until = (end: string, timeZone: string) => {
  const moment = stretchOf({ end }, timeZone)?.until;
  return moment === undefined ? undefined : new Date(moment).toISOString();
};

test.each([
  ["UTC", "2026-03-09", "2026-03-10T00:00:00.000Z"],
  ["Europe/London", "2026-07-31", "2026-07-31T23:00:00.000Z"],
  ["America/Los_Angeles", "2026-03-09", "2026-03-10T07:00:00.000Z"],
  ["Pacific/Auckland", "2026-03", "2026-03-31T11:00:00.000Z"],
  ["Asia/Kolkata", "2026", "2026-12-31T18:30:00.000Z"],
  // The clocks are set on the night in question.
  ["Europe/London", "2026-03-28", "2026-03-29T00:00:00.000Z"],
  ["Europe/London", "2026-03-29", "2026-03-29T23:00:00.000Z"],
  // Midnight is skipped, and comes twice.
  ["America/Santiago", "2026-09-05", "2026-09-06T04:00:00.000Z"],
  ["America/Santiago", "2026-04-04", "2026-04-05T04:00:00.000Z"],
  ["America/Havana", "2026-10-31", "2026-11-01T04:00:00.000Z"],
])("in %s what lasts to %s ends with that day there", (timeZone, end, moment) => {
  expect(until(end, timeZone)).toBe(moment);
});

test("a day begins where it is, and a moment that says its own zone is that moment everywhere", () => {
  expect(stretchOf({ start: "2026-03-09" }, "Asia/Tokyo")?.from).toBe(Date.parse("2026-03-08T15:00:00Z"));
  expect(until("2026-03-09T10:00:00+09:00", "America/Los_Angeles")).toBe("2026-03-09T01:00:01.000Z");
});
