import { expect, test } from "vitest";
import { boundsText, faultOf, fieldsOf, limitsOf, usedText } from "./budget-fields.ts";

const budget = { limit: 600, usual: 1_200, least: 60, most: 2_400 };

test("what is as usual is an empty field, and an empty field is as usual", () => {
  const usual = { ...budget, limit: 1_200 };
  const fields = fieldsOf({ fhir: budget, api: usual, transfer: usual });
  expect(fields).toEqual({ fhir: 600, api: "", transfer: "" });
  expect(limitsOf(fields)).toEqual({ fhir: 600 });
});

test("only whole numbers within the bounds are taken", () => {
  for (const value of ["", 60, 2_400, "1200"]) expect(faultOf(value, budget)).toBeNull();
  for (const value of [59, 2_401, 60.5, "-", -600])
    expect(faultOf(value, budget)).toBe("A whole number from 60 to 2,400.");
});

test("bounds and use are said in words", () => {
  expect(boundsText(budget)).toBe("60 to 2,400 a minute; empty: 1,200, as usual");
  expect(usedText({ ...budget, used: 12 })).toBe("No more than 12 of 600 in this minute.");
  expect(usedText({ ...budget, used: 0 })).toBe("None in this minute.");
  expect(usedText(budget)).toMatch(/can’t be told/);
});
