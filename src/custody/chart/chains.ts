import {
  type Chain,
  type Filter,
  type ResourceType,
  includedReferences,
  parseSearch,
  reverseFilter,
} from "../../foundation/fhir/index.ts";
import type { ResourceId } from "../../foundation/kernel/index.ts";
import { isUuid } from "../../foundation/kernel/index.ts";
import type { Caller } from "../access/index.ts";
import type { Match } from "../records/index.ts";
import { mayReach } from "./access.ts";
import { ChartError } from "./chart-error.ts";
import type { ChartPorts } from "./ports.ts";
import type { Shown } from "./sight.ts";

/** Resources that a chain may lead through. */
const mostChained = 1_000;

/** Searches one type with one condition, as this caller; what the caller may not search matches nothing. */
export type Look = (
  type: ResourceType,
  request: ReturnType<typeof parseSearch>,
  limit: number,
) => Promise<readonly Match<Shown>[]>;

/** What chains leave of a search: more filters, and the only ids that can match. */
export interface Chained {
  readonly filters: readonly Filter[];
  readonly ids: readonly ResourceId[] | undefined;
}

const nothing: Filter = { parameter: "chain", clause: [], exact: false, matches: () => false };

/**
 * Answers each chain by a search of the other type: the same predicate, the same hidden fields and the same refusals as if the
 * caller had asked it by itself, so a chain tells nothing that two searches wouldn't.
 * @throws ChartError `chart/too-costly`
 */
export async function resolveChains(
  ports: ChartPorts,
  caller: Caller,
  type: ResourceType,
  chains: readonly Chain[],
  look: Look,
): Promise<Chained> {
  const filters: Filter[] = [];
  let ids: ReadonlySet<ResourceId> | undefined;
  for (const chain of chains) {
    if (chain.kind === "forward") filters.push(await pointingTo(ports, caller, type, chain, look));
    else {
      const found = await pointedAtBy(ports, caller, type, chain, look);
      ids = ids === undefined ? found : ids.intersection(found);
    }
  }
  return { filters, ids: ids && [...ids] };
}

async function pointingTo(
  ports: ChartPorts,
  caller: Caller,
  type: ResourceType,
  { parameter, types, query }: Extract<Chain, { readonly kind: "forward" }>,
  look: Look,
): Promise<Filter> {
  const targets: { type: string; id: string }[] = [];
  for (const target of types) {
    if (mayReach(ports, caller, "search", target) === undefined) continue;
    const found = await look(target, parseSearch(target, [query]), mostChained + 1);
    targets.push(...found.map(({ version: { id } }) => ({ type: target, id })));
    if (targets.length > mostChained) throw tooMany();
  }
  return targets.length === 0 ? nothing : reverseFilter(type, parameter, targets);
}

async function pointedAtBy(
  ports: ChartPorts,
  caller: Caller,
  type: ResourceType,
  { type: source, parameter, query }: Extract<Chain, { readonly kind: "reverse" }>,
  look: Look,
): Promise<ReadonlySet<ResourceId>> {
  if (mayReach(ports, caller, "search", source) === undefined) return new Set();
  const found = await look(source, parseSearch(source, [query]), mostChained + 1);
  if (found.length > mostChained) throw tooMany();
  const targets = found.flatMap(({ resource }) => includedReferences(resource, parameter, type));
  return new Set(targets.flatMap(({ id }) => (isUuid(id) ? [id as ResourceId] : [])));
}

function tooMany(): ChartError {
  return new ChartError(
    "chart/too-costly",
    `a chain leads through more than ${mostChained} records: narrow the search`,
  );
}
