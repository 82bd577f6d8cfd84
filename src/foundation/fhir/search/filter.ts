import type { FhirResource } from "../types.ts";
import type { Alternative, CompiledParameter } from "./search-parameter.ts";
import { badValue } from "./search-value.ts";
import type { ValueQuery } from "./value-kind.ts";
import { valueKinds } from "./value-kinds.ts";

/** One condition of a search: a parameter with the values that would satisfy it. */
export type Filter = {
  readonly parameter: string;
  /**
   * Terms of which every matching resource has at least one; the caller adds the resource type as for `indexTerms`.
   * Empty: nothing can match. Undefined: no terms can promise that, so candidates have to come from elsewhere.
   */
  readonly clause: readonly string[] | undefined;
  /** The exact answer, on the opened resource. */
  matches(resource: FhirResource): boolean;
  /** True when having one of the terms is also enough to match (short of a collision of their hashes). */
  readonly exact: boolean;
};

/**
 * @param values what was asked, still escaped; any of them satisfies the filter.
 * @throws SearchError `fhir/bad-search-value`
 */
export function buildFilter(
  parameter: CompiledParameter,
  modifier: string | undefined,
  values: readonly string[],
): Filter {
  if (modifier === "missing") return missingFilter(parameter, values);
  const kind = valueKinds[parameter.type];
  const queries = values.map((value) => kind.parseQuery(value, parameter, modifier));
  if (modifier === "not")
    return { ...recheckOnly(parameter), matches: (resource) => !matchesAny(resource, parameter, queries) };
  const clause = clauseOf(parameter.alternatives, queries);
  const exact =
    clause !== undefined && parameter.alternatives.every((place) => queries.every((query) => query.exactFor(place)));
  const matches =
    exact && queries.length > manyValues
      ? byTerms(parameter, new Set(clause))
      : (resource: FhirResource) => matchesAny(resource, parameter, queries);
  return { parameter: parameter.code, clause, exact, matches };
}

const manyValues = 8;

/** Where having a term is enough, a resource's few terms are looked up among many values. */
function byTerms({ type, alternatives }: CompiledParameter, terms: ReadonlySet<string>): Filter["matches"] {
  const kind = valueKinds[type];
  return (resource) => {
    let found = false;
    for (const place of alternatives) {
      for (const value of place.values(resource)) {
        kind.emitTerms(value, place, (term) => {
          found ||= terms.has(`${place.group}\u0000${term}`);
        });
        if (found) return true;
      }
    }
    return false;
  };
}

function clauseOf(alternatives: readonly Alternative[], queries: readonly ValueQuery[]): readonly string[] | undefined {
  const clause = new Set<string>();
  for (const place of alternatives) {
    for (const query of queries) {
      const terms = query.termsFor(place);
      if (terms === undefined) return undefined;
      for (const term of terms) clause.add(`${place.group}\u0000${term}`);
    }
  }
  return [...clause];
}

function matchesAny(
  resource: FhirResource,
  { alternatives }: CompiledParameter,
  queries: readonly ValueQuery[],
): boolean {
  return alternatives.some((place) =>
    place.values(resource).some((value) => queries.some((query) => query.matches(value, place))),
  );
}

function missingFilter(parameter: CompiledParameter, values: readonly string[]): Filter {
  const [value, ...more] = values;
  if (more.length > 0 || (value !== "true" && value !== "false")) throw badValue(parameter.code, "true or false");
  const wanted = value === "true";
  const isMissing = (resource: FhirResource) =>
    parameter.alternatives.every((place) => place.values(resource).length === 0);
  return { ...recheckOnly(parameter), matches: (resource) => isMissing(resource) === wanted };
}

function recheckOnly(parameter: CompiledParameter): Pick<Filter, "parameter" | "clause" | "exact"> {
  return { parameter: parameter.code, clause: undefined, exact: false };
}
