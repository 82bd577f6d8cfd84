import { dayMilliseconds } from "../../foundation/calendar/index.ts";
import {
  type FhirResource,
  type JsonObject,
  isJsonArray,
  isJsonObject,
  parseReference,
  objectsIn,
  referenceIn,
  textIn,
} from "../../foundation/fhir/index.ts";
import { type ResourceId, isUuid } from "../../foundation/kernel/index.ts";
import { positiveIn } from "./json.ts";
import { type AppointmentStatus, hasPlaces, isStatus } from "./states.ts";
import { extensionUrl } from "./vocabulary.ts";

export const stepMilliseconds = 300_000;
/** Therapists, rooms and devices of one appointment. */
const mostActors = 20;

/** One step of five minutes of somebody or something. */
export interface Cell {
  /** What is hashed. */
  readonly name: string;
  /** Days since 1970, UTC. */
  readonly day: number;
}

/** The places that an appointment takes. */
export interface Footprint {
  /** Reference of its kind; empty without one. */
  readonly kind: string;
  readonly capacity: number;
  readonly cells: readonly Cell[];
}

/** Something that keeps an appointment from having a place, by place. */
export interface Fault {
  readonly path: string;
  readonly message: string;
}

/** The participants who take part: who declined takes no place. */
function comingTo(appointment: FhirResource): readonly string[] {
  return objectsIn(appointment["participant"]).flatMap((participant: JsonObject) => {
    const reference = referenceIn(participant["actor"]);
    return reference === undefined || participant["status"] === "declined" ? [] : [reference];
  });
}

/** "Practitioner/…" of a reference, without a version; of another server's the whole address. */
function nameOf(reference: string): { readonly type: string; readonly name: string } | undefined {
  const parsed = parseReference(reference);
  if (parsed.kind === "relative") return { type: parsed.type, name: `${parsed.type}/${parsed.id}` };
  if (parsed.kind === "absolute") return { type: parsed.type, name: `${parsed.base}/${parsed.type}/${parsed.id}` };
  return undefined;
}

const ofCalendar: ReadonlySet<string> = new Set([
  "Practitioner",
  "PractitionerRole",
  "Location",
  "Device",
  "HealthcareService",
]);

/** The appointment with what takes part here named by its place here, also where this server's whole address was written: one
 *  therapist has one name. @param address where this server answers FHIR */
export function withNamesOfHere(appointment: FhirResource, address: string | undefined): FhirResource {
  const { participant } = appointment;
  if (address === undefined || participant === undefined || !isJsonArray(participant)) return appointment;
  const named = participant.map((one) => {
    if (!isJsonObject(one) || one["actor"] === undefined || !isJsonObject(one["actor"])) return one;
    const parsed = parseReference(textIn(one["actor"]["reference"]) ?? "");
    if (parsed.kind !== "absolute" || parsed.base !== address || !ofCalendar.has(parsed.type)) return one;
    return { ...one, actor: { ...one["actor"], reference: `${parsed.type}/${parsed.id}` } };
  });
  return { ...appointment, participant: named };
}

/** Whether whom it takes is said by a role: one that is made in the same bundle is there in its transaction alone. */
export function namesRoles(appointment: FhirResource): boolean {
  return comingTo(appointment).some((reference) => nameOf(reference)?.type === "PractitionerRole");
}

/** Ids of the records of this house that say what the places are. */
export function directoryIdsIn(appointment: FhirResource): readonly ResourceId[] {
  return comingTo(appointment).flatMap((reference) => {
    const [type, id] = nameOf(reference)?.name.split("/") ?? [];
    const told = type === "HealthcareService" || type === "Location" || type === "PractitionerRole";
    return told && id !== undefined && isUuid(id) ? [id as ResourceId] : [];
  });
}

type Directory = ReadonlyMap<ResourceId, FhirResource>;

function recordOf(directory: Directory, name: string): FhirResource | undefined {
  return directory.get(name.slice(name.indexOf("/") + 1) as ResourceId);
}

/** A branch holds many at a time: its rooms are what is taken. One that isn't here is taken for a room. */
export function isBranch(location: FhirResource | undefined): boolean {
  return location !== undefined && referenceIn(location["partOf"]) === undefined;
}

/** Who and what is there for this appointment alone, or for as many as its kind allows. */
function constrained(appointment: FhirResource, directory: Directory): readonly string[] {
  const names = comingTo(appointment).flatMap((reference) => {
    const actor = nameOf(reference);
    switch (actor?.type) {
      case "Practitioner":
      case "Device":
        return [actor.name];
      case "PractitionerRole": {
        const practitioner = referenceIn(recordOf(directory, actor.name)?.["practitioner"]);
        return [(practitioner === undefined ? undefined : nameOf(practitioner)?.name) ?? actor.name];
      }
      case "Location":
        return isBranch(recordOf(directory, actor.name)) ? [] : [actor.name];
      default:
        return [];
    }
  });
  return [...new Set(names)];
}

/** Milliseconds since 1970 of an instant; undefined of what is none. */
export function momentIn(appointment: FhirResource, element: "start" | "end"): number | undefined {
  const at = Date.parse(textIn(appointment[element]) ?? "");
  return Number.isNaN(at) ? undefined : at;
}

export function statusIn(appointment: FhirResource): AppointmentStatus {
  const { status } = appointment;
  return isStatus(status) ? status : "proposed";
}

/** Every step that a stretch touches, for each of these. */
export function cellsOf(actors: readonly string[], start: number, end: number): readonly Cell[] {
  const cells: Cell[] = [];
  for (let step = Math.floor(start / stepMilliseconds); step * stepMilliseconds < end; step += 1)
    for (const actor of actors)
      cells.push({
        name: `calendar|${actor}|${step}`,
        day: Math.floor((step * stepMilliseconds) / dayMilliseconds),
      });
  return cells;
}

/** @param fromDay what lies before this day has no places any more
 *  @returns the places, which are none for a status without; or what is wrong with it */
export function footprintOf(
  appointment: FhirResource,
  directory: Directory,
  fromDay: number,
): { readonly footprint: Footprint } | { readonly fault: Fault } {
  const kinds = comingTo(appointment).flatMap((reference) => {
    const actor = nameOf(reference);
    return actor?.type === "HealthcareService" ? [actor.name] : [];
  });
  const [kind = "", second] = new Set(kinds);
  const fault = (path: string, message: string) => ({ fault: { path: `Appointment.${path}`, message } });
  const capacity = positiveIn(recordOf(directory, kind) ?? {}, extensionUrl.capacity) ?? 1;
  const none = { footprint: { kind, capacity, cells: [] } };
  if (!hasPlaces[statusIn(appointment)]) return none;
  if (second !== undefined) return fault("participant", "an appointment is of one kind: it names two");
  const start = momentIn(appointment, "start");
  const end = momentIn(appointment, "end");
  if (start === undefined) return fault("start", "an appointment that is booked needs its start");
  if (end === undefined || end <= start)
    return fault("end", "an appointment that is booked needs an end after its start");
  if (end - start > dayMilliseconds) return fault("end", "an appointment is at most a day long");
  const actors = constrained(appointment, directory);
  if (actors.length > mostActors)
    return fault("participant", `an appointment has at most ${mostActors} therapists, rooms and devices`);
  const cells = cellsOf(actors, start, end).filter(({ day }) => day >= fromDay);
  return { footprint: { kind, capacity: Math.min(capacity, mostCapacity), cells } };
}

export const mostCapacity = 1_000;

export function sameFootprint(one: Footprint, other: Footprint): boolean {
  return (
    one.kind === other.kind &&
    one.capacity === other.capacity &&
    one.cells.length === other.cells.length &&
    one.cells.every(({ name }, index) => name === other.cells[index]?.name)
  );
}
