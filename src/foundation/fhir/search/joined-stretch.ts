import { elementType } from "../structure/element-type.ts";
import { parseDateQuery, reachOf, stretchTerms } from "./date-values.ts";
import type { Filter } from "./filter.ts";
import type { CompiledParameter } from "./search-parameter.ts";
import type { TimeRange } from "./time-range.ts";

/** A condition of a search, as it was asked. */
export type AskedFilter = {
  readonly filter: Filter;
  readonly parameter: CompiledParameter;
  readonly modifier: string | undefined;
  readonly values: readonly string[];
};

/**
 * The filters of a search, in the order asked. Of conditions on one date (`date=ge2026-03-01&date=lt2026-04-01`) each by itself has the terms of
 * almost everything: where a resource has that date once at most, all of them promise a term of what lies in every one's reach. One of them
 * then has these terms, and the others none. The exact answers stay as they are.
 */
export function withJoinedStretches(type: string, asked: readonly AskedFilter[]): readonly Filter[] {
  const filters = asked.map(({ filter }) => filter);
  const stretches = new Map<CompiledParameter, { readonly index: number; readonly reach: TimeRange }[]>();
  for (const [index, one] of asked.entries()) {
    const reach = reachAsked(one);
    if (reach === undefined) continue;
    const before = stretches.get(one.parameter);
    if (before === undefined) stretches.set(one.parameter, [{ index, reach }]);
    else before.push({ index, reach });
  }
  for (const [parameter, conditions] of stretches) {
    const from = Math.max(...conditions.map(({ reach }) => reach.from));
    const until = Math.min(...conditions.map(({ reach }) => reach.until));
    // A long period may satisfy conditions that no moment satisfies.
    if (conditions.length < 2 || from >= until || !isThereOnce(type, parameter)) continue;
    const terms = stretchTerms({ from, until });
    const clause = [...new Set(parameter.alternatives.map(({ group }) => group))].flatMap((group) =>
      terms.map((term) => `${group}\u0000${term}`),
    );
    for (const [place, { index }] of conditions.entries()) {
      const filter = filters[index];
      if (filter !== undefined) filters[index] = { ...filter, exact: false, clause: place === 0 ? clause : undefined };
    }
  }
  return filters;
}

/** What every match of one condition overlaps; undefined where it isn't one stretch, or terms can't promise it. */
function reachAsked({ filter, parameter, modifier, values }: AskedFilter): TimeRange | undefined {
  const [value, ...others] = values;
  if (parameter.type !== "date" || modifier !== undefined || value === undefined || others.length > 0) return undefined;
  if (filter.clause === undefined) return undefined;
  const query = parseDateQuery(value, parameter.code);
  return query.comparator === "ne" ? undefined : reachOf(query);
}

const thereOnce = new WeakMap<CompiledParameter, boolean>();

/** Whether no resource has more than one value of it: two values might each satisfy one of two conditions. */
function isThereOnce(type: string, parameter: CompiledParameter): boolean {
  const known = thereOnce.get(parameter);
  if (known !== undefined) return known;
  const { alternatives } = parameter;
  const once =
    new Set(alternatives.map(({ group }) => group)).size === 1 &&
    alternatives.every(({ paths }) => paths.every((path) => elementType(type, path)?.repeats === false));
  thereOnce.set(parameter, once);
  return once;
}
