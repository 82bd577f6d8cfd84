import { describe, expect, it } from "vitest";
import { compareSortKeys, sortKey } from "./sort-key.ts";

const patient = (family: string, given: string) => ({
  resourceType: "Patient",
  id: given,
  name: [{ given: [given], family }],
});

describe("sort keys", () => {
  it("order names by family and then given name, whatever their accents", () => {
    const names = [patient("Zola", "Émile"), patient("Ångström", "Anders"), patient("Zola", "Alexandrine")];
    const sorted = names.sort((a, b) => compareSortKeys(sortKey(a, "name"), sortKey(b, "name"), false));
    expect(sorted.map((resource) => resource.id)).toEqual(["Anders", "Alexandrine", "Émile"]);
  });

  it("are the earliest moment of a date, the digits of a number and the code of a token", () => {
    expect(sortKey({ resourceType: "Encounter", period: { start: "2020-01-01", end: "2021" } }, "date")).toBe(
      Date.parse("2020-01-01"),
    );
    expect(sortKey({ resourceType: "Observation", effectiveInstant: "2020-01-01T01:00:00+01:00" }, "date")).toBe(
      Date.parse("2020-01-01"),
    );
    expect(sortKey({ resourceType: "Observation", valueQuantity: { value: 5.4 } }, "value-quantity")).toBe(5.4);
    expect(sortKey({ resourceType: "Observation", status: "final" }, "status")).toBe("final");
    expect(sortKey({ resourceType: "Observation", subject: { reference: "Patient/1" } }, "patient")).toBe("Patient/1");
    expect(
      sortKey({ resourceType: "Observation", id: "x", meta: { lastUpdated: "1970-01-01T00:00:01Z" } }, "_lastUpdated"),
    ).toBe(1000);
    expect(sortKey({ resourceType: "Observation", id: "x" }, "_id")).toBe("x");
  });

  it("are missing where the value is, and missing ones come last either way", () => {
    expect(sortKey({ resourceType: "Observation" }, "date")).toBeUndefined();
    const keys = [undefined, 2, undefined, 1];
    expect([...keys].sort((a, b) => compareSortKeys(a, b, false))).toEqual([1, 2, undefined, undefined]);
    // Array.sort puts undefined last by itself, so the comparison is asked directly too.
    expect([
      compareSortKeys(undefined, 1, true),
      compareSortKeys(1, undefined, true),
      compareSortKeys(1, 2, true),
    ]).toEqual([1, -1, 1]);
  });

  it("exist for supported parameters only", () => {
    expect(() => sortKey({ resourceType: "Observation" }, "shoe-size")).toThrow(
      expect.objectContaining({ code: "fhir/unknown-parameter" }),
    );
  });
});
