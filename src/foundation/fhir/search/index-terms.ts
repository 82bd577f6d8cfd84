import type { FhirResource } from "../types.ts";
import { parametersOf } from "./parameter-table.ts";
import { valueKinds } from "./value-kinds.ts";

/**
 * The plaintext terms of a resource, each once: `element NUL kind NUL value`. The caller adds the resource type and
 * hashes them under the tenant's key; the term itself is never stored.
 * @throws SearchError `fhir/unknown-resource-type`
 */
export function indexTerms(resource: FhirResource): readonly string[] {
  const terms = new Set<string>();
  for (const { type, place } of parametersOf(resource.resourceType).indexed) {
    const values = place.values(resource);
    if (values.length === 0) continue;
    const emit = (term: string): void => {
      terms.add(`${place.group}\u0000${term}`);
    };
    for (const value of values) valueKinds[type].emitTerms(value, place, emit);
  }
  return [...terms];
}
