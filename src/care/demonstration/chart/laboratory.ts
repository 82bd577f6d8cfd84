import { ageOn, type Moment, spokenDate } from "../calendar.ts";
import { coding, hl7Concept, loinc } from "../codes.ts";
import {
  filtrationRate,
  laboratoryObservation,
  laboratoryTests,
  type PanelKey,
  panels,
  type TestKey,
} from "../measurements/laboratory-tests.ts";
import { laboratory } from "../organisation.ts";
import type { CareProvider } from "../staff.ts";
import { actor, canHappen, type Chart, later, refer } from "./chart.ts";

/**
 * Sends blood to the laboratory: one report with its results, out the same evening.
 * @param taken when the blood was taken
 */
export function reportPanel(chart: Chart, key: PanelKey, taken: Moment, requester: CareProvider): void {
  const issued = later(taken, 7 * 60 + 20);
  if (!canHappen(chart, issued)) return;
  const panel = panels[key];
  const remarks: string[] = [];
  const results = panel.tests.map((testKey) => {
    const value = resultOf(chart, testKey, taken);
    const { body, flag } = laboratoryObservation(testKey, value, chart.person.sex);
    chart.latest.set(testKey, { value, day: taken.day });
    if (flag !== "N")
      remarks.push(`${laboratoryTests[testKey].text} ${flag === "H" ? "above" : "below"} the reference range`);
    return chart.bundle.add("Observation", {
      ...body,
      subject: refer(chart.subject),
      effectiveDateTime: chart.calendar.instant(taken),
      issued: chart.calendar.instant(issued),
      performer: [refer(laboratory)],
    });
  });
  chart.bundle.add("DiagnosticReport", {
    status: "final",
    category: [hl7Concept("v2-0074", "LAB", "Laboratory")],
    code: { coding: [coding(loinc, panel.code, panel.display)], text: panel.text },
    subject: refer(chart.subject),
    effectiveDateTime: chart.calendar.instant(taken),
    issued: chart.calendar.instant(issued),
    performer: [refer(laboratory)],
    resultsInterpreter: [actor(requester)],
    result: results.map(refer),
    conclusion: remarks.length === 0 ? "All results within the reference range." : `${remarks.join("; ")}.`,
  });
}

function resultOf(chart: Chart, key: TestKey, taken: Moment): number {
  if (key !== "filtration") return chart.trajectory.measure(key, taken.day);
  const creatinine = chart.latest.get("creatinine")?.value ?? chart.trajectory.measure("creatinine", taken.day);
  return filtrationRate(creatinine, ageOn(chart.person.birth, taken.day), chart.person.sex);
}

/** "HbA1c 7.1 %, creatinine 0.9 mg/dL (04-Mar-2026)", of results no older than four months. */
export function latestResults(chart: Chart, day: number, keys: readonly PanelKey[]): string | undefined {
  const wanted = keys
    .flatMap((key): readonly TestKey[] => panels[key].tests)
    .filter((key) => key !== "cellVolume" && key !== "platelets");
  const found = wanted.flatMap((key) => {
    const result = chart.latest.get(key);
    return result === undefined || result.day > day || day - result.day > 120 ? [] : [{ key, ...result }];
  });
  const newest = found.reduce((most, result) => Math.max(most, result.day), -Infinity);
  const shown = found.filter((result) => result.day === newest).slice(0, 4);
  if (shown.length === 0) return undefined;
  const texts = shown.map(({ key, value }) => `${laboratoryTests[key].text} ${value} ${laboratoryTests[key].unit}`);
  return `${texts.join(", ")} (${spokenDate(newest)})`;
}
