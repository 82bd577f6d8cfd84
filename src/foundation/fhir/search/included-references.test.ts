import { describe, expect, it } from "vitest";
import { includedReferences, reverseFilter } from "./included-references.ts";
import { indexTerms } from "./index-terms.ts";

const observation = {
  resourceType: "Observation",
  subject: { reference: "Patient/1/_history/4" },
  performer: [
    { reference: "Practitioner/1" },
    { reference: "Organization/1" },
    { reference: "Practitioner/1" },
    { reference: "#inside" },
    { reference: "http://elsewhere.example/Practitioner/9" },
    { identifier: { value: "x" } },
  ],
};

describe("included references", () => {
  it("are the local resources that a parameter names, each once", () => {
    expect(includedReferences(observation, "performer")).toEqual([
      { type: "Practitioner", id: "1" },
      { type: "Organization", id: "1" },
    ]);
    expect(includedReferences(observation, "performer", "Organization")).toEqual([{ type: "Organization", id: "1" }]);
    expect(includedReferences(observation, "patient")).toEqual([{ type: "Patient", id: "1" }]);
    expect(includedReferences(observation, "encounter")).toEqual([]);
  });

  it("come from reference parameters only", () => {
    expect(() => includedReferences(observation, "code")).toThrow(
      expect.objectContaining({ code: "fhir/unknown-parameter", path: "code" }),
    );
  });
});

describe("a reverse filter", () => {
  it("finds what points to any of the targets", () => {
    const { clause, exact, ...filter } = reverseFilter("Observation", "subject", [
      { type: "Patient", id: "9" },
      { type: "Patient", id: "1" },
    ]);
    expect(clause).toEqual(["subject\u0000ref\u0000Patient/9", "subject\u0000ref\u0000Patient/1"]);
    expect(indexTerms(observation)).toContain("subject\u0000ref\u0000Patient/1");
    expect(filter.matches(observation)).toBe(true);
    expect(exact).toBe(true);
  });

  it("finds nothing for no targets", () => {
    const filter = reverseFilter("Observation", "subject", []);
    expect(filter.clause).toEqual([]);
    expect(filter.matches(observation)).toBe(false);
  });
});
