import { expect, test } from "vitest";
import { chartSections, sectionsFor } from "./sections.ts";

const labels = (permissions: readonly string[], ...scopes: readonly string[]) =>
  sectionsFor({ scopes: [...scopes], permissions: [...permissions] }).map((section) => section.label);

test("a clinician finds every section, each under its own key", () => {
  expect(labels(["accesses.read"], "user/*.cruds")).toEqual(chartSections.map((section) => section.label));
  expect(chartSections.map((section) => section.key).join("")).toBe("12345o6t78f9m0");
});

test("the front desk finds nothing clinical", () => {
  expect(labels([], "user/Patient.cruds", "user/Appointment.cruds")).toEqual(["Summary"]);
});

test("an auditor sees who looked, and no record", () => {
  expect(labels(["accesses.read"], "user/Practitioner.rs")).toEqual(["Who looked"]);
});
