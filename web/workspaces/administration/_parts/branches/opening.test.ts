import { expect, test } from "vitest";
import { hoursOf, isFaulty, openingText, typedHours } from "./opening.ts";

test("hours are typed as people write them, and come back as they were", () => {
  const hours = [
    { days: ["mon" as const, "tue" as const], from: "08:00", until: "12:00" },
    { days: ["mon" as const, "tue" as const], from: "13:00", until: "18:00" },
    { days: ["sat" as const], from: "09:00", until: "11:30" },
  ];
  const typed = typedHours(hours);
  expect(typed.mon).toBe("08:00-12:00, 13:00-18:00");
  expect(typedHours(hoursOf(typed))).toEqual(typed);
  expect(openingText(hours)).toBe("Mon to Tue 08:00-12:00, 13:00-18:00; Sat 09:00-11:30");
  expect(openingText([])).toBe("Not recorded");
  expect(hoursOf({ ...typed, mon: "8:00 – 9:15" })[0]).toEqual({ days: ["mon"], from: "08:00", until: "09:15" });
});

test("what can't be read as hours is a fault, and a closed day is none", () => {
  for (const text of ["", "8:00-9:00", "0800-0900"]) expect(isFaulty(text)).toBe(false);
  for (const text of ["9-5", "09:00-08:00", "25:00-26:00", "all day"]) expect(isFaulty(text)).toBe(true);
});
