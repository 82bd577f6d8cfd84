import { expect, test } from "vitest";
import { parseSearch } from "./parse-search.ts";

const system = "http://terminology.hl7.org/CodeSystem/observation-category";
const others = Array.from({ length: 20 }, (_, index) => `${system}|other-${index}`);

function observation(code: string, of = system) {
  return {
    resourceType: "Observation",
    status: "final",
    category: [{ coding: [{ system: of, code }] }],
    subject: { reference: "Patient/00000000-0000-4000-8000-000000000001" },
  };
}

test.each([
  ["category", [...others, `${system}|Laboratory`], observation("laboratory"), true],
  ["category", [...others, "laboratory"], observation("laboratory", "urn:other"), true],
  ["category", [...others, `${system}|laboratory`], observation("laboratory", "urn:other"), false],
  ["category", others, observation("laboratory"), false],
  [
    "subject",
    [...others.map((_, n) => `Patient/p${n}`), "Patient/00000000-0000-4000-8000-000000000001"],
    observation("x"),
    true,
  ],
  ["subject", others.map((_, n) => `Patient/p${n}`), observation("x"), false],
] as const)("many values of %s match as each of them would", (name, values, resource, expected) => {
  const matches = (asked: readonly string[]) =>
    parseSearch("Observation", [[name, asked.join(",")]]).filters.every((filter) => filter.matches(resource));
  expect(matches(values)).toBe(expected);
  expect(values.some((value) => matches([value]))).toBe(expected);
});
