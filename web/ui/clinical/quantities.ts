import { digitsOf } from "../../app/api/digits.ts";
import type { Quantity, Range, Ratio } from "./fhir-types.ts";
import { formatDoseNumber, formatMeasured } from "./numbers.ts";
import { doseUnit, measuredUnit } from "./units.ts";
import { say } from "./words/index.ts";

const comparators: Readonly<Record<string, "lessThan" | "atMost" | "atLeast" | "moreThan">> = {
  "<": "lessThan",
  "<=": "atMost",
  ">=": "atLeast",
  ">": "moreThan",
};

/** "0.5 mg", "50 micrograms", "1 tablet". Undefined when there is no number: a dose without one is not a dose. */
export function formatDose(quantity: Quantity | undefined): string | undefined {
  if (quantity?.value === undefined) return undefined;
  const unit = doseUnit(quantity.unit ?? quantity.code, quantity.value);
  return joined(formatDoseNumber(quantity.value), unit);
}

/** "1–2 tablets" */
export function formatDoseRange(range: Range | undefined): string | undefined {
  const low = range?.low;
  const high = range?.high;
  if (low?.value === undefined || high?.value === undefined) return formatDose(low ?? high);
  return joined(
    `${formatDoseNumber(low.value)}–${formatDoseNumber(high.value)}`,
    doseUnit(high.unit ?? high.code ?? low.unit, high.value),
  );
}

/** "500 mg in 5 mL"; a denominator of one piece is left out. */
export function formatStrength(strength: Ratio | undefined): string | undefined {
  const top = formatDose(strength?.numerator);
  if (top === undefined) return undefined;
  const bottom = strength?.denominator;
  if (bottom?.value === undefined || (bottom.value === 1 && !/^(ml|l|h|g)$/i.test(bottom.unit ?? bottom.code ?? "")))
    return top;
  return `${top} in ${formatDose(bottom) ?? ""}`;
}

/** The number of a measured value, with the digits it was recorded with: "5.0". */
export function measuredNumber(quantity: Quantity | undefined): string | undefined {
  return quantity?.value === undefined ? undefined : formatMeasured(quantity.value, digitsOf(quantity, "value"));
}

/** A measured value with its unit: "128 mmHg", "less than 0.01 µg/L". @param words the reader's, where nothing else is asked for */
export function formatQuantity(quantity: Quantity | undefined, words = say): string | undefined {
  if (quantity?.value === undefined) return undefined;
  const value = joined(measuredNumber(quantity) ?? "", measuredUnit(quantity));
  const comparator = comparators[quantity.comparator ?? ""];
  return comparator === undefined ? value : words(comparator, { value });
}

/** A percentage sign clings to its number; every other unit stands apart. */
export function joined(number: string, unit: string): string {
  if (unit === "") return number;
  return unit.startsWith("%") ? `${number}${unit}` : `${number} ${unit}`;
}
