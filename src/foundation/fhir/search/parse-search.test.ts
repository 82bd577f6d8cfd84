import { describe, expect, it } from "vitest";
import { parseSearch } from "./parse-search.ts";

const refusal = (code: string, path?: string) =>
  expect.objectContaining(path === undefined ? { code } : { code, path });

describe("a parsed search", () => {
  it("has defaults", () => {
    expect(parseSearch("Observation", [])).toEqual({
      type: "Observation",
      filters: [],
      chains: [],
      ids: undefined,
      lastUpdated: undefined,
      sort: [],
      count: 20,
      includes: [],
      revincludes: [],
      total: undefined,
      summary: undefined,
      elements: undefined,
      cursor: undefined,
    });
  });

  it("keeps every repeated parameter as a condition of its own", () => {
    const { filters } = parseSearch("Observation", [
      ["date", "ge2020"],
      ["date", "lt2021"],
      ["code", "a,b"],
    ]);
    expect(filters.map((filter) => filter.parameter)).toEqual(["date", "date", "code"]);
    const at = (effectiveDateTime: string) =>
      filters.slice(0, 2).every((filter) => filter.matches({ resourceType: "Observation", effectiveDateTime }));
    expect([at("2019-12-31"), at("2020-06-01"), at("2021-01-01")]).toEqual([false, true, false]);
  });

  it("narrows ids and last updates", () => {
    const from = Date.parse("2020-01-01T00:00:00Z");
    const until = Date.parse("2020-01-02T00:00:00Z");
    const { ids, lastUpdated, filters } = parseSearch("Patient", [
      ["_id", "a,b,c"],
      ["_id", "b,c,d"],
      ["_lastUpdated", "ge2020-01-01"],
      ["_lastUpdated", "lt2020-01-02"],
    ]);
    expect(ids).toEqual(["b", "c"]);
    expect(lastUpdated).toEqual([{ from, until }]);
    expect(filters).toEqual([]);
    expect(parseSearch("Patient", [["_lastUpdated", "ne2020-01-01"]]).lastUpdated).toEqual([
      { from: -Infinity, until: from },
      { from: until, until: Infinity },
    ]);
    expect(parseSearch("Patient", [["_lastUpdated", "2020,2019"]]).lastUpdated).toEqual([
      { from: Date.parse("2019-01-01"), until: Date.parse("2021-01-01") },
    ]);
  });

  it("reads what shapes the answer", () => {
    expect(
      parseSearch("Observation", [
        ["_count", "5000"],
        ["_sort", "-date,_id"],
        ["_include", "Observation:subject:Patient"],
        ["_include", "Observation:encounter"],
        ["_revinclude", "Provenance:target"],
        ["_total", "accurate"],
        ["_summary", "count"],
        ["_elements", "code,status"],
        ["_cursor", "opaque"],
        ["_format", "application/fhir json"],
      ]),
    ).toMatchObject({
      count: 1000,
      sort: [
        { parameter: "date", descending: true },
        { parameter: "_id", descending: false },
      ],
      includes: [
        { type: "Observation", parameter: "subject", targetType: "Patient" },
        { type: "Observation", parameter: "encounter", targetType: undefined },
      ],
      revincludes: [{ type: "Provenance", parameter: "target", targetType: undefined }],
      total: "accurate",
      summary: "count",
      elements: ["code", "status"],
      cursor: "opaque",
    });
  });

  it.each([
    ["shoe-size", "9", "fhir/unknown-parameter"],
    ["_text", "x", "fhir/unknown-parameter"],
    ["_filter", "x", "fhir/unknown-parameter"],
    ["code-value-quantity", "a$5", "fhir/unknown-parameter"],
    ["subject.", "x", "fhir/unsupported-search"],
    ["subject:Practitioner.name", "x", "fhir/unsupported-search"],
    ["subject.birthdate:missing:exact", "x", "fhir/unsupported-modifier"],
    ["subject.nonsense", "x", "fhir/unknown-parameter"],
    ["code.name", "x", "fhir/unknown-parameter"],
    ["subject.birthdate", "yesterday", "fhir/bad-search-value"],
    ["subject:Patient.general-practitioner.organization.partof.name", "x", "fhir/search-too-large"],
    ["_has", "x", "fhir/unsupported-search"],
    ["_has:Provenance:target:_count", "1", "fhir/unsupported-search"],
    ["_has:Observation:code:status", "x", "fhir/unknown-parameter"],
    ["_has:Appointment:patient:status", "x", "fhir/unknown-parameter"],
    ["_include:iterate", "Observation:subject", "fhir/unsupported-search"],
    ["_include", "*", "fhir/unsupported-search"],
    ["code:text", "x", "fhir/unsupported-modifier"],
    ["code:in", "x", "fhir/unsupported-modifier"],
    ["date:exact", "2020", "fhir/unsupported-modifier"],
    ["_id:not", "x", "fhir/unsupported-modifier"],
    ["_count:exact", "1", "fhir/unsupported-modifier"],
    ["code:missing", "perhaps", "fhir/bad-search-value"],
    ["_count", "-1", "fhir/bad-search-value"],
    ["_count", "many", "fhir/bad-search-value"],
    ["_sort", "shoe-size", "fhir/bad-search-value"],
    ["_total", "exact", "fhir/bad-search-value"],
    ["_summary", "short", "fhir/bad-search-value"],
    ["_elements", "a.b", "fhir/bad-search-value"],
    ["_id", "a b", "fhir/bad-search-value"],
    ["_lastUpdated", "today", "fhir/bad-search-value"],
    ["_format", "xml", "fhir/unsupported-format"],
    ["_include", "Observation:code", "fhir/unknown-parameter"],
    ["_include", "Encounter:subject", "fhir/bad-search-value"],
    ["_include", "Observation:subject:Practitioner", "fhir/bad-search-value"],
    ["_include", "Observation", "fhir/bad-search-value"],
    ["_revinclude", "Encounter:subject", "fhir/bad-search-value"],
  ])("refuses %s=%s with %s", (name, value, code) => {
    expect(() => parseSearch("Observation", [[name, value]])).toThrow(refusal(code));
  });

  it("names the parameter and never the value in its refusals", () => {
    const refuse = () => parseSearch("Patient", [["birthdate", "Ada Lovelace"]]);
    expect(refuse).toThrow(refusal("fhir/bad-search-value", "birthdate"));
    expect(refuse).not.toThrow(/Ada/);
  });

  it("refuses unknown resource types", () => {
    expect(() => parseSearch("Sandwich", [])).toThrow(refusal("fhir/unknown-resource-type"));
    expect(() => parseSearch("Resource", [])).toThrow(refusal("fhir/unknown-resource-type"));
  });

  it("bounds parameters, values and lengths", () => {
    const tooLarge = refusal("fhir/search-too-large");
    const code = ["code", "a"] as const;
    expect(
      parseSearch(
        "Observation",
        Array.from({ length: 64 }, () => code),
      ).filters.length,
    ).toBe(64);
    expect(() =>
      parseSearch(
        "Observation",
        Array.from({ length: 65 }, () => code),
      ),
    ).toThrow(tooLarge);
    expect(() => parseSearch("Observation", [["code", Array.from({ length: 101 }, () => "a").join()]])).toThrow(
      tooLarge,
    );
    expect(() => parseSearch("Observation", [["code", "a".repeat(2001)]])).toThrow(tooLarge);
  });
});
