import { expect, test } from "vitest";
import { daysLeftText } from "./days-left.ts";

test("what is left is told in days, over summer time and leap days too", () => {
  expect(daysLeftText("2026-03-31", "2026-03-31")).toBe("Due today");
  expect(daysLeftText("2026-03-31", "2026-03-28")).toBe("Due in 3 days");
  expect(daysLeftText("2028-03-01", "2028-02-28")).toBe("Due in 2 days");
  expect(daysLeftText("2026-03-31", "2026-04-01")).toBe("Overdue by 1 day");
});
