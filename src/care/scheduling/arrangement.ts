import { referenceIn } from "../../foundation/fhir/index.ts";
import type { ResourceId } from "../../foundation/kernel/index.ts";
import type { Caller } from "../../custody/access/index.ts";
import { type Found, findAll } from "../../custody/chart/index.ts";
import {
  type DirectoryPorts,
  branchOf,
  byName,
  idIn,
  idsOf,
  kindOf,
  mayWrite,
  nameOf,
  workOf,
} from "./clinic-directory.ts";
import { isBranch } from "./footprint.ts";
import { type KeptRoom, roomOf } from "./rooms.ts";
import type { Branch, Kind, Named, Therapist } from "./types.ts";

/** When somebody works at a place, and the record that says so. */
export type WorkAt = Therapist["at"][number] & {
  readonly roleId: ResourceId;
  readonly version: number;
  /** The role speaks of other branches too. */
  readonly isShared: boolean;
};

/** Who works when and where, rooms, and kinds of appointment, as whoever arranges them sees them. */
export interface Arrangement {
  readonly timeZone: string;
  readonly branches: readonly Branch[];
  readonly therapists: readonly (Omit<Therapist, "at"> & { readonly at: readonly WorkAt[] })[];
  /** Practitioners without any role that is in use. */
  readonly others: readonly Named[];
  readonly rooms: readonly KeptRoom[];
  readonly kinds: readonly Kind[];
  readonly may: { readonly hours: boolean; readonly rooms: boolean; readonly kinds: boolean };
}

function therapistsOf(roles: readonly Found[], names: ReadonlyMap<ResourceId, string>): Arrangement["therapists"] {
  const found = new Map<ResourceId, WorkAt[]>();
  for (const { id: roleId, version, resource } of roles) {
    const id = idIn(referenceIn(resource["practitioner"]), "Practitioner");
    if (id === undefined || resource["active"] === false) continue;
    const branchIds = idsOf(resource["location"], "Location");
    const work = { ...workOf(resource), roleId, version, isShared: branchIds.length > 1 };
    const at = branchIds.length === 0 ? [work] : branchIds.map((branchId) => ({ branchId, ...work }));
    found.set(id, [...(found.get(id) ?? []), ...at]);
  }
  return byName([...found].map(([id, at]) => ({ id, name: names.get(id) ?? "", at })));
}

/** @throws ChartError `chart/not-permitted` */
export async function readArrangement({ chart, timeZone }: DirectoryPorts, caller: Caller): Promise<Arrangement> {
  const [services, locations, roles, people] = await Promise.all([
    findAll(chart, caller, "HealthcareService", []),
    findAll(chart, caller, "Location", []),
    findAll(chart, caller, "PractitionerRole", []),
    findAll(chart, caller, "Practitioner", []),
  ]);
  const names = new Map(people.matches.map(({ id, resource }) => [id, nameOf(resource)]));
  const therapists = therapistsOf(roles.matches, names);
  const known = new Set(therapists.map(({ id }) => id));
  const inUse = people.matches.filter(({ id, resource }) => resource["active"] !== false && !known.has(id));
  return {
    timeZone: await timeZone(caller.tenant),
    branches: byName(
      locations.matches
        .filter(({ resource }) => isBranch(resource) && resource["status"] !== "inactive")
        .map((one) => branchOf(one)),
    ),
    therapists,
    others: byName(inUse.map(({ id, resource }) => ({ id, name: nameOf(resource) }))),
    rooms: byName(locations.matches.flatMap((one) => roomOf(one) ?? [])),
    kinds: byName(services.matches.map(kindOf)),
    may: {
      hours: mayWrite(caller, "update", "PractitionerRole"),
      rooms: mayWrite(caller, "update", "Location"),
      kinds: mayWrite(caller, "update", "HealthcareService"),
    },
  };
}
