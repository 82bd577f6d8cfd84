import { expect, test } from "vitest";
import { dayAfter, dayAt, instantAt, minuteAt, minutesOf, mondayOf } from "./zoned.ts";

const dublin = "Europe/Dublin";

test("a time of day is an instant of the organisation's zone, in winter and in summer", () => {
  expect(instantAt("2026-01-12", minutesOf("09:30"), dublin)).toBe("2026-01-12T09:30:00.000Z");
  expect(instantAt("2026-07-13", minutesOf("09:30"), dublin)).toBe("2026-07-13T08:30:00.000Z");
  expect(instantAt("2026-07-13", minutesOf("24:00"), "Asia/Kolkata")).toBe("2026-07-13T18:30:00.000Z");
});

test("an hour that the clocks skip comes as much later, and one that comes twice is the first", () => {
  expect(instantAt("2026-03-29", minutesOf("01:30"), dublin)).toBe("2026-03-29T01:30:00.000Z");
  expect(minuteAt("2026-03-29T01:30:00.000Z", dublin)).toBe(minutesOf("02:30"));
  expect(instantAt("2026-10-25", minutesOf("01:30"), dublin)).toBe("2026-10-25T00:30:00.000Z");
});

test("every quarter of an hour of two years is found again", () => {
  for (let at = Date.UTC(2026, 0, 1); at < Date.UTC(2028, 0, 1); at += 15 * 60_000 * 37) {
    const instant = new Date(at).toISOString();
    const again = Date.parse(instantAt(dayAt(instant, dublin), minuteAt(instant, dublin), dublin));
    expect([0, 3_600_000]).toContain(at - again);
  }
});

test("weeks begin on Monday, over the ends of months and years", () => {
  expect(mondayOf("2026-11-22")).toBe("2026-11-16");
  expect(mondayOf("2026-11-16")).toBe("2026-11-16");
  expect(mondayOf("2027-01-01")).toBe("2026-12-28");
  expect(dayAfter("2026-12-31", 1)).toBe("2027-01-01");
});
