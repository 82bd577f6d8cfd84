import { conceptTitle, firstCode, hasCode } from "../../../ui/clinical/codes.ts";
import type { Zone } from "../../../ui/clinical/dates.ts";
import type { Observation, ObservationValue, Quantity } from "../../../ui/clinical/fhir-types.ts";
import { standing } from "../../../ui/clinical/interpretation.ts";
import { formatQuantity, joined, measuredNumber } from "../../../ui/clinical/quantities.ts";
import { formatRange, normalRange } from "../../../ui/clinical/reference-range.ts";
import { listed } from "../../../ui/clinical/timing.ts";
import { measuredUnit } from "../../../ui/clinical/units.ts";
import { sayInEnglish } from "../../../ui/clinical/words/index.ts";
import { observationTime } from "../../chart/_parts/trends/series.ts";
import { englishDay } from "./plain-date.ts";

/** How a value stands to the range that came with it. `none`: no range came. `not-covered`: they can't be compared. */
export type Against = "within" | "above" | "below" | "none" | "not-covered";

const pressure = {
  whole: ["85354-9", "55284-4"],
  upper: ["8480-6", "271649006"],
  lower: ["8462-4", "271650006"],
} as const;

/** What was measured, as its heading. */
export function resultName(observation: Observation): string {
  return hasCode(observation.code, ...pressure.whole)
    ? "Blood pressure"
    : (conceptTitle(observation.code) ?? "A test without a name");
}

/** Only the numbers decide, of one unit; a value "less than 5" is compared only where any such value would give the same. */
export function against(value: ObservationValue): Against {
  const range = normalRange(value.referenceRange);
  const { low, high } = range ?? {};
  if (low?.value === undefined && high?.value === undefined) return range?.text === undefined ? "none" : "not-covered";
  const quantity = value.valueQuantity;
  const number = quantity?.value;
  if (number === undefined || !sameUnit(quantity, low) || !sameUnit(quantity, high)) return "not-covered";
  const [lowest, highest] = [low?.value ?? Number.NEGATIVE_INFINITY, high?.value ?? Number.POSITIVE_INFINITY];
  switch (quantity?.comparator) {
    case undefined:
      return number < lowest ? "below" : number > highest ? "above" : "within";
    case "<":
      return number <= lowest ? "below" : low === undefined && number <= highest ? "within" : "not-covered";
    case "<=":
      return number < lowest ? "below" : low === undefined && number <= highest ? "within" : "not-covered";
    case ">":
      return number >= highest ? "above" : high === undefined && number >= lowest ? "within" : "not-covered";
    case ">=":
      return number > highest ? "above" : high === undefined && number >= lowest ? "within" : "not-covered";
    default:
      return "not-covered";
  }
}

function sameUnit(quantity: Quantity | undefined, end: Quantity | undefined): boolean {
  if (end?.value === undefined || (end.unit === undefined && end.code === undefined)) return true;
  if (quantity?.code !== undefined && end.code !== undefined) return quantity.code === end.code;
  return measuredUnit(quantity ?? {}) === measuredUnit(end);
}

/** "13.2 g/dL", "122/79 mmHg", "negative", with the digits it was recorded with; undefined where there is no value. */
export function resultValue(observation: Observation): string | undefined {
  const own = plainValue(observation);
  if (own !== undefined) return own;
  const parts = observation.component ?? [];
  const upper = parts.find(({ code }) => hasCode(code, ...pressure.upper));
  const lower = parts.find(({ code }) => hasCode(code, ...pressure.lower));
  const number = [upper, lower].map((part) => measuredNumber(part?.valueQuantity));
  if (parts.length === 2 && number.every((one) => one !== undefined))
    return joined(number.join("/"), measuredUnit(upper?.valueQuantity ?? {}));
  const said = parts.flatMap((part) => {
    const value = plainValue(part);
    return value === undefined ? [] : [`${conceptTitle(part.code) ?? "a part without a name"} ${value}`];
  });
  return said.length === 0 ? undefined : said.join(", ");
}

function plainValue(value: ObservationValue): string | undefined {
  const { valueRange, valueString, valueBoolean, valueInteger } = value;
  if (value.valueQuantity?.value !== undefined) return formatQuantity(value.valueQuantity, sayInEnglish);
  if (valueString !== undefined && valueString !== "") return valueString;
  if (valueBoolean !== undefined) return valueBoolean ? "yes" : "no";
  if (valueInteger !== undefined) return String(valueInteger);
  if (valueRange !== undefined) return formatRange(valueRange, sayInEnglish);
  return conceptTitle(value.valueCodeableConcept) ?? englishDay(value.valueDateTime);
}

const states: Readonly<Record<string, string>> = {
  preliminary: "It is a first result and may still change.",
  partial: "Parts of it are still to come.",
  amended: "It was added to after it was first given.",
  corrected: "It was corrected after it was first given.",
};

/** One result in a few sentences: what it was and when, and how it stands to the range that came with it. Nothing else is said of it. */
export function resultSentences(observation: Observation, zone?: Zone): readonly string[] {
  const when = englishDay(observationTime(observation), zone);
  const on = when === undefined ? " (the day isn’t written down)" : ` on ${when}`;
  if (observation.status === "registered") return [`The result of ${when ?? "this test"} isn’t there yet.`];
  if (observation.status === "cancelled") return [`This test${on} was cancelled.`];
  const value = resultValue(observation);
  if (value === undefined) {
    const why = conceptTitle(observation.dataAbsentReason);
    return [why === undefined ? `No value is written down${on}.` : `No value${on}: ${why}.`];
  }
  const state = states[observation.status ?? ""];
  return [`${value}${on}.`, ...againstWords(observation), ...(state === undefined ? [] : [state])];
}

/** Whose range it is: that of a laboratory, or whatever range was recorded with a measurement. */
function rangeName(observation: Observation): string {
  return observation.category?.some((one) => hasCode(one, "laboratory")) === true
    ? "the range your laboratory gave"
    : "the range that was recorded with it";
}

const placed: Readonly<Record<"within" | "above" | "below", string>> = {
  within: "within",
  above: "above",
  below: "below",
};

/** The parts that have ranges of their own, where the whole has none: the two numbers of a blood pressure. */
function rangedParts({ component = [], referenceRange }: Observation): NonNullable<Observation["component"]> {
  return referenceRange === undefined ? component.filter((part) => part.referenceRange !== undefined) : [];
}

/** "Within", or "The upper number: above", for a table. */
export function againstLabel(observation: Observation): string {
  const words = resultPageWords.againstWords;
  const stands = rangedParts(observation).map((part) => ({ part: partName(part), is: against(part) }));
  const [first] = stands;
  if (first === undefined) return words[against(observation)];
  if (stands.every(({ is }) => is === first.is)) return words[first.is];
  return capital(stands.map(({ part, is }) => `${part}: ${words[is].toLowerCase()}`).join("; "));
}

function againstWords(observation: Observation): readonly string[] {
  const name = rangeName(observation);
  const parts = rangedParts(observation);
  if (parts.length > 0) {
    const stands = parts.map((part) => ({ part: partName(part), is: against(part), range: rangeOf(part) }));
    const first = stands[0];
    const sayable = stands.every(({ is }) => is === "within" || is === "above" || is === "below");
    if (!sayable || first === undefined) return [`How it stands to ${name} is not covered here.`];
    if (stands.every(({ is }) => is === "within"))
      return [`That is within ${name} (${stands.map(({ part, range }) => `${part} ${range ?? ""}`).join("; ")}).`];
    return [
      `${capital(listed(stands.map(({ part, is, range }) => `${part} is ${placed[is as keyof typeof placed]} ${name} (${range ?? ""})`)))}.`,
    ];
  }
  const marked = markedWords(observation);
  const is = against(observation);
  const range = rangeOf(observation);
  switch (is) {
    case "within":
    case "above":
    case "below":
      return [`That is ${placed[is]} ${name} (${range ?? ""}).`, ...marked];
    case "none":
      return ["No range came with it.", ...marked];
    case "not-covered":
      return [`How it stands to ${name}${range === undefined ? "" : ` (${range})`} is not covered here.`, ...marked];
  }
}

/** What the laboratory itself marked it as, where that isn't what the numbers say already. */
function markedWords(observation: Observation): readonly string[] {
  const flag = observation.interpretation?.map(firstCode).find((code) => code !== undefined);
  const kind = standing({ interpretation: observation.interpretation ?? [] })?.kind;
  if (flag === undefined) return [];
  const said = { normal: "within", high: "above", low: "below" } as const;
  if ((kind === "normal" || kind === "high" || kind === "low") && said[kind] === against(observation)) return [];
  const words = observation.interpretation?.map(conceptTitle).find((text) => text !== undefined) ?? flag;
  return [`It was marked “${words}” by whoever gave the result.`];
}

function partName({ code }: { readonly code?: Parameters<typeof conceptTitle>[0] }): string {
  if (hasCode(code, ...pressure.upper)) return "the upper number";
  if (hasCode(code, ...pressure.lower)) return "the lower number";
  const title = conceptTitle(code);
  return title === undefined ? "a part of it" : title.charAt(0).toLowerCase() + title.slice(1);
}

function rangeOf(value: ObservationValue): string | undefined {
  return formatRange(normalRange(value.referenceRange), sayInEnglish);
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

export const resultPageWords = {
  title: "Results",
  about: "What was measured, and the range that came with it. What it means for you is for whoever treats you to say.",
  laboratory: "Tests from a laboratory",
  vital: "Measurements",
  none: "No result is written down.",
  more: (count: number) => `Earlier results (${count})`,
  fewer: "Hide earlier results",
  table: "Every result",
  day: "Day",
  value: "Result",
  range: "Against the range",
  before: (value: string, day: string) => `Before that: ${value} on ${day}.`,
  againstWords: {
    within: "Within",
    above: "Above",
    below: "Below",
    none: "No range",
    "not-covered": "Not covered",
  } satisfies Readonly<Record<Against, string>>,
} as const;
