import type { JsonValue } from "../types.ts";
import {
  addDecimals,
  compareDecimals,
  halfPlace,
  negateDecimal,
  parseDecimal,
  storedDecimal,
  tenth,
} from "./decimal.ts";
import type { Decimal } from "./decimal.ts";
import { isObject } from "./json-access.ts";
import { badValue, splitComparator } from "./search-value.ts";
import type { Comparator } from "./search-value.ts";

/** A stored number or range, both ends included; a missing end is open. */
export type NumberRange = { readonly low: Decimal | undefined; readonly high: Decimal | undefined };
export type NumberQuery = {
  readonly comparator: Comparator;
  readonly value: Decimal;
  /** What `eq`, `ne` and `ap` look at: included below, excluded above (`ap`: included). */
  readonly low: Decimal;
  readonly high: Decimal;
};

/** @throws SearchError `fhir/bad-search-value` */
export function parseNumberQuery(text: string, parameter: string): NumberQuery {
  const { comparator, rest } = splitComparator(text);
  const value = parseDecimal(rest);
  if (value === undefined) throw badValue(parameter, "a number such as 5.4, ge100 or lt5.40e-3");
  const margin = comparator === "ap" ? tenth(value) : halfPlace(value);
  return { comparator, value, low: addDecimals(value, negateDecimal(margin)), high: addDecimals(value, margin) };
}

/** A number, or the `low` and `high` of a Range. */
export function storedRange(value: JsonValue, datatype: string): NumberRange | undefined {
  if (datatype !== "Range") {
    const number = storedDecimal(value);
    return number === undefined ? undefined : { low: number, high: number };
  }
  if (!isObject(value)) return undefined;
  const low = boundOf(value["low"]);
  const high = boundOf(value["high"]);
  return low === undefined && high === undefined ? undefined : { low, high };
}

function boundOf(quantity: JsonValue | undefined): Decimal | undefined {
  return isObject(quantity) ? storedDecimal(quantity["value"]) : undefined;
}

/**
 * Whether a stored number answers a query. `eq` takes what rounds to the number as written; the comparators that
 * order take the number exactly. Source: http://hl7.org/fhir/R4/search.html#number
 */
export function matchesNumber(stored: NumberRange, query: NumberQuery): boolean {
  const { comparator, value } = query;
  switch (comparator) {
    case "eq":
      return roundsTo(stored, query);
    case "ne":
      return !roundsTo(stored, query);
    case "gt":
      return isAbove(stored.high, value);
    case "lt":
      return isBelow(stored.low, value);
    case "ge":
      return !isBelow(stored.high ?? value, value);
    case "le":
      return !isAbove(stored.low ?? value, value);
    case "sa":
      return stored.low !== undefined && isAbove(stored.low, value);
    case "eb":
      return stored.high !== undefined && isBelow(stored.high, value);
    case "ap":
      return (
        !(stored.high !== undefined && isBelow(stored.high, query.low)) &&
        !(stored.low !== undefined && isAbove(stored.low, query.high))
      );
  }
}

function roundsTo({ low, high }: NumberRange, query: NumberQuery): boolean {
  return low !== undefined && high !== undefined && compareDecimals(low, query.low) >= 0 && isBelow(high, query.high);
}

function isAbove(bound: Decimal | undefined, value: Decimal): boolean {
  return bound === undefined || compareDecimals(bound, value) > 0;
}

function isBelow(bound: Decimal | undefined, value: Decimal): boolean {
  return bound === undefined || compareDecimals(bound, value) < 0;
}
