import type { ResourceType } from "../../foundation/fhir/index.ts";
import type { ResourceId } from "../../foundation/kernel/index.ts";
import type { Caller } from "../access/index.ts";
import type { OpenVersion } from "../records/index.ts";
import { type Permit, mayReach } from "./access.ts";
import { type Versions, versionsFor } from "./newest-content.ts";
import type { ChartPorts } from "./ports.ts";
import type { Target } from "./read.ts";
import { show } from "./sight.ts";

/** A resource may be of 12 MiB: not all of them are opened at once. */
const openedTogether = 100;

/** The ids of those that the caller sees now; of a deleted one, the last content says. Of what is hidden and what isn't here, none.
 *  Nothing is disclosed of them, and nothing witnessed: it is for telling what the caller may be told of something else. */
export async function seenAmong(
  ports: ChartPorts,
  caller: Caller,
  targets: readonly Target[],
): Promise<ReadonlySet<ResourceId>> {
  const versions = versionsFor(ports, caller);
  const permits = new Map<ResourceType, Permit | undefined>();
  const permitOf = (type: ResourceType): Permit | undefined => {
    if (!permits.has(type))
      permits.set(type, mayReach(ports, caller, "read", type) ?? mayReach(ports, caller, "search", type));
    return permits.get(type);
  };
  const seen = new Set<ResourceId>();
  const types = new Map(targets.filter(({ type }) => permitOf(type) !== undefined).map(({ id, type }) => [id, type]));
  const ids = [...types.keys()];
  for (let from = 0; from < ids.length; from += openedTogether) {
    for (const newest of await versions.newestAll(caller.tenant, ids.slice(from, from + openedTogether))) {
      const permitted = permitOf(newest.type);
      if (permitted === undefined || types.get(newest.id) !== newest.type) continue;
      const content = newest.deleted ? await lastContent(versions, caller, newest) : newest;
      if (content !== undefined && show(permitted, content) !== undefined) seen.add(newest.id);
    }
  }
  return seen;
}

async function lastContent(
  versions: Versions,
  { tenant }: Caller,
  { id, version }: OpenVersion,
): Promise<OpenVersion | undefined> {
  return (await versions.historyOf(tenant, { id, belowVersion: version, limit: 1 }))[0];
}
