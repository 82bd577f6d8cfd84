import type { JsonValue } from "../types.ts";
import { decimalNumber } from "./decimal.ts";
import { isObject, textAt } from "./json-access.ts";
import { matchesNumber, parseNumberQuery, storedRange } from "./number-range.ts";
import type { NumberQuery, NumberRange } from "./number-range.ts";
import { badValue, comparators, splitEscaped, unescapeValue } from "./search-value.ts";
import type { ValueKind } from "./value-kind.ts";

type UnitQuery = { readonly system: string; readonly unit: string };
type QuantityQuery = { readonly number: NumberQuery; readonly unit: UnitQuery | undefined };

/**
 * Amounts, compared in the unit they are stored in: `number`, `number|system|code`, or `number||unit` for code or
 * printed unit. They have no terms: beside a code's token, tokens of leading digits would let who holds only the
 * tokens read results by counting, since the spread of every common measurement is published.
 */
export const quantityValues: ValueKind = {
  datatypes: new Set(["Quantity", "Age", "Duration", "Money", "Range"]),
  modifiers: ["missing"],
  comparators,
  emitTerms: () => undefined,
  parseQuery(text, parameter) {
    const query = parseQuantity(text, parameter.code);
    return {
      termsFor: () => undefined,
      matches(value, { datatype }) {
        const stored = storedAmount(value, datatype);
        return stored !== undefined && matchesNumber(stored, query.number) && hasUnit(value, datatype, query.unit);
      },
      exactFor: () => false,
    };
  },
  sortKey(value, { datatype }) {
    const stored = storedAmount(value, datatype);
    const first = stored?.low ?? stored?.high;
    return first === undefined ? undefined : decimalNumber(first);
  },
};

function parseQuantity(text: string, parameter: string): QuantityQuery {
  const [amount = "", system = "", unit = "", ...more] = splitEscaped(text, "|").map(unescapeValue);
  if (more.length > 0 || (system !== "" && unit === ""))
    throw badValue(parameter, "number, number|system|code or number||unit");
  return { number: parseNumberQuery(amount, parameter), unit: unit === "" ? undefined : { system, unit } };
}

function storedAmount(value: JsonValue, datatype: string): NumberRange | undefined {
  if (datatype === "Range") return storedRange(value, datatype);
  const amount = isObject(value) ? value["value"] : undefined;
  return amount === undefined ? undefined : storedRange(amount, "decimal");
}

function hasUnit(value: JsonValue, datatype: string, wanted: UnitQuery | undefined): boolean {
  if (wanted === undefined) return true;
  if (datatype === "Range") {
    const bound = isObject(value) ? (value["low"] ?? value["high"]) : undefined;
    return bound !== undefined && hasUnit(bound, "Quantity", wanted);
  }
  if (datatype === "Money") return textAt(value, "currency") === wanted.unit && isCurrencySystem(wanted.system);
  if (wanted.system !== "") return textAt(value, "system") === wanted.system && textAt(value, "code") === wanted.unit;
  return textAt(value, "code") === wanted.unit || textAt(value, "unit") === wanted.unit;
}

function isCurrencySystem(system: string): boolean {
  return system === "" || system === "urn:iso:std:iso:4217";
}
