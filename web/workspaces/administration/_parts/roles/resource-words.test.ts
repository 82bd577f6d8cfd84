import { expect, test } from "vitest";
import { fieldsOf, titleOf } from "./resource-words.ts";

test("records are told apart in a line", () => {
  expect(
    titleOf({ resourceType: "Patient", name: [{ family: "Melnyk", given: ["Oksana"] }], birthDate: "1948-03-12" }),
  ).toBe("MELNYK, Oksana, 12-Mar-1948");
  expect(titleOf({ resourceType: "Condition", code: { coding: [{ code: "35489007", display: "Depression" }] } })).toBe(
    "Depression",
  );
  expect(titleOf({ resourceType: "Appointment", start: "2026-06-11T09:00:00Z" })).toBe("Appointment, 11-Jun-2026");
  expect(titleOf({ resourceType: "Organization", name: "Riverside" })).toBe("Riverside");
});

test("elements become short text", () => {
  expect(
    fieldsOf({
      resourceType: "Observation",
      id: "x",
      meta: {},
      status: "final",
      subject: { reference: "Patient/p", display: "Oksana Melnyk" },
      valueQuantity: { value: 5, unit: "mg" },
    }),
  ).toEqual([
    ["status", "final"],
    ["subject", "Oksana Melnyk"],
    ["valueQuantity", "value 5, unit mg"],
  ]);
});
