import {
  type FhirResource,
  type JsonObject,
  extensionIn,
  isJsonObject,
  objectsIn,
  referenceIn,
  textIn,
} from "../../foundation/fhir/index.ts";
import { type ResourceId, isUuid } from "../../foundation/kernel/index.ts";
import { type Caller, speaksOf } from "../../custody/access/index.ts";
import { type Chart, type Found, findAll } from "../../custody/chart/index.ts";
import { isBranch, mostCapacity } from "./footprint.ts";
import { positiveIn } from "./json.ts";
import { type Weekday, weekdays } from "../../foundation/calendar/index.ts";
import type { PlacesPorts } from "./ports.ts";
import { SchedulingError } from "./scheduling-error.ts";
import { type Branch, type Kind, type Places, type Therapist, type WeeklyHours, kindColours } from "./types.ts";
import { extensionUrl } from "./vocabulary.ts";

export interface DirectoryPorts extends Pick<PlacesPorts, "timeZone"> {
  readonly chart: Pick<Chart, "search">;
}

/** The id of a reference to a record of this type here. */
export function idIn(reference: string | undefined, type: string): ResourceId | undefined {
  const [named, id, ...more] = reference?.split("/") ?? [];
  return named === type && id !== undefined && more.length === 0 && isUuid(id) ? (id as ResourceId) : undefined;
}

export function idsOf(value: FhirResource[string], type: string): readonly ResourceId[] {
  return objectsIn(value).flatMap((one) => idIn(referenceIn(one), type) ?? []);
}

function daysIn(value: JsonObject[string]): readonly Weekday[] {
  return Array.isArray(value) ? weekdays.filter((day) => value.includes(day)) : [];
}

/** Hours of a list of R4: of a PractitionerRole, or of a Location. */
function hoursIn(list: FhirResource[string], from: string, until: string): readonly WeeklyHours[] {
  return objectsIn(list)
    .slice(0, mostHours)
    .flatMap((one) => {
      const allDay = one["allDay"] === true;
      const begin = allDay ? "00:00" : textIn(one[from])?.slice(0, 5);
      const end = allDay ? "24:00" : textIn(one[until])?.slice(0, 5);
      const days = daysIn(one["daysOfWeek"]);
      if (begin === undefined || end === undefined || days.length === 0) return [];
      return [{ days, from: begin, until: end === "00:00" || end === "23:59" ? "24:00" : end }];
    });
}

export function nameOf(resource: FhirResource): string {
  const { name } = resource;
  if (typeof name === "string") return name;
  const [human] = objectsIn(name);
  if (human === undefined) return "";
  const given = Array.isArray(human["given"]) ? human["given"].filter((part) => typeof part === "string") : [];
  return textIn(human["text"]) ?? [...given, textIn(human["family"]) ?? ""].join(" ").trim();
}

const usualMinutes = 30;
/** As pages can set it; what was written elsewhere is taken for the nearest of these. */
const [fewestMinutes, mostMinutes] = [5, 720];
/** Entries of a list of hours that are looked at. */
const mostHours = 40;

export function kindOf({ id, version, resource }: Found): Kind {
  return {
    id,
    version,
    name: nameOf(resource),
    minutes: Math.min(Math.max(positiveIn(resource, extensionUrl.minutes) ?? usualMinutes, fewestMinutes), mostMinutes),
    capacity: Math.min(positiveIn(resource, extensionUrl.capacity) ?? 1, mostCapacity),
    branchIds: idsOf(resource["location"], "Location"),
    active: resource["active"] !== false,
    colour: colourIn(resource),
  };
}

function colourIn(resource: FhirResource): Kind["colour"] {
  const said = extensionIn(resource, extensionUrl.colour)?.["valueCode"];
  return kindColours.find((colour) => colour === said);
}

export function byName<T extends { readonly name: string }>(all: readonly T[]): readonly T[] {
  return [...all].sort((one, other) => one.name.localeCompare(other.name));
}

export function branchOf({ id, version, resource }: Found): Branch {
  return {
    id,
    version,
    name: nameOf(resource),
    opening: hoursIn(resource["hoursOfOperation"], "openingTime", "closingTime"),
  };
}

/** When a role works, and what it does. */
export function workOf(resource: FhirResource) {
  return {
    hours: hoursIn(resource["availableTime"], "availableStartTime", "availableEndTime"),
    kindIds: idsOf(resource["healthcareService"], "HealthcareService"),
    title: textIn(objectsIn(resource["code"])[0]?.["text"]),
  };
}

function therapistsOf(roles: readonly Found[], people: readonly Found[]): readonly Therapist[] {
  const names = new Map(people.map(({ id, resource }) => [id, nameOf(resource)]));
  const found = new Map<ResourceId, Therapist>();
  for (const { resource } of roles) {
    const id = idIn(referenceIn(resource["practitioner"]), "Practitioner");
    if (id === undefined || resource["active"] === false) continue;
    const display = isJsonObject(resource["practitioner"]) ? textIn(resource["practitioner"]["display"]) : undefined;
    const branchIds = idsOf(resource["location"], "Location");
    const work = workOf(resource);
    const at = branchIds.length === 0 ? [work] : branchIds.map((branchId) => ({ branchId, ...work }));
    const known = found.get(id);
    found.set(id, { id, name: names.get(id) ?? display ?? "", at: [...(known?.at ?? []), ...at] });
  }
  return [...found.values()];
}

/** What a caller may do with appointments, as far as their role says: which of them is decided one by one. */
export function mayWrite(
  { scopes }: Caller,
  interaction: "create" | "update",
  type: "Appointment" | "HealthcareService" | "Location" | "PractitionerRole",
): boolean {
  const letter = interaction === "create" ? "c" : "u";
  return scopes.some((scope) => speaksOf(scope.type, type) && scope.permissions.includes(letter));
}

/** The branches, rooms, kinds and therapists that the caller may see. @throws ChartError `chart/not-permitted` */
export async function readPlaces({ chart, timeZone }: DirectoryPorts, caller: Caller): Promise<Places> {
  const [services, locations, roles] = await Promise.all([
    findAll(chart, caller, "HealthcareService", []),
    findAll(chart, caller, "Location", []),
    findAll(chart, caller, "PractitionerRole", [["_include", "PractitionerRole:practitioner"]]),
  ]);
  const inUse = locations.matches.filter(({ resource }) => resource["status"] !== "inactive");
  return {
    timeZone: await timeZone(caller.tenant),
    branches: byName(inUse.filter(({ resource }) => isBranch(resource)).map(branchOf)),
    rooms: byName(
      inUse.flatMap(({ id, resource }) => {
        const branchId = idIn(referenceIn(resource["partOf"]), "Location");
        return branchId === undefined ? [] : [{ id, name: nameOf(resource), branchId }];
      }),
    ),
    kinds: byName(services.matches.map(kindOf)),
    therapists: byName(therapistsOf(roles.matches, roles.included)),
    may: {
      book: mayWrite(caller, "create", "Appointment"),
      configure: mayWrite(caller, "update", "HealthcareService"),
      // By the role alone: whom one doesn't see is no part of the answer.
      seeEverybody: (caller.reach ?? "organisation") === "organisation",
    },
  };
}

/** One of a list. @throws SchedulingError `scheduling/unknown-…` */
export function oneOf<T extends { readonly id: ResourceId }>(
  all: readonly T[],
  id: string,
  what: "branch" | "kind" | "therapist" | "room",
): T {
  const found = all.find((one) => one.id === id);
  if (found === undefined)
    throw new SchedulingError(`scheduling/unknown-${what}`, `there is no such ${what} that you may see`);
  return found;
}
