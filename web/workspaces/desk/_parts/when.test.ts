import { expect, test } from "vitest";
import { instantOf, typedTime, whenOf } from "./when.ts";

test("a time of day is read as people type it", () => {
  const typed = {
    "9:30": "09:30",
    "930": "09:30",
    "0930": "09:30",
    "9.30": "09:30",
    "9": "09:00",
    "14": "14:00",
    "2pm": "14:00",
  };
  for (const [text, time] of Object.entries(typed)) expect([text, typedTime(text)]).toEqual([text, time]);
  expect(typedTime("12 am")).toBe("00:00");
  expect(typedTime("12:15 p.m.")).toBe("12:15");
  for (const text of ["", "24", "9:75", "13pm", "noon", "1:2:3"])
    expect([text, typedTime(text)]).toEqual([text, undefined]);
});

test("what stands in a form is the instant that it was made from", () => {
  const instant = "2026-07-13T08:30:00.000Z";
  expect(whenOf(instant, "2026-01-01", "Europe/Dublin")).toEqual({ day: "13-Jul-2026", time: "09:30" });
  expect(instantOf(whenOf(instant, "2026-01-01", "Europe/Dublin"), "Europe/Dublin")).toBe(instant);
  expect(instantOf({ day: "13-Jul-2026", time: "soon" }, "Europe/Dublin")).toBeUndefined();
});
