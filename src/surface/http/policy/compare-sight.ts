import { type Caller, type Relation, decide } from "../../../custody/access/index.ts";
import { type CompiledConsent, namedPermits } from "../../../custody/policy/index.ts";
import { type ResourceType, resourceTypes, searchParameters } from "../../../foundation/fhir/index.ts";
import type { ResourceId } from "../../../foundation/kernel/index.ts";
import type { PolicyRoutesPorts } from "./ports.ts";
import { searchAmong, seeingNoMore, tellsOfHidden } from "./preview.ts";

const mostCompared = 100;

const typesOfPatients: readonly ResourceType[] = resourceTypes.filter(
  (type) => searchParameters(type).has("patient") && type !== "AuditEvent",
);

/** Of one kind of record: how many the viewer sees, and how many of these each of the others does. */
export interface Sight {
  readonly type: ResourceType;
  readonly yours: number;
  /** In the order of the others. */
  readonly theirs: readonly number[];
  /** There are more than were compared. */
  readonly more: boolean;
}

/** Somebody as the chart would meet them if that consent were recorded: its rules count beside those that are. */
export function withConsent(caller: Caller, patient: ResourceId, { rules }: CompiledConsent): Caller {
  const { standing } = caller;
  if (standing === undefined) return caller;
  const named = namedPermits(rules).filter(({ actor }) => caller.references?.includes(actor) === true);
  const ties = named.map(({ period }): Relation => ({ kind: "consent", ...period }));
  const tied = withTies(caller, patient, ties);
  return {
    ...tied,
    standing: {
      ...(tied.standing ?? standing),
      consentsOf: (of) => (of === patient ? [...standing.consentsOf(of), ...rules] : standing.consentsOf(of)),
    },
  };
}

/** The same, tied to the patient by these as well. */
export function withTies(caller: Caller, patient: ResourceId, ties: readonly Relation[]): Caller {
  const { standing } = caller;
  if (standing === undefined || ties.length === 0) return caller;
  return {
    ...caller,
    standing: {
      ...standing,
      relationsTo: (to) => (to === patient ? [...standing.relationsTo(to), ...ties] : standing.relationsTo(to)),
      relatedPatients: () => [...standing.relatedPatients(), patient],
    },
  };
}

/** What the viewer sees of a patient, against what others would: by the code that answers them. Nothing is told of what the viewer
 *  doesn't see. */
export async function compareSight(
  ports: PolicyRoutesPorts,
  viewer: Caller,
  others: readonly Caller[],
  patient: ResourceId,
): Promise<readonly Sight[]> {
  const found: Sight[] = [];
  const seeing = others.map((other) => seeingNoMore(other, viewer));
  for (const type of typesOfPatients) {
    const sight = await compareType(ports, viewer, seeing, type, patient);
    if (sight !== undefined) found.push(sight);
  }
  return found;
}

async function compareType(
  { rehearsal, now }: PolicyRoutesPorts,
  viewer: Caller,
  others: readonly Caller[],
  type: ResourceType,
  patient: ResourceId,
): Promise<Sight | undefined> {
  const own = decide({ interaction: "search", type, at: now() }, viewer);
  if (own.kind === "deny") return undefined;
  const decisions = others.map((other) => decide({ interaction: "search", type, at: now() }, other));
  if (decisions.some((one) => one.kind === "permit" && tellsOfHidden(own, one))) return undefined;
  const pairs = [["patient", patient]] as const;
  const { value } = await rehearsal.search(viewer, type, [...pairs, ["_count", String(mostCompared)]]);
  const ids = value.matches.map((version) => version.id);
  if (ids.length === 0) return undefined;
  const theirs: number[] = [];
  for (const [index, other] of others.entries()) {
    // Which of these rows, not which the other finds by their patient: that would also ask what they may search by.
    const isOpen = decisions[index]?.kind === "permit";
    theirs.push(isOpen ? (await searchAmong(rehearsal, other, { type, pairs: [] }, ids)).size : 0);
  }
  return { type, yours: ids.length, theirs, more: value.next !== undefined };
}
