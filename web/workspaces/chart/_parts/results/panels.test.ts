import { describe, expect, test } from "vitest";
import type { DiagnosticReport, Observation } from "../../../../ui/clinical/fhir-types.ts";
import { observationWords, valueWords } from "./observation-words.ts";
import { panelsOf, reportDays } from "./panels.ts";

const result = (
  id: string,
  code: string,
  value: number,
  when: string,
  parts: Partial<Observation> = {},
): Observation => ({
  resourceType: "Observation",
  id,
  status: "final",
  code: { coding: [{ system: "http://loinc.org", code }], text: code },
  effectiveDateTime: when,
  valueQuantity: { value, unit: "mmol/L" },
  ...parts,
});
const report = (id: string, text: string, when: string, ...results: readonly string[]): DiagnosticReport => ({
  resourceType: "DiagnosticReport",
  id,
  status: "final",
  code: { text },
  effectiveDateTime: when,
  result: results.map((one) => ({ reference: `Observation/${one}` })),
});
const old = "2026-01-05T09:00:00Z";
const late = "2026-03-05T09:00:00Z";

describe("results by panel", () => {
  const observations = [
    result("k1", "potassium", 4.1, old),
    result("k2", "potassium", 6.2, late),
    result("s2", "sodium", 139, late),
    result("c1", "crp", 3, old),
  ];
  const panels = panelsOf(observations, [
    report("r2", "Kidney function", late, "s2", "k2"),
    report("r1", "Kidney function", old, "k1"),
  ]);

  test("rows follow the newest report, columns are newest first", () => {
    expect(panels.map((panel) => panel.name)).toEqual(["Kidney function", "Other results"]);
    expect(panels[0]?.rows.map((row) => row.name)).toEqual(["sodium", "potassium"]);
    expect(panels[0]?.columns).toEqual([Date.parse(late), Date.parse(old)]);
  });
  test("a test's whole course stands in one row, even where an old result had no report", () => {
    const [kidney] = panelsOf(
      [result("k0", "potassium", 4, "2025-01-01T09:00:00Z"), ...observations],
      [report("r2", "Kidney function", late, "k2", "s2")],
    );
    expect(kidney?.rows.find((row) => row.name === "potassium")?.series?.points.map((point) => point.value)).toEqual([
      4, 4.1, 6.2,
    ]);
  });
  test("two results of one moment stand together, none is dropped", () => {
    const [panel] = panelsOf([result("a", "potassium", 4, late), result("b", "potassium", 5, late)], []);
    expect(panel?.rows[0]?.cells.get(Date.parse(late))?.map((cell) => cell.text)).toEqual(["4 mmol/L", "5 mmol/L"]);
  });
  test("a test in two units gets no common plot", () => {
    const [panel] = panelsOf(
      [
        result("a", "glucose", 5, late),
        result("b", "glucose", 90, old, { valueQuantity: { value: 90, unit: "mg/dL" } }),
      ],
      [],
    );
    expect([panel?.rows[0]?.series, panel?.rows[0]?.unit]).toEqual([undefined, undefined]);
  });
  test("mistakes are left out", () => {
    expect(panelsOf([result("a", "potassium", 4, late, { status: "entered-in-error" })], [])).toEqual([]);
  });
});

describe("results by day", () => {
  test("every result stands exactly once, under its report or by itself", () => {
    const days = reportDays(
      [result("k1", "potassium", 4.1, old), result("k2", "potassium", 6.2, late), result("c2", "crp", 3, late)],
      [report("r2", "Kidney function", late, "k2")],
    );
    expect(
      days.map((day) => [day.day, day.reports.map((one) => [one.name, one.results.map((each) => each.id)])]),
    ).toEqual([
      [
        "05-Mar-2026",
        [
          ["Kidney function", ["k2"]],
          ["Other results", ["c2"]],
        ],
      ],
      ["05-Jan-2026", [["Other results", ["k1"]]]],
    ]);
  });
});

describe("values in words", () => {
  test("texts, codes, yes and no, and missing values with their reason", () => {
    expect(valueWords({ valueString: "E. coli" })).toBe("E. coli");
    expect(valueWords({ valueCodeableConcept: { text: "Former smoker (finding)" } })).toBe("Former smoker");
    expect([
      valueWords({ valueBoolean: false }),
      valueWords({}),
      valueWords({ dataAbsentReason: { text: "Sample clotted" } }),
    ]).toEqual(["No", "No value recorded", "No value: Sample clotted"]);
  });
  test("parts are named", () => {
    expect(
      observationWords({
        resourceType: "Observation",
        component: [{ code: { text: "Systolic" }, valueQuantity: { value: 128, unit: "mmHg" } }],
      }),
    ).toBe("Systolic 128 mmHg");
  });
});
