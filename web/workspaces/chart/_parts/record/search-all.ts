import { type Bundle, fhir, nextPage, type Resource, type SearchParameters } from "../../../../app/api.ts";

/** What a search brought: matches in the server's order, and what came along with them by reference. */
export type Found<T extends Resource> = {
  readonly matches: readonly T[];
  readonly included: ReadonlyMap<string, Resource>;
  /** False when there is more than the chart reads at once. */
  readonly complete: boolean;
};

const pageSize = 500;
const mostPages = 8;

/** Reads every page of a search, up to 4,000 matches: beyond that a screen says that it doesn't show all. */
export async function searchAll<T extends Resource>(
  type: T["resourceType"],
  parameters: SearchParameters,
  signal: AbortSignal,
): Promise<Found<T>> {
  const matches: T[] = [];
  const included = new Map<string, Resource>();
  let page: Bundle<T> = await fhir.search<T>(type, { _count: pageSize, ...parameters }, { signal });
  for (let count = 1; ; count += 1) {
    take(page, type, matches, included);
    const next = nextPage(page);
    if (next === undefined) return { matches, included, complete: true };
    if (count === mostPages) return { matches, included, complete: false };
    page = await fhir.page<T>(next, { signal });
  }
}

function take<T extends Resource>(page: Bundle<T>, type: string, matches: T[], included: Map<string, Resource>): void {
  for (const { resource, search } of page.entry ?? []) {
    if (resource === undefined) continue;
    if ((search?.mode ?? "match") === "match" && resource.resourceType === type) matches.push(resource);
    else if (resource.id !== undefined) included.set(`${resource.resourceType}/${resource.id}`, resource);
  }
}
