import { describe, expect, test } from "vitest";
import { ageText, agoText, dateText, dateTimeText, isoDay, timeText, weekdayText } from "./dates.ts";

describe("dates on screens", () => {
  test("a day reads the same on both sides of the Atlantic", () => {
    expect(dateText("2026-03-07")).toBe("07-Mar-2026");
    expect(dateText("2026-12-31")).toBe("31-Dec-2026");
  });

  test("a date is as precise as it was recorded, no more", () => {
    expect(dateText("1948")).toBe("1948");
    expect(dateText("1948-03")).toBe("Mar-1948");
    expect(timeText("1948-03-12")).toBe("");
    expect(dateTimeText("1948-03-12")).toBe("12-Mar-1948");
  });

  test("an instant is shown in the reader's time zone", () => {
    expect(dateTimeText("2026-03-07T23:30:00.000Z", "Europe/London")).toBe("07-Mar-2026 23:30");
    expect(dateTimeText("2026-03-07T23:30:00.000Z", "Asia/Kolkata")).toBe("08-Mar-2026 05:00");
    expect(dateTimeText("2026-03-08T00:05:00+00:00", "UTC")).toBe("08-Mar-2026 00:05");
  });

  test("a calendar day never moves with the time zone", () => {
    expect(weekdayText("2026-03-07", "America/Los_Angeles")).toBe("Sat 07-Mar-2026");
  });

  test("text that is no date comes back unchanged", () => {
    expect(dateText("unknown")).toBe("unknown");
    expect(dateText("notTime")).toBe("notTime");
  });

  test("today is the reader's today", () => {
    expect(isoDay(new Date("2026-03-07T23:30:00Z"), "Asia/Tokyo")).toBe("2026-03-08");
  });
});

describe("ages", () => {
  test("counts completed years, the birthday included", () => {
    expect(ageText("1948-03-07", "2026-03-06")).toBe("77 y");
    expect(ageText("1948-03-07", "2026-03-07")).toBe("78 y");
    expect(ageText("1948-02-29", "2026-02-28")).toBe("77 y");
    expect(ageText("1948-02-29", "2026-03-01")).toBe("78 y");
  });

  test("counts days, weeks and months for the very young", () => {
    expect(ageText("2026-03-06", "2026-03-07")).toBe("1 day");
    expect(ageText("2026-02-10", "2026-03-07")).toBe("25 days");
    expect(ageText("2026-01-20", "2026-03-07")).toBe("6 weeks");
    expect(ageText("2024-09-07", "2026-03-07")).toBe("18 months");
    expect(ageText("2024-03-07", "2026-03-07")).toBe("2 y");
  });

  test("says about when only the year is known, and nothing for a future birth", () => {
    expect(ageText("1948", "2026-03-07")).toBe("about 78 y");
    expect(ageText("2030-01-01", "2026-03-07")).toBeUndefined();
  });
});

test("recent moments are told by distance, older ones by date", () => {
  const now = new Date("2026-03-07T14:05:00Z");
  expect(agoText("2026-03-07T14:04:30Z", now)).toBe("just now");
  expect(agoText("2026-03-07T13:05:00Z", now)).toBe("1 h ago");
  expect(agoText("2026-03-06T13:00:00Z", now)).toBe("yesterday");
  expect(agoText("2025-12-01T12:00:00Z", now)).toBe("01-Dec-2025");
});
