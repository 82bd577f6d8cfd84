import {
  type Filter,
  type FhirResource,
  type ResourceType,
  parseResourceText,
  parseSearch,
} from "../../foundation/fhir/index.ts";
import type { Criteria, RowPredicate } from "../access/index.ts";
import type { OpenVersion } from "../records/index.ts";

/** The access predicate as search filters: it then is part of the query, before any limit, count, sort or include. */
export function predicateFilters(type: ResourceType, rows: RowPredicate): readonly Filter[] {
  if (rows.kind === "every") return [];
  const lists = rows.anyOf.map((criteria) => filtersOf(type, criteria));
  const [only] = lists;
  if (lists.length === 1 && only !== undefined) return only;
  return [anyOfLists(lists)];
}

function filtersOf(type: ResourceType, criteria: Criteria): readonly Filter[] {
  return parseSearch(
    type,
    criteria.map(({ parameter, value }) => [parameter, value] as const),
  ).filters;
}

function anyOfLists(lists: readonly (readonly Filter[])[]): Filter {
  // Each list promises the terms of any one of its filters, so their union is complete if every list promises some.
  const clauses = lists.map((filters) => filters.find(({ clause }) => clause !== undefined)?.clause);
  const complete = clauses.every((clause) => clause !== undefined);
  return {
    parameter: "access",
    clause: complete ? clauses.flatMap((clause) => clause ?? []) : undefined,
    exact: false,
    matches: (resource) => lists.some((filters) => filters.every((filter) => filter.matches(resource))),
  };
}

/** Whether one opened version is among the rows. */
export function isAmong(rows: RowPredicate, version: OpenVersion): boolean {
  if (rows.kind === "every") return true;
  return reaches(rows, version.type, parseResourceText(version.body.toString()) as FhirResource);
}

export function reaches(rows: RowPredicate, type: ResourceType, resource: FhirResource): boolean {
  return predicateFilters(type, rows).every((filter) => filter.matches(resource));
}
