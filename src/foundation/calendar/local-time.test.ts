import fc from "fast-check";
import { expect, test } from "vitest";
import { daysAround, laterDay, mondayOf, weekdayOf } from "./days.ts";
import { instantAt, localDay, localMinute, minutesOf } from "./local-time.ts";

test("clocks that go forward, back, or never are read both ways", () => {
  const at = (day: string, time: string, zone: string) =>
    new Date(instantAt(day, minutesOf(time), zone)).toISOString().slice(0, 16);
  expect(at("2026-07-01", "10:00", "Europe/London")).toBe("2026-07-01T09:00");
  expect(at("2026-01-01", "10:00", "Europe/London")).toBe("2026-01-01T10:00");
  expect(at("2026-03-07", "10:00", "Asia/Kolkata")).toBe("2026-03-07T04:30");
  // The 29th of March: 01:00 to 02:00 is left out.
  expect(at("2026-03-29", "01:30", "Europe/London")).toBe("2026-03-29T01:30");
  expect(at("2026-03-29", "09:00", "Europe/London")).toBe("2026-03-29T08:00");
  // The 25th of October: 01:00 to 02:00 comes twice.
  expect(at("2026-10-25", "01:30", "Europe/London")).toBe("2026-10-25T00:30");
  expect(at("2026-10-25", "09:00", "Europe/London")).toBe("2026-10-25T09:00");
  expect(at("2026-03-07", "24:00", "Pacific/Kiritimati")).toBe("2026-03-07T10:00");
  const late = Date.UTC(2026, 2, 7, 23, 15);
  expect([localDay(late, "Asia/Kolkata"), localMinute(late, "Asia/Kolkata")]).toEqual(["2026-03-08", 4 * 60 + 45]);
  expect([localDay(late, "America/New_York"), weekdayOf("2026-03-07"), weekdayOf("1969-12-28")]).toEqual([
    "2026-03-07",
    "sat",
    "sun",
  ]);
  expect(laterDay("2026-02-27", 3)).toBe("2026-03-02");
});

const zones = [
  "Europe/London",
  "Asia/Kolkata",
  "Australia/Lord_Howe",
  "Pacific/Apia",
  "America/St_Johns",
  "Africa/Monrovia",
  "UTC",
];
/** Days on which clocks change, somewhere: Samoa left one out, Liberia's went forward by 44 minutes and 30 seconds. */
const days = ["2026-03-29", "2026-10-25", "2026-04-05", "2026-10-04", "2011-12-30", "1972-01-07", "2026-06-10"].map(
  Date.parse,
);

test("what is remembered of a zone's clocks is what they show, on days on which they change too", () => {
  const near = fc.tuple(fc.constantFrom(...days), fc.integer({ min: -86_400, max: 2 * 86_400 }));
  const moments = fc.array(fc.tuple(fc.constantFrom(...zones), near), { minLength: 1, maxLength: 20 });
  const shown = (at: number, timeZone: string) =>
    new Intl.DateTimeFormat("sv-SE", { timeZone, dateStyle: "short", timeStyle: "short" }).format(at);
  fc.assert(
    fc.property(moments, (all) => {
      for (const [zone, [day, seconds]] of all) {
        const at = day + seconds * 1000;
        const minute = localMinute(at, zone);
        const clock = [Math.floor(minute / 60), minute % 60].map((part) => String(part).padStart(2, "0")).join(":");
        expect(`${localDay(at, zone)} ${clock}`).toBe(shown(at, zone));
      }
    }),
    { numRuns: 200 },
  );
});

test("a day has its Monday, and its neighbours over the ends of months", () => {
  expect(laterDay("2024-02-28", 2)).toBe("2024-03-01");
  expect(["2026-03-02", "2026-03-05", "2026-03-08"].map(mondayOf)).toEqual(["2026-03-02", "2026-03-02", "2026-03-02"]);
  expect(daysAround("2026-03-01")).toEqual(["2026-02-28", "2026-03-01", "2026-03-02"]);
});
