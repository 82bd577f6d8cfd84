import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { indexTerms } from "./index-terms.ts";
import { parseSearch } from "./parse-search.ts";
import { SearchError } from "./search-error.ts";
import { randomPairs, randomResource } from "./testing/random-search.ts";

const types = [
  "Patient",
  "Observation",
  "Encounter",
  "Organization",
  "Condition",
  "Account",
  "Library",
  "Questionnaire",
  "Group",
  "MedicationRequest",
  "Immunization",
  "CarePlan",
  "Person",
  "RiskAssessment",
  "ChargeItem",
  "Consent",
  "Provenance",
];

function parseIfGood(type: string, pair: readonly [string, string]) {
  try {
    return parseSearch(type, [pair]).filters;
  } catch (error) {
    if (error instanceof SearchError && error.code === "fhir/bad-search-value") return [];
    throw error;
  }
}

describe.each(types)("clauses of %s", (type) => {
  it("hold a term of every resource that matches, and only of those where they call themselves exact", () => {
    let matches = 0;
    fc.assert(
      fc.property(randomResource(type), randomPairs(type), (resource, pairs) => {
        const terms = new Set(indexTerms(resource));
        for (const pair of pairs) {
          for (const { clause, exact, ...filter } of parseIfGood(type, pair)) {
            const isMatch = filter.matches(resource);
            const isCandidate = clause?.some((term) => terms.has(term));
            if (isMatch) matches += 1;
            if (isMatch && isCandidate === false) expect.fail(`false negative: ${pair.join("=")}`);
            if (exact && isCandidate === true && !isMatch) expect.fail(`not exact: ${pair.join("=")}`);
          }
        }
      }),
      { numRuns: 100 },
    );
    expect(matches).toBeGreaterThan(100);
  });
});
