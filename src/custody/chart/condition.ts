import { type FhirResource, type ResourceType, parseSearch } from "../../foundation/fhir/index.ts";
import type { ResourceId } from "../../foundation/kernel/index.ts";
import type { Caller } from "../access/index.ts";
import type { OpenVersion } from "../records/index.ts";
import { permit } from "./access.ts";
import type { ExpectedVersion } from "./change.ts";
import { ChartError } from "./chart-error.ts";
import type { ChartPorts } from "./ports.ts";
import { canonicalQuery, look } from "./search.ts";
import { witnessed } from "./witnessing.ts";
import { expectNoSignature, expectStorable } from "./writing.ts";

/** A search that says what something is done to. */
export type Condition = readonly (readonly [string, string])[];

/** They say how an answer looks: in a condition they would be ignored. */
const shaping: ReadonlySet<string> = new Set(
  "_count _sort _include _revinclude _total _summary _elements _format _pretty _cursor".split(" "),
);

/** What a condition matches, for a conditional write or reference. Sees only what the caller may search, and is a search: what it
 *  found is in the ledger before anything depends on it. @throws ChartError `chart/multiple-matches` */
export async function onlyMatch(
  ports: ChartPorts,
  caller: Caller,
  type: ResourceType,
  condition: Condition,
): Promise<OpenVersion | undefined> {
  const permitted = permit(ports, caller, "search", type);
  const misplaced = condition.find(([name]) => shaping.has(name.split(":", 1)[0] ?? ""));
  if (misplaced !== undefined)
    throw new ChartError("chart/bad-entry", "a condition takes parameters that select, none that shape an answer", {
      path: misplaced[0].slice(0, 64),
    });
  const request = parseSearch(type, condition);
  if (request.filters.length === 0 && request.chains.length === 0 && request.ids === undefined) {
    throw new ChartError("chart/bad-entry", "a condition needs at least one search parameter");
  }
  const found = await look(ports, caller, type, request, 2);
  const act = {
    at: ports.now(),
    caller,
    action: "search" as const,
    why: permitted.reason,
    detail: canonicalQuery(type, condition),
  };
  await ports.ledger.witness(
    caller.tenant,
    witnessed(
      act,
      found.map(({ version }) => version),
    ),
  );
  if (found.length > 1) throw new ChartError("chart/multiple-matches", "the condition matches several resources");
  return found[0]?.version;
}

export interface ConditionalUpdate {
  readonly type: ResourceType;
  readonly where: Condition;
  readonly resource: FhirResource;
  readonly ifMatch?: ExpectedVersion;
}

/** What is refused anyway asks no condition: the answer must not depend on what is here. */
export function expectWritable(ports: ChartPorts, caller: Caller, { type, resource }: ConditionalUpdate): void {
  permit(ports, caller, "update", type);
  expectStorable(ports, resource, type);
  expectNoSignature(resource, caller, "update");
}

/** What a conditional update changes; undefined when it creates. @throws ChartError */
export async function updateTarget(
  ports: ChartPorts,
  caller: Caller,
  { type, where, resource, ifMatch }: ConditionalUpdate,
): Promise<ResourceId | undefined> {
  permit(ports, caller, "update", type);
  const match = await onlyMatch(ports, caller, type, where);
  if (match === undefined) {
    if (ifMatch !== undefined) throw nothingToMatch();
    if (resource.id === undefined) return undefined;
    throw new ChartError("chart/wrong-id", "no update creates a resource with an id of its own: leave the id out", {
      path: `${type}.id`,
    });
  }
  if (resource.id !== undefined && resource.id !== match.id) {
    throw new ChartError("chart/wrong-id", "the id in the resource must be that of what the condition matches", {
      path: `${type}.id`,
    });
  }
  return match.id;
}

export interface ConditionalDelete {
  readonly type: ResourceType;
  readonly where: Condition;
  readonly ifMatch?: ExpectedVersion;
}

/** What a conditional delete deletes; undefined when there is nothing to delete. @throws ChartError */
export async function deleteTarget(
  ports: ChartPorts,
  caller: Caller,
  { type, where, ifMatch }: ConditionalDelete,
): Promise<ResourceId | undefined> {
  permit(ports, caller, "delete", type);
  const match = await onlyMatch(ports, caller, type, where);
  if (match === undefined && ifMatch !== undefined) throw nothingToMatch();
  return match?.id;
}

function nothingToMatch(): ChartError {
  return new ChartError("chart/precondition-failed", "the condition matches nothing that could be at that version");
}
