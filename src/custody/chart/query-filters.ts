import { type Filter, type ResourceType, withoutFields } from "../../foundation/fhir/index.ts";
import { type RowPredicate, criteriaFilters } from "../access/index.ts";
import type { Permit } from "./access.ts";

/** What the caller asks, as the caller may ask it. */
export function askable(type: ResourceType, { redaction }: Permit, filters: readonly Filter[]): readonly Filter[] {
  if (redaction === undefined || !redaction.rules.some(({ access }) => access === "hidden")) return filters;
  // Labels may be there, or taken off, because of what is hidden (in what a row carries, too), so the index has no say about them either.
  const hidden = [...redaction.hidden, "meta.security.code", "meta.tag.code"];
  return filters.map((filter) => withoutFields(type, filter, hidden));
}

/**
 * The part of the access predicate that the index can answer, so that rows beyond a narrow scope are not even opened. The whole
 * of it is asked about each row that is.
 */
export function indexable(type: ResourceType, rows: RowPredicate): readonly Filter[] {
  if (rows.kind === "every") return [];
  return rows.granted.flatMap((alternatives) => {
    const lists = alternatives.map(({ criteria }) => criteriaFilters(type, criteria));
    const [only] = lists;
    if (lists.length === 1 && only !== undefined) return only.map(indexOnly);
    // Each list promises the terms of any one of its filters, so their union is complete if every list promises some.
    const clauses = lists.map((filters) => filters.find(({ clause }) => clause !== undefined)?.clause);
    if (!clauses.every((clause) => clause !== undefined)) return [];
    return [{ parameter: "access", clause: clauses.flatMap((clause) => clause ?? []), exact: false, matches: always }];
  });
}

const always = () => true;

/** The predicate itself is asked on the whole row; the filters are asked on what the caller sees of it. */
function indexOnly(filter: Filter): Filter {
  return { ...filter, exact: false, matches: always };
}
