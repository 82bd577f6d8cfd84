import { decimalNumber } from "./decimal.ts";
import { matchesNumber, parseNumberQuery, storedRange } from "./number-range.ts";
import { comparators, unescapeValue } from "./search-value.ts";
import type { ValueKind } from "./value-kind.ts";

/** Plain numbers. They have no terms, for the reason that amounts have none. */
export const numberValues: ValueKind = {
  datatypes: new Set(["decimal", "integer", "positiveInt", "unsignedInt", "Range"]),
  modifiers: ["missing"],
  comparators,
  emitTerms: () => undefined,
  parseQuery(text, parameter) {
    const query = parseNumberQuery(unescapeValue(text), parameter.code);
    return {
      termsFor: () => undefined,
      matches(value, { datatype }) {
        const stored = storedRange(value, datatype);
        return stored !== undefined && matchesNumber(stored, query);
      },
      exactFor: () => false,
    };
  },
  sortKey(value, { datatype }) {
    const stored = storedRange(value, datatype);
    const first = stored?.low ?? stored?.high;
    return first === undefined ? undefined : decimalNumber(first);
  },
};
