import type { FhirResource } from "../../index.ts";
import { indexTerms } from "../index-terms.ts";
import { parseSearch } from "../parse-search.ts";

/** Whether a query finds a resource, by its clause where it has one and by the exact check. */
export function finds(resource: FhirResource, name: string, value: string): boolean {
  const terms = indexTerms(resource);
  return parseSearch(resource.resourceType, [[name, value]]).filters.every(
    ({ clause, ...filter }) => (clause?.some((term) => terms.includes(term)) ?? true) && filter.matches(resource),
  );
}
