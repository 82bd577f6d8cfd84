import { parametersOf } from "./parameter-table.ts";
import type { SearchParameter } from "./search-parameter.ts";

/**
 * The parameters that searches of this type support, by code, those of every resource first.
 * @throws SearchError `fhir/unknown-resource-type`
 */
export function searchParameters(type: string): ReadonlyMap<string, SearchParameter> {
  return parametersOf(type).parameters;
}
