import type { CodeSystem, Concept, Inclusion, ValueSet } from "./definitions.ts";

/**
 * The codes of a value set, or undefined when its definition doesn't list them all
 * (a filter, an unknown or partial code system, or a set too large to be a list, as mime types are).
 */
export function enumerateCodes(
  url: string,
  valueSets: ReadonlyMap<string, ValueSet>,
  codeSystems: ReadonlyMap<string, CodeSystem>,
): readonly string[] | undefined {
  const compose = valueSets.get(withoutVersion(url))?.compose;
  if (compose?.include === undefined || compose.exclude !== undefined) return undefined;
  const codes = new Set<string>();
  for (const inclusion of compose.include) {
    const some = codesOf(inclusion, valueSets, codeSystems);
    if (some === undefined) return undefined;
    for (const code of some) codes.add(code);
  }
  return codes.size === 0 ? undefined : [...codes].sort();
}

export function withoutVersion(url: string): string {
  return url.split("|")[0] ?? url;
}

function codesOf(
  inclusion: Inclusion,
  valueSets: ReadonlyMap<string, ValueSet>,
  codeSystems: ReadonlyMap<string, CodeSystem>,
): readonly string[] | undefined {
  if (inclusion.filter !== undefined) return undefined;
  if (inclusion.concept !== undefined) return inclusion.concept.map((concept) => concept.code);
  if (inclusion.system === undefined) {
    const [only, ...others] = inclusion.valueSet ?? [];
    return only === undefined || others.length > 0 ? undefined : enumerateCodes(only, valueSets, codeSystems);
  }
  const system = codeSystems.get(inclusion.system);
  if (inclusion.valueSet !== undefined || system?.content !== "complete") return undefined;
  return flatten(system.concept ?? []);
}

function flatten(concepts: readonly Concept[]): readonly string[] {
  return concepts.flatMap((concept) => [concept.code, ...flatten(concept.concept ?? [])]);
}
