import { expect, test } from "vitest";
import type { Observation } from "../../../ui/clinical/fhir-types.ts";
import { against, againstLabel, resultSentences, resultValue } from "./result-words.ts";

const grams = (value: number, more: object = {}) => ({ value, unit: "g/dL", code: "g/dL", ...more });
const laboratory = [{ coding: [{ code: "laboratory" }] }];
const haemoglobin = (over: Partial<Observation> = {}): Observation => ({
  resourceType: "Observation",
  status: "final",
  category: laboratory,
  code: { text: "Haemoglobin" },
  effectiveDateTime: "2026-11-20T08:03:00Z",
  valueQuantity: grams(13.2),
  referenceRange: [{ low: grams(12), high: grams(15.5) }],
  ...over,
});
const sentences = (over: Partial<Observation>) => resultSentences(haemoglobin(over), "Europe/London").join(" ");

test.each([
  [{}, "13.2 g/dL on 20 November 2026. That is within the range your laboratory gave (12–15.5 g/dL)."],
  [
    { valueQuantity: grams(11.1) },
    "11.1 g/dL on 20 November 2026. That is below the range your laboratory gave (12–15.5 g/dL).",
  ],
  [
    { category: [], valueQuantity: grams(16) },
    "16 g/dL on 20 November 2026. That is above the range that was recorded with it (12–15.5 g/dL).",
  ],
  [
    { interpretation: [{ coding: [{ code: "HH", display: "Critical high" }] }] },
    "13.2 g/dL on 20 November 2026. That is within the range your laboratory gave (12–15.5 g/dL). It was marked “Critical high” by whoever gave the result.",
  ],
  [
    { referenceRange: [], status: "preliminary" },
    "13.2 g/dL on 20 November 2026. No range came with it. It is a first result and may still change.",
  ],
  [
    { referenceRange: [{ text: "see report" }] },
    "13.2 g/dL on 20 November 2026. How it stands to the range your laboratory gave (see report) is not covered here.",
  ],
  [{ status: "registered" }, "The result of 20 November 2026 isn’t there yet."],
  [{ valueQuantity: {}, dataAbsentReason: { text: "Not performed" } }, "No value on 20 November 2026: Not performed."],
  [
    { valueQuantity: {}, valueString: "O positive", referenceRange: [] },
    "O positive on 20 November 2026. No range came with it.",
  ],
])("a result is told from its data alone (%#)", (over, words) => {
  expect(sentences(over)).toBe(words);
});

test("another unit, or less than what can be told apart, is not compared", () => {
  const range = [{ low: grams(12), high: grams(15.5) }];
  const of = (value: object, referenceRange: object[] = range) => against({ valueQuantity: value, referenceRange });
  expect(of({ value: 132, unit: "g/L", code: "g/L" })).toBe("not-covered");
  expect(of(grams(14, { comparator: "<" }))).toBe("not-covered");
  expect(of(grams(12, { comparator: "<" }))).toBe("below");
  expect(of(grams(12, { comparator: "<=" }))).toBe("not-covered");
  expect(of(grams(5, { comparator: "<" }), [{ high: grams(10) }])).toBe("within");
  expect(of(grams(20, { comparator: ">" }))).toBe("above");
  expect(of(grams(15.5, { comparator: ">=" }))).toBe("not-covered");
  expect(of({ value: 13 }, [{ low: { value: 12 } }])).toBe("within");
});

test("a blood pressure is one value with two ranges", () => {
  const mmHg = (value: number) => ({ value, unit: "mmHg" });
  const part = (code: string, value: number, low: number, high: number) => ({
    code: { coding: [{ code }] },
    valueQuantity: mmHg(value),
    referenceRange: [{ low: mmHg(low), high: mmHg(high) }],
  });
  const pressure = (upper: number): Observation => ({
    resourceType: "Observation",
    status: "final",
    code: { coding: [{ code: "85354-9" }] },
    effectiveDateTime: "2026-11-20",
    component: [part("8480-6", upper, 90, 140), part("8462-4", 79, 60, 90)],
  });
  expect(resultValue(pressure(122))).toBe("122/79 mmHg");
  expect([againstLabel(pressure(122)), againstLabel(pressure(150)), againstLabel(haemoglobin())]).toEqual([
    "Within",
    "The upper number: above; the lower number: within",
    "Within",
  ]);
  expect(resultSentences(pressure(122))[1]).toBe(
    "That is within the range that was recorded with it (the upper number 90–140 mmHg; the lower number 60–90 mmHg).",
  );
  expect(resultSentences(pressure(150))[1]).toBe(
    "The upper number is above the range that was recorded with it (90–140 mmHg) and the lower number is within the range that was recorded with it (60–90 mmHg).",
  );
});
