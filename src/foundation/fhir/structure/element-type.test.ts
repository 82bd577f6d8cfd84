import { describe, expect, test } from "vitest";
import { elementType } from "./element-type.ts";

describe("the type of an element", () => {
  test("follows data types, backbones and references to other backbones", () => {
    expect(elementType("Patient", "name.given")).toEqual({ types: ["string"], repeats: true });
    expect(elementType("Patient", "birthDate")).toEqual({ types: ["date"], repeats: false });
    expect(elementType("Observation", "component")).toEqual({ types: ["BackboneElement"], repeats: true });
    expect(elementType("Observation", "component.referenceRange.low.value")).toEqual({
      types: ["decimal"],
      repeats: true,
    });
    expect(elementType("Timing", "repeat.bounds")?.types).toEqual(["Duration", "Range", "Period"]);
    expect(elementType("Bundle", "entry.resource")?.types).toEqual(["Resource"]);
  });

  test("gives every type of a choice, or the one that is named", () => {
    expect(elementType("Condition", "onset")?.types).toEqual(["dateTime", "Age", "Period", "Range", "string"]);
    expect(elementType("Condition", "onset[x]")).toEqual(elementType("Condition", "onset"));
    expect(elementType("Condition", "onsetAge.value")?.types).toEqual(["decimal"]);
    expect(elementType("Observation", "referenceRange.low")?.types).toEqual(["Quantity"]);
  });

  test("is undefined where R4 has nothing", () => {
    for (const [type, path] of [
      ["Patient", "colour"],
      ["Teapot", "id"],
      ["Patient", "birthDate.year"],
      ["Condition", "onset.value"],
    ] as const) {
      expect(elementType(type, path)).toBeUndefined();
    }
  });
});
