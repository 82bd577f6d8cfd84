import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { indexTerms } from "./index-terms.ts";
import { parseSearch } from "./parse-search.ts";
import { sharedData } from "./testing/shared-data.ts";

const casesPath = sharedData("fhir-date-search-cases.csv");

function observedAt(effectiveDateTime: string) {
  return { resourceType: "Observation", effectiveDateTime };
}

function dateFilter(value: string) {
  const [filter] = parseSearch("Observation", [["date", value]]).filters;
  if (filter === undefined) throw new Error("no filter");
  return filter;
}

describe.skipIf(casesPath === undefined)("date search cases written elsewhere", () => {
  const cases =
    casesPath === undefined
      ? []
      : readFileSync(casesPath, "utf8")
          .split("\n")
          .filter((line) => line.trim() !== "" && !line.startsWith("#"))
          .map((line) => line.split(",").map((cell) => cell.trim()));

  it("are all there", () => {
    expect(cases.length).toBe(105);
  });

  it.each(cases)("%s, asked %s: %s", (stored = "", asked = "", answer = "") => {
    const resource = observedAt(stored);
    const filter = dateFilter(asked);
    expect(filter.matches(resource)).toBe(answer === "True");
    if (answer !== "True" || filter.clause === undefined) return;
    const terms = indexTerms(resource);
    expect(filter.clause.some((term) => terms.includes(term))).toBe(true);
  });
});

describe("dates", () => {
  it("take a period for its whole stretch, open where a bound is missing", () => {
    const period = (start?: string, end?: string) => ({ resourceType: "Encounter", period: { start, end } });
    const matches = (resource: ReturnType<typeof period>, asked: string) =>
      parseSearch("Encounter", [["date", asked]]).filters.every((filter) => filter.matches(resource));
    expect(matches(period("2020-01-01", "2020-01-31"), "2020-01")).toBe(true);
    expect(matches(period("2020-01-01", "2020-02-01"), "2020-01")).toBe(false);
    expect(matches(period("2020-01-01"), "gt2150")).toBe(true);
    expect(matches(period("2020-01-01"), "eb2150")).toBe(false);
    expect(matches(period(undefined, "2020-01-01"), "lt1900")).toBe(true);
    expect(matches(period("2020-01-05", "2020-01-06"), "sa2020-01-04")).toBe(true);
    expect(matches(period("2020-01-05", "2020-01-06"), "sa2020-01-05")).toBe(false);
    expect(matches(period("2020-01-05", "2020-01-06"), "ap2020-01-07")).toBe(true);
    expect(matches(period("2020-01-05", "2020-01-06"), "ap2020-01-08")).toBe(false);
  });

  it("are read at their own offset, and as UTC without one", () => {
    const late = observedAt("2020-01-01T23:30:00-05:00");
    expect(dateFilter("2020-01-02").matches(late)).toBe(true);
    expect(dateFilter("2020-01-01").matches(late)).toBe(false);
    expect(dateFilter("2020-01-01T23:30:00-05:00").matches(late)).toBe(true);
    expect(indexTerms(late)).toContain("effective\u0000path\u00002020-01-02");
  });

  it("cost an instant five terms", () => {
    expect(indexTerms(observedAt("2020-02-29T10:00:00Z"))).toEqual([
      "effective\u0000path\u00002020-02-29",
      "effective\u0000path\u00002020-02",
      "effective\u0000path\u00002020",
      "effective\u0000path\u0000202",
      "effective\u0000path\u000020",
    ]);
  });

  it("have one far node on either side of four centuries", () => {
    expect(indexTerms(observedAt("1066-10-14"))).toEqual(["effective\u0000path\u0000-"]);
    expect(indexTerms(observedAt("2300"))).toEqual(["effective\u0000path\u0000+"]);
  });

  it.each(["2020-13", "2020-02-30", "2020-00", "20", "yesterday", "2020-01-01T25:00:00Z", "eq", "0000", ""])(
    "refuse %j as a value",
    (value) => {
      expect(() => dateFilter(value)).toThrow(expect.objectContaining({ code: "fhir/bad-search-value", path: "date" }));
    },
  );
});
