import { expect, test } from "vitest";
import { planSentence, planYears, usedCategories } from "./plan-years.ts";

const plan = {
  at: "2026-03-07T09:00:00Z",
  rows: [
    { category: "prescription", year: 2031, records: 2 },
    { category: "health-record", year: 2031, records: 40 },
    { category: "health-record", year: 2024, records: 7 },
  ],
  patients: [
    { year: 2024, patients: 1 },
    { year: 2033, patients: 1200 },
  ],
  patientsDue: 1,
} as const;
const given = { ...plan, rows: [...plan.rows], patients: [...plan.patients] };

test("years are in order, each with its categories and its whole patients", () => {
  expect(planYears(given)).toEqual([
    { year: 2024, byCategory: { "health-record": 7 }, records: 7, patients: 1 },
    { year: 2031, byCategory: { prescription: 2, "health-record": 40 }, records: 42, patients: 0 },
    { year: 2033, byCategory: {}, records: 0, patients: 1200 },
  ]);
  expect(usedCategories(given)).toEqual(["health-record", "prescription"]);
});

test("the sentence says what is due, and when more will be", () => {
  expect(planSentence(given)).toBe("1 patient’s whole record is due; in 2033 it is the turn of 1,200.");
  expect(planSentence({ ...given, patients: [], patientsDue: 0 })).toBe(
    "No patient’s whole record is due yet, and nothing has a year yet.",
  );
});
