import { expect, test } from "vitest";
import { patientsNamedIn } from "./patients-named-in.ts";

const here = "https://records.test/fhir";
const [a, b] = ["0190f6c2-0000-7000-8000-000000000001", "0190f6c2-0000-7000-8000-000000000002"];

test.each([
  ["Observation", "subject", `Patient/${a}`, [a]],
  ["Observation", "subject:Patient", a, [a]],
  ["Condition", "patient", `${a},Patient/${b},${a}`, [a, b]],
  ["Condition", "patient", `${here}/Patient/${a}`, [a]],
  ["Patient", "_id", `${a},${b}`, [a, b]],
  ["Condition", "patient", `https://elsewhere.test/fhir/Patient/${a}`, []],
  ["Observation", "subject", `Group/${a}`, []],
  ["Observation", "subject:Group", a, []],
  ["Observation", "patient:identifier", a, []],
  ["Observation", "patient.name", a, []],
  ["Observation", "_id", a, []],
  ["Observation", "code", `Patient/${a}`, []],
  ["Patient", "family", a, []],
] as const)("%s?%s=%s asks about patients that are named, and about no others", (type, name, value, expected) => {
  expect(patientsNamedIn(type, [[name, value]], here)).toEqual(expected);
});
