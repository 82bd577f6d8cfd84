import { expect, test } from "vitest";
import { allows } from "./allows.ts";

test("a scope allows its letters for its type only", () => {
  expect(allows(["user/Patient.rs"], "Patient", "s")).toBe(true);
  expect(allows(["user/Patient.rs"], "Patient", "c")).toBe(false);
  expect(allows(["user/Patient.rs"], "Observation", "s")).toBe(false);
});

test("a star stands for every type, and criteria don't hide the scope", () => {
  expect(allows(["user/*.cruds"], "Appointment", "u")).toBe(true);
  expect(allows(["user/Observation.rs?category=vital-signs"], "Observation", "r")).toBe(true);
});

test("nothing is allowed by no scope, or by one that can't be read", () => {
  expect(allows([], "Patient", "r")).toBe(false);
  expect(allows(["openid", "user/Patient", "Patient.rs"], "Patient", "r")).toBe(false);
});
