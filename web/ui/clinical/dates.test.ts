import { describe, expect, test } from "vitest";
import { formatDate, formatDateTime, formatPeriod, formatTime, formatTimeWithSeconds, instantOf } from "./dates.ts";

const london = "Europe/London";

describe("dates", () => {
  test("a date has its month in letters", () => {
    expect(formatDate("2026-03-07")).toBe("07-Mar-2026");
  });
  test("a partial date stays as imprecise as it was recorded", () => {
    expect([formatDate("2026-03"), formatDate("2026")]).toEqual(["Mar-2026", "2026"]);
  });
  test("a date without a time never shifts with the zone", () => {
    for (const zone of ["Pacific/Auckland", "America/Los_Angeles", "UTC"])
      expect(formatDate("1948-02-29", zone)).toBe("29-Feb-1948");
  });
  test("an instant is shown in the zone of the reader, summer time included", () => {
    expect(formatDateTime("2026-03-07T14:05:09Z", london)).toBe("07-Mar-2026 14:05");
    expect(formatDateTime("2026-07-07T23:30:00Z", london)).toBe("08-Jul-2026 00:30");
    expect(formatDateTime("2026-03-07T14:05:00+02:00", london)).toBe("07-Mar-2026 12:05");
  });
  test("midnight is 00:00, never 24:00", () => {
    expect(formatTime(Date.parse("2026-03-07T00:00:00Z"), "UTC")).toBe("00:00");
    expect(formatTimeWithSeconds(Date.parse("2026-03-07T14:05:09Z"), "UTC")).toBe("14:05:09");
  });
  test("what is absent or unreadable says so", () => {
    expect([formatDate(undefined), formatDate("soon"), formatDateTime("2026-03-07", london)]).toEqual([
      "Not recorded",
      "Not recorded",
      "07-Mar-2026",
    ]);
  });
  test("periods name the end they have", () => {
    expect(formatPeriod({ start: "2026-03-07", end: "2026-03-12" })).toBe("07-Mar-2026 – 12-Mar-2026");
    expect(formatPeriod({ start: "2026-03-07" })).toBe("since 07-Mar-2026");
    expect(formatPeriod({ end: "2026-03-12" })).toBe("until 12-Mar-2026");
    expect(formatPeriod({ start: "2026-03-07", end: "2026-03-07" })).toBe("07-Mar-2026");
    expect(formatPeriod(undefined)).toBe("Not recorded");
  });
  test("instants order mixed precisions", () => {
    expect(instantOf("2026-03-07T10:00:00Z")).toBe(Date.UTC(2026, 2, 7, 10));
    expect(instantOf("2026")).toBeLessThan(instantOf("2026-02") ?? 0);
    expect(instantOf("later")).toBeUndefined();
  });
});
