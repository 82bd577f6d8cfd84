import fc from "fast-check";
import { expect, test } from "vitest";
import { indexTerms } from "./index-terms.ts";
import { parseSearch } from "./parse-search.ts";

const comparators = ["eq", "gt", "lt", "ge", "le", "sa", "eb", "ap", "ne"] as const;
const day = fc.integer({ min: 0, max: 1_500 }).map((days) => new Date(Date.UTC(2023, 10, 1 + days)).toISOString());
const date = fc.tuple(day, fc.constantFrom(4, 7, 10, 24)).map(([text, length]) => text.slice(0, length));
const condition = fc.tuple(fc.constantFrom(...comparators), date).map(([comparator, text]) => comparator + text);
const period = fc.record({ start: date, end: date }, { requiredKeys: [] });

test("whatever satisfies all conditions on a date has a term of each that has terms", () => {
  let matches = 0;
  fc.assert(
    fc.property(period, fc.array(condition, { minLength: 2, maxLength: 3 }), (stored, asked) => {
      const encounter = { resourceType: "Encounter", period: stored };
      const { filters } = parseSearch(
        "Encounter",
        asked.map((one) => ["date", one] as const),
      );
      if (!filters.every((filter) => filter.matches(encounter))) return;
      matches += 1;
      const terms = new Set(indexTerms(encounter));
      for (const { clause } of filters) expect(clause?.some((term) => terms.has(term))).not.toBe(false);
    }),
    { numRuns: 1_500 },
  );
  expect(matches).toBeGreaterThan(150);
});

const clausesOf = (type: string, pairs: readonly (readonly [string, string])[]) =>
  parseSearch(type, pairs).filters.map(({ clause }) => clause?.length);

test("a month between two conditions is asked for as a month, and not as everything after it and everything before it", () => {
  const month = [
    ["date", "ge2026-03-01T00:00:00Z"],
    ["status", "booked"],
    ["date", "lt2026-04-01T00:00:00Z"],
  ] as const;
  const [whole] = clausesOf("Appointment", [["date", "2026-03"]]);
  expect(clausesOf("Appointment", month)).toEqual([whole, 1, undefined]);
});

test("conditions that two values may satisfy, or one long one, stay apart", () => {
  const apart = (type: string, code: string, one: string, other: string) =>
    clausesOf(type, [
      [code, one],
      [code, other],
    ]).every((length) => length !== undefined);
  expect(apart("CarePlan", "activity-date", "ge2026-03-01", "lt2026-04-01")).toBe(true);
  expect(apart("Encounter", "date", "ge2026-03-01", "lt2020-04-01")).toBe(true);
  expect(apart("Encounter", "date", "ge2026-03-01", "lt2026-04-01")).toBe(false);
});
