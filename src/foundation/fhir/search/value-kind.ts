import type { JsonValue } from "../types.ts";
import type { Alternative, CompiledParameter } from "./search-parameter.ts";

/** A value asked for, parsed once. */
export type ValueQuery = {
  /**
   * Terms (`kind NUL value`) of which every matching value yields at least one at this place;
   * undefined when no terms can promise that.
   */
  termsFor(alternative: Alternative): readonly string[] | undefined;
  matches(value: JsonValue, alternative: Alternative): boolean;
  /** Whether yielding one of the terms is also enough to match. */
  exactFor(alternative: Alternative): boolean;
};

/** What is particular to one type of search parameter. */
export type ValueKind = {
  readonly datatypes: ReadonlySet<string>;
  readonly modifiers: readonly string[];
  readonly comparators: readonly string[];
  /** Calls `emit` with each term (`kind NUL value`) of a value; may repeat one. */
  emitTerms(value: JsonValue, alternative: Alternative, emit: (term: string) => void): void;
  /** @throws SearchError `fhir/bad-search-value` */
  parseQuery(text: string, parameter: CompiledParameter, modifier: string | undefined): ValueQuery;
  /** What an ascending sort compares; numbers for dates and numbers, folded text for the rest. */
  sortKey(value: JsonValue, alternative: Alternative): string | number | undefined;
};

/** Joins a term's kind and value. */
export function term(kind: string, value: string): string {
  return `${kind}\u0000${value}`;
}
