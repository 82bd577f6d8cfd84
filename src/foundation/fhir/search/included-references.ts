import type { FhirResource } from "../types.ts";
import { buildFilter } from "./filter.ts";
import type { Filter } from "./filter.ts";
import { parametersOf } from "./parameter-table.ts";
import { parseTarget, referenceText } from "./reference-target.ts";
import type { ReferenceTarget } from "./reference-target.ts";
import { SearchError } from "./search-error.ts";
import type { CompiledParameter } from "./search-parameter.ts";

/**
 * The resources of this installation that a reference parameter names, each once, in document order: what an
 * `_include` adds. @throws SearchError `fhir/unknown-parameter`
 */
export function includedReferences(
  resource: FhirResource,
  parameter: string,
  targetType?: string,
): readonly ReferenceTarget[] {
  const found = new Map<string, ReferenceTarget>();
  for (const place of referenceParameter(resource.resourceType, parameter).alternatives) {
    for (const value of place.values(resource)) {
      const text = referenceText(value, place.datatype);
      const target = text === undefined ? undefined : parseTarget(text);
      if (text === undefined || target === undefined || (targetType !== undefined && target.type !== targetType))
        continue;
      found.set(text, target);
    }
  }
  return [...found.values()];
}

/**
 * The filter on `sourceType` that finds what points to any of these resources: what a `_revinclude` adds.
 * @throws SearchError `fhir/unknown-parameter`
 */
export function reverseFilter(sourceType: string, parameter: string, targets: readonly ReferenceTarget[]): Filter {
  const texts = targets.map((target) => `${target.type}/${target.id}`);
  return buildFilter(referenceParameter(sourceType, parameter), undefined, texts);
}

/** @throws SearchError `fhir/unknown-parameter` */
export function referenceParameter(type: string, code: string): CompiledParameter {
  const parameter = parametersOf(type).parameters.get(code);
  if (parameter?.type !== "reference") {
    throw new SearchError("fhir/unknown-parameter", `${type} has no reference parameter of this name`, { path: code });
  }
  return parameter;
}
