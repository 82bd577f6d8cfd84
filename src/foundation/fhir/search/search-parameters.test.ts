import { describe, expect, it } from "vitest";
import { resourceTypes } from "../resource-types.ts";
import { searchParameters } from "./search-parameters.ts";

describe("the table of search parameters", () => {
  it("compiles for every resource type", () => {
    const counts = resourceTypes.map((type) => searchParameters(type).size);
    expect(Math.min(...counts)).toBe(6);
    expect(counts.reduce((sum, count) => sum + count)).toBeGreaterThan(2000);
  });

  it("offers what R4 defines and leaves out what can't be answered", () => {
    const codes = [...searchParameters("Observation").keys()];
    expect(codes).toEqual(
      expect.arrayContaining([
        "_id",
        "_lastUpdated",
        "_tag",
        "_profile",
        "_security",
        "code",
        "combo-code",
        "date",
        "patient",
        "value-quantity",
      ]),
    );
    for (const absent of ["_text", "_content", "_query", "code-value-quantity"]) expect(codes).not.toContain(absent);
    expect([...searchParameters("Location").keys()]).not.toContain("near");
  });

  it("describes a parameter as a capability statement does", () => {
    expect(searchParameters("Observation").get("subject")).toMatchObject({
      code: "subject",
      type: "reference",
      targets: ["Device", "Group", "Location", "Patient"],
      modifiers: ["[type]", "missing"],
      indexed: true,
    });
    expect(searchParameters("Patient").get("gender")?.indexed).toBe(false);
    expect(searchParameters("Patient").get("birthdate")?.comparators).toEqual([
      "eq",
      "ne",
      "gt",
      "lt",
      "ge",
      "le",
      "sa",
      "eb",
      "ap",
    ]);
  });
});
