import { expect, test } from "vitest";
import { chartSections, sectionsFor } from "./sections.ts";

const person = (role: "clinician" | "front-desk" | "auditor") => ({ id: "p", username: "x", displayName: "X", role });
const labels = (role: "clinician" | "front-desk" | "auditor", ...scopes: readonly string[]) =>
  sectionsFor({ scopes: [...scopes], person: person(role) }).map((section) => section.label);

test("a clinician finds every section, each under its own number key", () => {
  expect(labels("clinician", "user/*.cruds")).toEqual(chartSections.map((section) => section.label));
  expect(chartSections.map((section) => section.key).join("")).toBe("123456789");
});

test("the front desk finds nothing clinical", () => {
  expect(labels("front-desk", "user/Patient.cruds", "user/Appointment.cruds")).toEqual(["Summary"]);
});

test("an auditor sees who looked, and no record", () => {
  expect(labels("auditor", "user/Practitioner.rs")).toEqual(["Who looked"]);
});
