import { expect, test } from "vitest";
import { joints, movementOf, movements, parseMovementPart, strengthGrades } from "./movement.ts";

test("each movement has one name, and its norm is one that a goniometer shows", () => {
  expect(new Set(movements.map(({ id }) => id)).size).toBe(movements.length);
  expect(joints).toContain("Shoulder");
  for (const { norm } of movements) {
    if (norm === undefined) continue;
    expect(parseMovementPart("active", String(norm.degrees))).toBe(norm.degrees);
    expect(norm.source.address).toMatch(/^https?:\/\//);
  }
  expect(movementOf("shoulder-flexion")?.norm?.degrees).toBe(180);
  expect(movementOf("hip-flexion")?.norm).toBeUndefined();
});

test("degrees and grades are read within their bounds, and nothing else is", () => {
  expect(parseMovementPart("active", " -5 ")).toBe(-5);
  expect(parseMovementPart("passive", "201")).toBeUndefined();
  expect(parseMovementPart("strength", "5")).toBe(5);
  for (const wrong of ["6", "-1", "4+", "", "3.5"]) expect(parseMovementPart("strength", wrong)).toBeUndefined();
  expect(strengthGrades.words).toHaveLength(6);
});
