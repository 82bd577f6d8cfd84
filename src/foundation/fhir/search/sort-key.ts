import type { FhirResource } from "../types.ts";
import { parametersOf } from "./parameter-table.ts";
import { SearchError } from "./search-error.ts";
import { valueKinds } from "./value-kinds.ts";

/**
 * What a sort by this parameter compares: numbers (milliseconds for dates) by size, texts by code units.
 * A date's key is its earliest moment, a name's its family name before the given ones, a reference's `Type/id`, a
 * token's code; text is folded. Of several values the first in document order counts. Undefined sorts last.
 * @throws SearchError `fhir/unknown-parameter`
 */
export function sortKey(resource: FhirResource, parameter: string): string | number | undefined {
  const found = parametersOf(resource.resourceType).parameters.get(parameter);
  if (found === undefined) {
    throw new SearchError("fhir/unknown-parameter", `${resource.resourceType} has no parameter of this name`, {
      path: parameter,
    });
  }
  for (const place of found.alternatives) {
    for (const value of place.values(resource)) {
      const key = valueKinds[found.type].sortKey(value, place);
      if (key !== undefined) return key;
    }
  }
  return undefined;
}

/** Orders sort keys ascending or descending; a missing key comes last either way. */
export function compareSortKeys(
  a: string | number | undefined,
  b: string | number | undefined,
  descending: boolean,
): number {
  if (a === b) return 0;
  if (a === undefined) return 1;
  if (b === undefined) return -1;
  // Keys of one parameter are of one type; numbers before texts keeps the order total all the same.
  const ascending = typeof a === typeof b ? a < b : typeof a === "number";
  return ascending === descending ? 1 : -1;
}
