import { describe, expect, test } from "vitest";
import { formatDosage } from "./dosage.ts";
import { drugName, requestLine, statementLine } from "./drug-line.ts";
import { formatFrequency, listed } from "./timing.ts";

describe("how often", () => {
  test.each([
    [{ frequency: 1, period: 1, periodUnit: "d" }, "once daily"],
    [{ frequency: 2, period: 1, periodUnit: "d" }, "twice daily"],
    [{ frequency: 3, period: 1, periodUnit: "d" }, "3 times daily"],
    [{ frequency: 3, frequencyMax: 4, period: 1, periodUnit: "d" }, "3 to 4 times daily"],
    [{ frequency: 1, period: 8, periodUnit: "h" }, "every 8 hours"],
    [{ frequency: 1, period: 4, periodMax: 6, periodUnit: "h" }, "every 4 to 6 hours"],
    [{ frequency: 1, period: 1, periodUnit: "h" }, "every hour"],
    [{ frequency: 1, period: 1, periodUnit: "wk", dayOfWeek: ["mon"] }, "once weekly on Monday"],
    [{ frequency: 1, period: 1, periodUnit: "d", timeOfDay: ["08:00:00"] }, "once daily at 08:00"],
    [{ frequency: 1, period: 1, periodUnit: "d", when: ["HS"] }, "once daily at bedtime"],
    [{ frequency: 2, period: 3, periodUnit: "d" }, "twice every 3 days"],
    [{ when: ["ACM", "ACV"] }, "before breakfast and before the evening meal"],
  ])("%j reads %s", (repeat, text) => {
    expect(formatFrequency({ repeat })).toBe(text);
  });
  test("Latin codes are said in words", () => {
    expect(formatFrequency({ code: { coding: [{ code: "TID" }] } })).toBe("3 times daily");
    expect(formatFrequency({})).toBeUndefined();
  });
  test("lists end in and", () => {
    expect([listed([]), listed(["a"]), listed(["a", "b"]), listed(["a", "b", "c"])]).toEqual([
      "",
      "a",
      "a and b",
      "a, b and c",
    ]);
  });
});

describe("dosage sentence", () => {
  test("dose, route, frequency, duration", () => {
    const dosage = {
      route: { coding: [{ display: "Oral route" }] },
      timing: { repeat: { frequency: 3, period: 1, periodUnit: "d", boundsDuration: { value: 7, unit: "d" } } },
      doseAndRate: [{ doseQuantity: { value: 1, unit: "capsule" } }],
    };
    expect(formatDosage(dosage)).toBe("1 capsule, oral, 3 times daily, for 7 days");
  });
  test.each([
    ["5.0 mg at night", "5 mg at night"],
    [".5mg twice daily", "0.5mg twice daily"],
    ["take 2.50 mL, at most 10.0 mL a day", "take 2.5 mL, at most 10 mL a day"],
    ["INR 2.0 to 3.0", "INR 2.0 to 3.0"],
    ["1.0 mmol", "1 mmol"],
    ["0.05 mg", "0.05 mg"],
    ["version 1.0 goes", "version 1.0 goes"],
  ])("a written dose, %s, reads %s", (text, read) => {
    expect(formatDosage({ text })).toBe(read);
  });
  test("as needed, with its reason and the most per day", () => {
    const dosage = {
      asNeededCodeableConcept: { text: "Pain" },
      timing: { repeat: { frequency: 1, period: 6, periodUnit: "h" } },
      doseAndRate: [{ doseRange: { low: { value: 1, unit: "tablet" }, high: { value: 2, unit: "tablet" } } }],
      maxDosePerPeriod: { numerator: { value: 4, unit: "g" }, denominator: { value: 24, unit: "h" } },
    };
    expect(formatDosage(dosage)).toBe("1–2 tablets, every 6 hours, as needed for pain, at most 4 g in 24 h");
  });
  test("free text stands where there is no structure, and only there", () => {
    expect(formatDosage({ text: "As directed" })).toBe("As directed");
    expect(formatDosage({ text: "Two a day", doseAndRate: [{ doseQuantity: { value: 1, unit: "mg" } }] })).toBe("1 mg");
    expect(formatDosage({})).toBeUndefined();
  });
});

describe("drug line", () => {
  test("strengths of drug dictionaries are made readable, without trailing zeros", () => {
    expect(drugName({ medicationCodeableConcept: { text: "Amlodipine 5.0 MG Oral Tablet" } })).toBe(
      "Amlodipine 5 mg Oral Tablet",
    );
    expect(drugName({ medicationCodeableConcept: { text: "Levothyroxine 25 MCG Oral Tablet" } })).toBe(
      "Levothyroxine 25 micrograms Oral Tablet",
    );
    expect(drugName({ medicationCodeableConcept: { text: "120 ACTUAT Fluticasone 0.044 MG/ACTUAT Inhaler" } })).toBe(
      "120 actuation Fluticasone 0.044 mg/actuation Inhaler",
    );
    expect(drugName({ medicationCodeableConcept: { text: "Levothyroxine 50 mcg tablet" } })).toBe(
      "Levothyroxine 50 micrograms tablet",
    );
    expect(drugName({ medicationCodeableConcept: { text: "Insulin 100 UNT/ML" } })).toBe("Insulin 100 units/mL");
    expect(drugName({ medicationCodeableConcept: { text: "Lorazepam .5 MG tablet" } })).toBe("Lorazepam 0.5 mg tablet");
    expect(drugName({ medicationCodeableConcept: { text: "Warfarin 1.0 mg tablet" } })).toBe("Warfarin 1 mg tablet");
    expect(drugName({ medicationCodeableConcept: { text: "Hydrocortisone 2.50% cream" } })).toBe(
      "Hydrocortisone 2.5% cream",
    );
  });
  test("strength and form come from the medicine when the name lacks them", () => {
    const medication = {
      resourceType: "Medication" as const,
      id: "m1",
      code: { text: "Amoxicillin" },
      form: { text: "Capsule" },
      ingredient: [{ strength: { numerator: { value: 500, unit: "mg" }, denominator: { value: 1, unit: "capsule" } } }],
    };
    expect(drugName({ medicationReference: { reference: "#m1" }, contained: [medication] })).toBe(
      "Amoxicillin 500 mg capsule",
    );
    expect(drugName({ medicationReference: { reference: "Medication/m1" } }, new Map([["m1", medication]]))).toBe(
      "Amoxicillin 500 mg capsule",
    );
    expect(drugName({ medicationReference: { reference: "Medication/m2", display: "Aspirin" } })).toBe("Aspirin");
    expect(drugName({})).toBe("Medicine not named");
  });
  test("a request says until when, and its instruction once", () => {
    const dosage = { text: "1 daily", patientInstruction: "Take with water" };
    const line = requestLine({
      resourceType: "MedicationRequest",
      medicationCodeableConcept: { text: "Aspirin 75 mg tablet" },
      dosageInstruction: [{ ...dosage, timing: { repeat: { boundsPeriod: { end: "2026-03-14" } } } }, dosage],
    });
    expect(line).toEqual({
      name: "Aspirin 75 mg tablet",
      dosage: "1 daily; then 1 daily",
      instruction: "Take with water",
      until: "14-Mar-2026",
      untilOn: "2026-03-14",
    });
  });
  test("a statement has the end of its period", () => {
    expect(statementLine({ resourceType: "MedicationStatement", effectivePeriod: { end: "2026" } }).until).toBe("2026");
  });
});
