import { expect, test } from "vitest";
import { howTaken, whatFor } from "./medicine-words.ts";

const oral = { coding: [{ display: "Oral route" }], text: "by mouth" };
const daily = (frequency: number, more: object = {}) => ({
  repeat: { frequency, period: 1, periodUnit: "d", ...more },
});
const tablets = (value: number) => [{ doseQuantity: { value, unit: "tablet" } }];

test.each([
  [{ route: oral, timing: daily(2), doseAndRate: tablets(1) }, "Take one tablet by mouth, twice a day."],
  [{ route: oral, timing: daily(1), doseAndRate: tablets(0.5) }, "Take half a tablet by mouth, once a day."],
  [{ route: oral, timing: daily(3), doseAndRate: tablets(2) }, "Take two tablets by mouth, three times a day."],
  [
    {
      route: oral,
      timing: daily(1, { timeOfDay: ["08:00:00"] }),
      doseAndRate: [{ doseQuantity: { value: 400, unit: "ug" } }],
    },
    "Take 400 micrograms by mouth, once a day at 08:00.",
  ],
  [
    {
      route: { coding: [{ display: "Inhalation route" }] },
      asNeededCodeableConcept: { text: "Wheezing" },
      timing: { repeat: { frequency: 3, frequencyMax: 4, period: 1, periodUnit: "d" } },
      doseAndRate: [{ doseRange: { low: { value: 1, unit: "puff" }, high: { value: 2, unit: "puff" } } }],
      maxDosePerPeriod: { numerator: { value: 8, unit: "puff" }, denominator: { value: 24, unit: "h" } },
    },
    "Breathe in one to two puffs, only when you need it for wheezing, three to four times a day, never more than 8 puffs in 24 hours.",
  ],
  [
    { route: oral, timing: daily(1, { boundsPeriod: { end: "2026-03-14" } }), doseAndRate: tablets(1) },
    "Take one tablet by mouth, once a day, until 14 March 2026.",
  ],
  [
    { timing: { repeat: { frequency: 1, period: 1, periodUnit: "wk", dayOfWeek: ["mon"] } } },
    "Use it, once a week on Monday.",
  ],
  [
    { route: { text: "Intravesical route" }, doseAndRate: [{ doseQuantity: { value: 40, unit: "mg" } }] },
    "Use 40 mg (intravesical).",
  ],
])("%j reads as one would say it", (dosage, sentence) => {
  expect(howTaken([dosage]).sentences).toEqual([sentence]);
});

test("the prescriber’s own words stand beside the sentence, and alone where nothing else is recorded", () => {
  const text = "10.0 mg by mouth in the morning";
  expect(howTaken([{ text, route: oral, timing: daily(1), doseAndRate: tablets(1) }])).toMatchObject({
    sentences: ["Take one tablet by mouth, once a day."],
    written: ["10 mg by mouth in the morning"],
  });
  expect(howTaken([{ text: "As directed" }])).toEqual({ sentences: [], written: ["As directed"], instructions: [] });
  expect(howTaken(undefined)).toEqual({ sentences: [], written: [], instructions: [] });
});

test("steps follow one another, and what is to be heeded is said once", () => {
  const step = { route: oral, timing: daily(1), patientInstruction: "With water" };
  expect(
    howTaken([
      { ...step, doseAndRate: tablets(2) },
      { ...step, doseAndRate: tablets(1) },
    ]),
  ).toMatchObject({
    sentences: ["Take two tablets by mouth, once a day.", "Then: take one tablet by mouth, once a day."],
    instructions: ["With water"],
  });
});

test("what it is for is what was written down, or nothing", () => {
  expect(whatFor({ reasonReference: [{ display: "Hay fever" }] })).toBe("Hay fever");
  expect(whatFor({ reasonCode: [{ text: "Pain" }, { text: "Pain" }] })).toBe("Pain");
  expect(whatFor({})).toBeUndefined();
});
