import { withoutCanonicalVersion } from "./reference-target.ts";
import { badValue, unescapeValue } from "./search-value.ts";
import { term } from "./value-kind.ts";
import type { ValueKind } from "./value-kind.ts";

/** Addresses, compared character for character. A canonical is found with and without its version. */
export const uriValues: ValueKind = {
  datatypes: new Set(["uri", "url", "canonical", "oid", "uuid"]),
  modifiers: ["missing"],
  comparators: [],
  emitTerms(value, { datatype }, emit) {
    if (typeof value !== "string" || value === "") return;
    emit(term("uri", value));
    if (datatype === "canonical") emit(term("uri", withoutCanonicalVersion(value)));
  },
  parseQuery(text, parameter) {
    const asked = unescapeValue(text);
    if (asked === "") throw badValue(parameter.code, "an address");
    return {
      termsFor: ({ indexed }) => (indexed ? [term("uri", asked)] : undefined),
      matches: (value, { datatype }) =>
        value === asked ||
        (datatype === "canonical" && typeof value === "string" && withoutCanonicalVersion(value) === asked),
      exactFor: ({ wholeGroup }) => wholeGroup,
    };
  },
  sortKey: (value) => (typeof value === "string" && value !== "" ? value : undefined),
};
