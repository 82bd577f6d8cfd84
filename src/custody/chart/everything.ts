import {
  type FhirResource,
  type Filter,
  type ResourceType,
  canBeInPatientCompartment,
  isResourceType,
  patientsOf,
  resourceTypes,
  reverseFilter,
  rewriteReferences,
  searchParameters,
} from "../../foundation/fhir/index.ts";
import { type ResourceId, isUuid, splitOnce } from "../../foundation/kernel/index.ts";
import type { Caller, ConsentAction } from "../access/index.ts";
import type { Match, OpenVersion } from "../records/index.ts";
import { mayReach, permit } from "./access.ts";
import { ChartError } from "./chart-error.ts";
import { openCursor, sealCursor } from "./cursor.ts";
import { versionsFor } from "./newest-content.ts";
import type { ChartPorts, Witnessing } from "./ports.ts";
import { askable, indexable } from "./query-filters.ts";
import { currentShown } from "./read.ts";
import { latest, matching, mostBytes, withinBytes } from "./search.ts";
import { type Shown, show } from "./sight.ts";
import { witnessed } from "./witnessing.ts";

export interface EverythingQuery {
  readonly root: { readonly type: "Patient" | "Encounter"; readonly id: ResourceId };
  /** Absent: all that there can be. */
  readonly types?: readonly ResourceType[] | undefined;
  /** Written at or after this moment, milliseconds since 1970. */
  readonly since?: number | undefined;
  readonly count: number;
  readonly cursor?: string | undefined;
}

export interface EverythingPage {
  /** The patient or encounter and what is about it, by type, newest first. */
  readonly matches: readonly OpenVersion[];
  /** What those refer to. */
  readonly included: readonly OpenVersion[];
  readonly next: string | undefined;
}

const mostIncluded = 1_000;
/** It takes a record out: a consent may let somebody look and not do that. */
const disclosing: ConsentAction = "disclose";

/** Everything about a patient or an encounter that the caller may search for, page by page. Each page is one entry of that
 *  patient's ledger; what is another patient's is told in theirs too. @throws ChartError */
export async function readEverything(
  ports: ChartPorts,
  caller: Caller,
  { root, types: asked, since = 0, count, cursor }: EverythingQuery,
): Promise<Witnessing<EverythingPage>> {
  const reading = permit(ports, caller, "read", root.type, disclosing);
  const { patient } = await currentShown(ports, caller, reading, root);
  const vault = await ports.keyring.vault(caller.tenant);
  const name = `everything|${root.type}/${root.id}|${since}|${asked?.join(",") ?? ""}`;
  const place = cursor === undefined ? undefined : openCursor(vault, caller, name, cursor);
  const begin = place !== undefined && "before" in place ? place : { before: latest };
  const from = begin.type ?? root.type;

  const all = [root.type, ...resourceTypes.filter((type) => type !== root.type)];
  const found: Match<Shown>[] = [];
  for (const type of all.slice(all.indexOf(from))) {
    if (asked !== undefined && !asked.includes(type)) continue;
    const ids = type === root.type ? [root.id] : undefined;
    const filter = ids === undefined ? about(root, type) : undefined;
    const permitted =
      ids === undefined && filter === undefined ? undefined : mayReach(ports, caller, "search", type, disclosing);
    if (permitted === undefined) continue;
    const filters = [
      ...askable(type, permitted, filter === undefined ? [] : [filter]),
      ...indexable(type, permitted.rows),
    ];
    const plan = { type, permitted, filters, ids, from: since * 1000, until: type === from ? begin.before : latest };
    const bytes = mostBytes - found.reduce((sum, { version }) => sum + version.body.length, 0);
    found.push(...(await matching(ports, caller, plan, count + 1 - found.length, { bytes })));
    if (found.length > count || withinBytes(found).length < found.length) break;
  }

  const page = withinBytes(found.slice(0, count));
  const included = await referredTo(ports, caller, { root, asked, page });
  const matches = page.map(({ version }) => version);
  const act = { at: ports.now(), caller, action: "search" as const, why: reading.reason };
  const detail = `${root.type}/${root.id}/$everything`;
  const touched = asOf(patient, [...matches, ...included]);
  const entries = witnessed({ ...act, detail }, touched);
  const entryIds = await ports.ledger.witness(
    caller.tenant,
    touched.length === 0 ? entries.map((entry) => ({ ...entry, patient })) : entries,
  );
  const last = matches.at(-1);
  const next =
    found.length > page.length && last !== undefined
      ? sealCursor(vault, caller, name, { type: last.type, before: last.position })
      : undefined;
  return { value: { matches, included, next }, entryIds };
}

/** What finds resources of a type that are about the root; undefined where none can be. */
function about({ type: root, id }: EverythingQuery["root"], type: ResourceType): Filter | undefined {
  if (root === "Patient" && !canBeInPatientCompartment(type)) return undefined;
  const pointing = [...searchParameters(type).values()]
    .filter((one) => one.type === "reference" && one.targets.includes(root))
    .filter(({ code }) => root === "Patient" || code === "encounter" || code === "context")
    .map(({ code }) => reverseFilter(type, code, [{ type: root, id }]));
  if (pointing.length === 0) return undefined;
  const clauses = pointing.map(({ clause }) => clause);
  return {
    parameter: "everything",
    clause: clauses.every((clause) => clause !== undefined) ? clauses.flat() : undefined,
    exact: false,
    matches:
      root === "Patient"
        ? (resource) => patientsOf(resource).includes(id)
        : (resource) => pointing.some((filter) => filter.matches(resource)),
  };
}

/** What the page's resources refer to, as far as the caller may read it: not what would be another patient's. */
async function referredTo(
  ports: ChartPorts,
  caller: Caller,
  {
    root,
    asked,
    page,
  }: Pick<EverythingQuery, "root"> & {
    readonly asked: readonly ResourceType[] | undefined;
    readonly page: readonly Match<Shown>[];
  },
): Promise<readonly Shown[]> {
  const there = new Set<string>(page.map(({ version }) => version.id));
  const wanted = new Set<ResourceId>();
  for (const { resource } of page) {
    for (const [type, id] of referencesIn(resource)) {
      if (there.has(id) || (asked !== undefined && !asked.includes(type))) continue;
      if (root.type === "Encounter" || !canBeInPatientCompartment(type)) wanted.add(id);
    }
  }
  if (wanted.size > mostIncluded)
    throw new ChartError("chart/too-costly", "the page refers to too many resources: ask for fewer at a time (_count)");
  if (wanted.size === 0) return [];
  const versions = await versionsFor(ports, caller).currentAll(caller.tenant, [...wanted]);
  return versions.flatMap((version) => {
    const permitted = mayReach(ports, caller, "read", version.type, disclosing);
    return (permitted && show(permitted, version)) ?? [];
  });
}

function referencesIn(resource: FhirResource): readonly (readonly [ResourceType, ResourceId])[] {
  const found: [ResourceType, ResourceId][] = [];
  rewriteReferences(resource, (text, kind) => {
    const [type, id] = splitOnce(text, "/");
    if (kind === "reference" && isResourceType(type) && isUuid(id)) found.push([type, id as ResourceId]);
    return undefined;
  });
  return found;
}

/** What is nobody's was shown for the patient's sake: it stands in the same entry as what is the patient's. */
function asOf(patient: ResourceId | undefined, versions: readonly Shown[]): readonly Shown[] {
  const own = versions.find((version) => version.patient === patient);
  return versions.map((version) =>
    version.patient === undefined && version.patients === undefined
      ? { ...version, patient, why: own?.why, emergency: own?.emergency }
      : version,
  );
}
