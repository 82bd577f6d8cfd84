import { type ResourceType, isResourceType } from "../../../foundation/fhir/index.ts";
import { ChartError } from "../../../custody/chart/index.ts";
import type { Pairs } from "./query-pairs.ts";

interface PagedQuery {
  count: number;
  since?: number;
  cursor?: string;
}

const mostOnPage = 500;

/** Takes `_count`, `_since` and page links; what is something else is handed on. */
function pagedQuery(pairs: Pairs, count: number, other: (name: string, value: string) => void): PagedQuery {
  const query: PagedQuery = { count };
  for (const [name, value] of pairs) {
    if (name === "_format" || name === "_pretty") continue;
    if (name === "_count" && /^[1-9]\d{0,6}$/.test(value)) query.count = Math.min(Number(value), mostOnPage);
    else if (
      name === "_since" &&
      /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/.test(value) &&
      !Number.isNaN(Date.parse(value))
    )
      query.since = Date.parse(value);
    else if (name === "_cursor") query.cursor = value;
    else other(name, value);
  }
  return query;
}

function refused(message: string, name: string): ChartError {
  return new ChartError("chart/bad-entry", message, { path: name.slice(0, 64) });
}

/** @throws ChartError `chart/bad-entry` */
export function historyQuery(pairs: Pairs): PagedQuery {
  return pagedQuery(pairs, 20, (name) => {
    throw refused("history takes _count (from 1), _since (an instant) and its own page links", name);
  });
}

/** @throws ChartError `chart/bad-entry` */
export function everythingQuery(pairs: Pairs): PagedQuery & { readonly types: readonly ResourceType[] | undefined } {
  let types: readonly ResourceType[] | undefined;
  const query = pagedQuery(pairs, 100, (name, value) => {
    const named = name === "_type" ? value.split(",") : [];
    if (named.length === 0 || !named.every(isResourceType))
      throw refused(
        "$everything takes _type (of R4), _count (from 1), _since (an instant) and its own page links",
        name,
      );
    types = named;
  });
  return { ...query, types };
}
