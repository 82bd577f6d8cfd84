import { expect, test } from "vitest";
import { typedHours } from "../branches/opening.ts";
import { breaksText, isEmptyWeek, likeMonday } from "./breaks.ts";

test("a break is what lies between the parts of a day, in whatever order they are typed", () => {
  expect(breaksText("08:00-12:00, 13:00-18:00")).toBe("12:00-13:00");
  expect(breaksText("14:00-18:00, 8:00-10:00, 10:30-12:00")).toBe("10:00-10:30, 12:00-14:00");
  for (const none of ["", "08:00-18:00", "08:00-12:00, 12:00-18:00", "08:00-13:00, 09:00-10:00", "all day"])
    expect(breaksText(none)).toBe("");
});

test("Monday's hours go to Friday, and a week without any is empty", () => {
  const week = { ...typedHours([]), mon: "08:00-12:00", sat: "09:00-10:00" };
  expect(likeMonday(week)).toMatchObject({ tue: "08:00-12:00", fri: "08:00-12:00", sat: "09:00-10:00", sun: "" });
  expect([isEmptyWeek(typedHours([])), isEmptyWeek(week)]).toEqual([true, false]);
});
