import { type Filter, type ResourceType, SearchError, inRanges, parseSearch } from "../../foundation/fhir/index.ts";
import type { Criteria } from "./criteria.ts";

const compiled = new WeakMap<Criteria, Map<ResourceType, readonly Filter[]>>();

/** A scope's criteria as search filters, compiled once. On a type that has no such parameter nothing meets them. */
export function criteriaFilters(type: ResourceType, criteria: Criteria): readonly Filter[] {
  let byType = compiled.get(criteria);
  if (byType === undefined) compiled.set(criteria, (byType = new Map()));
  const known = byType.get(type);
  if (known !== undefined) return known;
  const made = compile(type, criteria);
  byType.set(type, made);
  return made;
}

const never: Filter = { parameter: "access", clause: [], exact: true, matches: () => false };

function compile(type: ResourceType, criteria: Criteria): readonly Filter[] {
  try {
    const { filters, ids, lastUpdated } = parseSearch(
      type,
      criteria.map(({ parameter, value }) => [parameter, value] as const),
    );
    // A search keeps these two apart from its filters; here they must limit like any other.
    const byId = ids && recheck("_id", ({ id }) => id !== undefined && ids.includes(id));
    const byTime =
      lastUpdated && recheck("_lastUpdated", ({ meta }) => inRanges(Date.parse(meta?.lastUpdated ?? ""), lastUpdated));
    return [...filters, ...(byId === undefined ? [] : [byId]), ...(byTime === undefined ? [] : [byTime])];
  } catch (error) {
    if (error instanceof SearchError) return [never];
    throw error;
  }
}

function recheck(parameter: string, matches: Filter["matches"]): Filter {
  return { parameter, clause: undefined, exact: false, matches };
}
