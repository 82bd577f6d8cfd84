import { describe, expect, test } from "vitest";
import { ageOn, createCalendar, dateText, dayOf, spokenDate, weekday } from "./calendar.ts";

describe("the calendar", () => {
  test("gives wall-clock times their offset, winter and summer", () => {
    const calendar = createCalendar("2026-11-21T09:00:00Z", "Europe/London");
    expect(calendar.instant({ day: dayOf(2026, 1, 15), minute: 8 * 60 + 5 })).toBe("2026-01-15T08:05:00+00:00");
    expect(calendar.instant({ day: dayOf(2026, 7, 15), minute: 8 * 60 + 5 })).toBe("2026-07-15T08:05:00+01:00");
  });

  test("takes today from the home zone, not from Greenwich", () => {
    const calendar = createCalendar("2026-11-21T22:30:00Z", "Pacific/Auckland");
    expect(dateText(calendar.today)).toBe("2026-11-22");
    expect(calendar.now.minute).toBe(11 * 60 + 30);
    expect(calendar.isPast({ day: calendar.today, minute: 11 * 60 + 31 })).toBe(false);
  });

  test("counts completed years, birthdays on 29 February included", () => {
    const birth = dayOf(1948, 2, 29);
    expect(ageOn(birth, dayOf(2026, 2, 28))).toBe(77);
    expect(ageOn(birth, dayOf(2026, 3, 1))).toBe(78);
  });

  test("knows that 21-Nov-2026 is a Saturday", () => {
    expect(weekday(dayOf(2026, 11, 21))).toBe(6);
    expect(spokenDate(dayOf(2026, 11, 21))).toBe("21-Nov-2026");
  });

  test("refuses a today that is no instant", () => {
    expect(() => createCalendar("soon", "Europe/London")).toThrow(RangeError);
  });
});
