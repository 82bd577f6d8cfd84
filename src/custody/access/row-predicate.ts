import type { Criteria } from "./criteria.ts";

/**
 * Which rows of the organisation a permit reaches: all, or those that meet at least one list of criteria. It is part
 * of the query itself (before any limit, count, sort, include or chain), and checked again on each opened row.
 */
export type RowPredicate = { readonly kind: "every" } | { readonly kind: "rows"; readonly anyOf: readonly Criteria[] };

export const everyRow: RowPredicate = { kind: "every" };

/** The rows that at least one of the lists allows. No list allows none. */
export function anyOf(lists: readonly Criteria[]): RowPredicate {
  return lists.some((criteria) => criteria.length === 0) ? everyRow : { kind: "rows", anyOf: lists };
}
