import { decimalNumber } from "./decimal.ts";
import { matchesNumber, parseNumberQuery, storedRange } from "./number-range.ts";
import { comparators, unescapeValue } from "./search-value.ts";
import type { ValueKind } from "./value-kind.ts";

/** Plain numbers. They have no terms: R4 has five such parameters, each used beside a more telling one. */
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
