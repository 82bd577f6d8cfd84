import { expect, test } from "vitest";
import { shiftAt, weeklyTimeOf } from "./weekly-time.ts";

const nights = weeklyTimeOf({
  daysOfWeek: ["mon", "tue"],
  availableStartTime: "21:00:00",
  availableEndTime: "07:00:00",
});
const rota = nights === undefined ? [] : [nights];

test.each([
  // 9 March 2026 is a Monday; London keeps UTC until 29 March.
  ["2026-03-09T20:59:59Z", undefined],
  ["2026-03-09T21:00:00Z", "2026-03-09T21:00:00.000Z"],
  ["2026-03-10T06:59:59Z", "2026-03-09T21:00:00.000Z"],
  ["2026-03-10T07:00:00Z", undefined],
  ["2026-03-11T03:00:00Z", "2026-03-10T21:00:00.000Z"],
  ["2026-03-11T22:00:00Z", undefined],
])("a night shift over midnight: at %s it began %s", (at, began) => {
  const shift = shiftAt(rota, Date.parse(at), "Europe/London");
  expect(shift?.from === undefined ? undefined : new Date(shift.from).toISOString()).toBe(began);
  if (shift !== undefined) expect((shift.until ?? 0) - (shift.from ?? 0)).toBe(10 * 3_600_000);
});

test("times are those of the organisation's zone", () => {
  const at = Date.parse("2026-07-06T20:30:00Z");
  expect(shiftAt(rota, at, "Europe/London")).toEqual({
    from: Date.parse("2026-07-06T20:00:00Z"),
    until: Date.parse("2026-07-07T06:00:00Z"),
  });
  expect(shiftAt(rota, at, "UTC")).toBeUndefined();
});

test("a whole day", () => {
  const sundays = weeklyTimeOf({ daysOfWeek: ["sun"], allDay: true });
  const at = Date.parse("2026-03-08T00:00:00Z");
  expect(shiftAt(sundays === undefined ? [] : [sundays], at, "UTC")).toEqual({ from: at, until: at + 86_400_000 });
});

test.each([
  {},
  { daysOfWeek: [] },
  { daysOfWeek: ["someday"], allDay: true },
  { daysOfWeek: ["mon"] },
  { daysOfWeek: ["mon"], availableStartTime: "9:00", availableEndTime: "17:00:00" },
  { daysOfWeek: ["mon"], availableStartTime: "09:00:00", availableEndTime: "25:00:00" },
])("a rota that isn't understood puts nobody on shift: %j", (available) => {
  expect(weeklyTimeOf(available)).toBeUndefined();
});
