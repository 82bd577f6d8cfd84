import { describe, expect, it } from "vitest";
import { numberFromText } from "../raw-number.ts";
import { finds } from "./testing/find.ts";

const ucum = "http://unitsofmeasure.org";
const measured = (digits: string) => ({
  resourceType: "Observation",
  valueQuantity: { value: numberFromText(digits), unit: "mg/dl", system: ucum, code: "mg/dL" },
});
const risk = (digits: string) => ({
  resourceType: "RiskAssessment",
  prediction: [{ probabilityDecimal: numberFromText(digits) }],
});

describe("number search", () => {
  // http://hl7.org/fhir/R4/search.html#number and #quantity
  it.each([
    ["99.5", "100", true],
    ["100.4", "100", true],
    ["100.5", "100", false],
    ["99.4", "100", false],
    ["100.00", "100.00", true],
    ["100.01", "100.00", false],
    ["5.44", "5.4", true],
    ["5.45", "5.4", false],
    ["5.40", "ne5.4", false],
    ["5.5", "ne5.4", true],
    ["100.4", "gt100", true],
    ["100.0", "gt100", false],
    ["100", "ge100", true],
    ["99.9", "lt100", true],
    ["100", "le100.0", true],
    ["0.1", "ge0.10", true],
    ["0.30000000000000001", "gt0.3", true],
    ["-5", "lt-4", true],
    ["108", "ap100", true],
    ["111", "ap100", false],
    ["1e3", "1000", true],
    ["101", "sa100", true],
    ["99", "eb100", true],
  ])("a stored %s answers %s with %s", (stored, asked, found) => {
    expect(finds(risk(stored), "probability", asked)).toBe(found);
    expect(finds(measured(stored), "value-quantity", asked)).toBe(found);
  });

  it.each([
    [`5.4|${ucum}|mg/dL`, true],
    ["5.4||mg/dL", true],
    ["5.4||mg/dl", true],
    [`5.4|${ucum}|g/L`, false],
    ["5.4||g/L", false],
    [`5.4|http://elsewhere|mg/dL`, false],
  ])("a quantity answers %s with %s", (asked, found) => {
    expect(finds(measured("5.4"), "value-quantity", asked)).toBe(found);
  });

  it("finds amounts in components and in the observation itself", () => {
    const pressure = { resourceType: "Observation", component: [{ valueQuantity: { value: 120, unit: "mmHg" } }] };
    expect(finds(pressure, "combo-value-quantity", "120")).toBe(true);
    expect(finds(pressure, "value-quantity", "120")).toBe(false);
  });

  it.each(["", "much", "5,4x", `5.4|${ucum}`, "5.4|a|b|c", "1e99999", "0x10"])("refuses %j as a value", (value) => {
    expect(() => finds(measured("5.4"), "value-quantity", value)).toThrow(
      expect.objectContaining({ code: "fhir/bad-search-value" }),
    );
  });
});
