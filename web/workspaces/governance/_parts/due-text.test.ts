import { expect, test } from "vitest";
import { dueText } from "./due-text.ts";

const now = new Date("2026-03-07T09:00:00Z");

test.for([
  ["2026-03-10T09:00:00Z", "Due in 3 days"],
  ["2026-03-07T12:30:00Z", "Due in 3 h"],
  ["2026-03-07T09:20:00Z", "Due in 20 min"],
  ["2026-03-07T09:00:00Z", "Due in 1 min"],
  ["2026-03-04T09:00:00Z", "Overdue by 3 days"],
] as const)("a deadline at %s is said as %s", ([dueAt, says]) => {
  expect(dueText(dueAt, now)).toBe(says);
});
