import {
  type FhirResource,
  type Filter,
  type ResourceType,
  type SearchRequest,
  compareSortKeys,
  inRanges,
  includedReferences,
  isResourceType,
  parseSearch,
  reverseFilter,
  sortKey,
} from "../../foundation/fhir/index.ts";
import { type ResourceId, isUuid } from "../../foundation/kernel/index.ts";
import type { Caller } from "../access/index.ts";
import { type Match, type OpenVersion, type RecordQuery, SearchTooCostly } from "../records/index.ts";
import { type Permit, mayReach, permit } from "./access.ts";
import { type Chained, resolveChains } from "./chains.ts";
import { ChartError } from "./chart-error.ts";
import { openCursor, sealCursor } from "./cursor.ts";
import { versionsFor } from "./newest-content.ts";
import { patientsNamedIn } from "./patients-named-in.ts";
import type { ChartPorts, Witnessing } from "./ports.ts";
import { askable, indexable } from "./query-filters.ts";
import { type Shown, see, show } from "./sight.ts";
import { witnessedSearch } from "./witnessing.ts";

/** A match, with what it says to the caller, which was read for the search: whoever takes it needn't read it again. */
export interface FoundVersion extends OpenVersion {
  readonly resource?: FhirResource | undefined;
}

export interface SearchPage {
  readonly request: SearchRequest;
  readonly matches: readonly FoundVersion[];
  readonly included: readonly OpenVersion[];
  /** Number of matches, when it was asked for. */
  readonly total: number | undefined;
  readonly next: string | undefined;
}

/** Matches that may be sorted by something other than when they were written. */
const mostSorted = 2_000;
const mostCounted = 10_000;
const mostIncluded = 1_000;
/** Of matches in one answer. */
export const mostBytes = 16 * 1024 * 1024;
/** What is included is read so many at a time. */
const includedTogether = 100;
const mostIncludedBytes = 64 * 1024 * 1024;
export const latest = Number.MAX_SAFE_INTEGER;

type Found = Match<Shown>;

/** What is asked of the records. */
interface Selection {
  readonly type: ResourceType;
  readonly permitted: Permit;
  readonly filters: readonly Filter[];
  readonly ids: readonly ResourceId[] | undefined;
  readonly from: number;
  readonly until: number;
}

interface Plan extends Selection {
  readonly request: SearchRequest;
}

async function planOf(
  ports: ChartPorts,
  caller: Caller,
  type: ResourceType,
  request: SearchRequest,
  permitted: Permit,
): Promise<Plan> {
  const chained: Chained =
    request.chains.length === 0
      ? { filters: [], ids: undefined }
      : await resolveChains(ports, caller, type, request.chains, (target, inner, limit) =>
          look(ports, caller, target, inner, limit),
        );
  const asked = request.ids?.filter(isUuid).map((id) => id as ResourceId);

  const stretches = request.lastUpdated;
  const span =
    stretches === undefined
      ? { from: -Infinity, until: Infinity }
      : {
          from: Math.min(Infinity, ...stretches.map(({ from }) => from)),
          until: Math.max(-Infinity, ...stretches.map(({ until }) => until)),
        };
  const updated: readonly Filter[] =
    stretches === undefined || stretches.length === 1
      ? []
      : [
          {
            parameter: "_lastUpdated",
            clause: undefined,
            exact: false,
            matches: (resource) => inRanges(Date.parse(resource.meta?.lastUpdated ?? ""), stretches),
          },
        ];
  return {
    type,
    permitted,
    request,
    filters: [
      ...askable(type, permitted, [...request.filters, ...chained.filters]),
      ...updated,
      ...indexable(type, permitted.rows),
    ],
    ids: asked === undefined ? chained.ids : (chained.ids?.filter((id) => asked.includes(id)) ?? asked),
    // Conditions that exclude each other leave no stretch, and a beginning beyond every position.
    from: Math.min(latest, Math.ceil(Math.max(span.from, 0) * 1000)),
    until: Math.min(latest, Math.max(0, Math.ceil(span.until * 1000))),
  };
}

function isByRecency({ sort }: SearchRequest): boolean {
  const [first, ...more] = sort;
  return first === undefined || (first.parameter === "_lastUpdated" && first.descending && more.length === 0);
}

/** Newest first. It isn't witnessed here. @throws ChartError `chart/too-costly` */
export async function matching(
  ports: ChartPorts,
  caller: Caller,
  plan: Selection,
  limit: number,
  {
    before = plan.until,
    ...within
  }: Pick<RecordQuery, "bytes" | "isCount"> & { readonly before?: number | undefined } = {},
): Promise<Found[]> {
  const { type, permitted, filters, ids, from } = plan;
  try {
    return await versionsFor(ports, caller).search(caller.tenant, {
      type,
      filters,
      see: (version) => see(permitted, version),
      ids,
      from,
      before: Math.min(before, plan.until),
      limit,
      ...within,
    });
  } catch (error) {
    if (error instanceof SearchTooCostly) throw new ChartError("chart/too-costly", error.message, { cause: error });
    throw error;
  }
}

/** A search inside something else: a chain or a condition. It isn't witnessed here. */
export async function look(
  ports: ChartPorts,
  caller: Caller,
  type: ResourceType,
  request: SearchRequest,
  limit: number,
): Promise<Found[]> {
  const permitted = permit(ports, caller, "search", type);
  return matching(ports, caller, await planOf(ports, caller, type, request, permitted), limit);
}

function tooMany(what: string): ChartError {
  return new ChartError("chart/too-costly", `too many matches to ${what}: narrow the search`);
}

/** As many of the matches as one answer may carry, and at least one: the rest is on the next page. */
export function withinBytes(matches: readonly Found[]): readonly Found[] {
  let bytes = 0;
  const fitting = matches.findIndex(({ version }) => {
    bytes += version.body.length;
    return bytes > mostBytes;
  });
  return fitting === -1 ? matches : matches.slice(0, Math.max(1, fitting));
}

interface Page {
  readonly matches: readonly Found[];
  readonly next: { readonly before: number } | { readonly offset: number } | undefined;
  readonly total: number | undefined;
}

async function pageByRecency(ports: ChartPorts, caller: Caller, plan: Plan, before: number | undefined): Promise<Page> {
  const { count } = plan.request;
  const found = await matching(ports, caller, plan, count + 1, { before, bytes: mostBytes });
  const matches = withinBytes(found.slice(0, count));
  const last = matches.at(-1);
  const complete = before === undefined && found.length === matches.length;
  return {
    matches,
    next: found.length > matches.length && last !== undefined ? { before: last.version.position } : undefined,
    total: complete ? found.length : undefined,
  };
}

async function pageBySort(ports: ChartPorts, caller: Caller, plan: Plan, offset: number): Promise<Page> {
  const { count, sort } = plan.request;
  const all = await matching(ports, caller, plan, mostSorted + 1);
  if (all.length > mostSorted) throw tooMany(`sort (more than ${mostSorted})`);
  const keyed = all.map((match) => ({ match, keys: sort.map(({ parameter }) => keyOf(match, parameter)) }));
  keyed.sort((a, b) => {
    for (const [index, rule] of sort.entries()) {
      const order = compareSortKeys(a.keys[index], b.keys[index], rule.descending);
      if (order !== 0) return order;
    }
    return b.match.version.position - a.match.version.position;
  });
  const matches = withinBytes(keyed.slice(offset, offset + count).map(({ match }) => match));
  const end = offset + matches.length;
  return {
    matches,
    next: end < keyed.length ? { offset: end } : undefined,
    total: keyed.length,
  };
}

function keyOf({ version, resource }: Found, parameter: string): string | number | undefined {
  if (parameter === "_lastUpdated") return version.position;
  return parameter === "_id" ? version.id : sortKey(resource, parameter);
}

async function totalOf(ports: ChartPorts, caller: Caller, plan: Plan, page: Page): Promise<number | undefined> {
  const { total, summary, count } = plan.request;
  const asked = total === "accurate" || total === "estimate" || summary === "count" || count === 0;
  if (!asked) return undefined;
  if (page.total !== undefined) return page.total;
  const all = await matching(ports, caller, plan, mostCounted + 1, { isCount: true });
  if (all.length > mostCounted) throw tooMany(`count (more than ${mostCounted})`);
  return all.length;
}

async function included(
  ports: ChartPorts,
  caller: Caller,
  request: SearchRequest,
  matches: readonly Found[],
): Promise<Shown[]> {
  const found = new Map<ResourceId, Shown>();
  const shown = new Set(matches.map(({ version }) => version.id));
  const wanted = new Set<ResourceId>();
  for (const { parameter, targetType } of request.includes) {
    for (const { resource } of matches) {
      for (const { id } of includedReferences(resource, parameter, targetType))
        if (isUuid(id) && !shown.has(id as ResourceId)) wanted.add(id as ResourceId);
    }
  }
  if (wanted.size > mostIncluded) throw tooMany("include");
  let bytes = 0;
  for (let from = 0; from < wanted.size; from += includedTogether) {
    const some = [...wanted].slice(from, from + includedTogether);
    for (const version of await versionsFor(ports, caller).currentAll(caller.tenant, some)) {
      const permitted = mayReach(ports, caller, "read", version.type);
      const shown = permitted && show(permitted, version);
      if (shown === undefined) continue;
      found.set(version.id, shown);
      if ((bytes += shown.body.length) > mostIncludedBytes) throw tooMany("include");
    }
  }
  if (matches.length === 0) return [...found.values()];
  const targets = matches.map(({ version: { type, id } }) => ({ type, id }));
  for (const { type, parameter } of request.revincludes) {
    const permitted = isResourceType(type) ? mayReach(ports, caller, "search", type) : undefined;
    if (permitted === undefined || !isResourceType(type)) continue;
    const filters = [
      ...askable(type, permitted, [reverseFilter(type, parameter, targets)]),
      ...indexable(type, permitted.rows),
    ];
    const pointing = await matching(
      ports,
      caller,
      { type, permitted, filters, ids: undefined, from: 0, until: latest },
      mostIncluded + 1,
    );
    if (pointing.length > mostIncluded) throw tooMany("include");
    for (const { version } of pointing) if (!shown.has(version.id)) found.set(version.id, version);
  }
  return [...found.values()];
}

/** What a search means, whoever asks: parameters in order, without the place in the result. */
export function canonicalQuery(type: ResourceType, pairs: readonly (readonly [string, string])[]): string {
  return `${type}?${pairs
    .filter(([name]) => name !== "_cursor")
    .map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`)
    .join("&")}`;
}

/** @throws ChartError, SearchError */
export async function search(
  ports: ChartPorts,
  caller: Caller,
  type: ResourceType,
  pairs: readonly (readonly [string, string])[],
): Promise<Witnessing<SearchPage>> {
  const permitted = permit(ports, caller, "search", type);
  const request = parseSearch(type, pairs);
  const plan = await planOf(ports, caller, type, request, permitted);
  const query = canonicalQuery(type, pairs);
  const vault = await ports.keyring.vault(caller.tenant);
  const place = request.cursor === undefined ? undefined : openCursor(vault, caller, query, request.cursor);
  const counting = request.count === 0 || request.summary === "count";
  let page: Page = { matches: [], next: undefined, total: undefined };
  if (!counting) {
    page = isByRecency(request)
      ? await pageByRecency(ports, caller, plan, place !== undefined && "before" in place ? place.before : undefined)
      : await pageBySort(ports, caller, plan, place !== undefined && "offset" in place ? place.offset : 0);
  }
  const total = await totalOf(ports, caller, plan, page);
  const more = await included(ports, caller, request, page.matches);
  const matches = page.matches.map(({ version, resource }) => ({ ...version, resource }));
  const act = { at: ports.now(), caller, action: "search" as const, why: permitted.reason, detail: query };
  const named = patientsNamedIn(type, pairs, ports.address);
  const entryIds = await ports.ledger.witness(caller.tenant, witnessedSearch(act, [...matches, ...more], named));
  const next = page.next === undefined ? undefined : sealCursor(vault, caller, query, page.next);
  return { value: { request, matches, included: more, total, next }, entryIds };
}
