import { findAll } from "../../custody/chart/index.ts";
import type { FhirResource } from "../../foundation/fhir/index.ts";
import type { ResourceId } from "../../foundation/kernel/index.ts";
import type { Caller } from "../../custody/access/index.ts";
import { awayOf } from "./absences.ts";
import { cellsOf, momentIn, statusIn } from "./footprint.ts";
import { localDay } from "../../foundation/calendar/index.ts";
import { roomIn } from "./places.ts";
import type { SchedulingPorts } from "./scheduling-ports.ts";
import { hasPlaces } from "./states.ts";
import { type Stretch, both, holds, hoursOf, joined, overlaps } from "./stretches.ts";
import type { Absence, Branch, Kind, Places, Room, Therapist, Warning, WarningCode } from "./types.ts";

/** Where and when somebody is to be seen. */
export interface Wish {
  readonly kind: Kind;
  readonly branch: Branch;
  readonly therapist?: Therapist | undefined;
  readonly room?: Room | undefined;
  readonly stretch: Stretch;
}

const said: Readonly<Record<WarningCode, string>> = {
  taken: "this time is taken or full",
  "branch-closed": "the branch is closed at this time",
  "therapist-off-hours": "the therapist doesn't work at this time",
  "therapist-away": "the therapist is away",
  "room-away": "the room is out of use",
  past: "this time has passed",
  "patient-busy": "the patient has another appointment at this time",
  "kind-not-offered": "this kind of appointment isn't offered here",
};

export function warningOf(code: WarningCode): Warning {
  return { code, message: said[code] };
}

/** Somebody who has just begun is written down a little late. */
const graceMilliseconds = 3_600_000;

/** Whom and what one appointment has for itself, as the places name them. */
export function takers({ therapist, room }: Pick<Wish, "therapist" | "room">): readonly string[] {
  return [
    ...(therapist === undefined ? [] : [`Practitioner/${therapist.id}`]),
    ...(room === undefined ? [] : [`Location/${room.id}`]),
  ];
}

/** A therapist's hours at a branch on a day; undefined where none are known. */
export function workingHours(
  therapist: Therapist,
  branch: Branch | undefined,
  day: string,
  zone: string,
): readonly Stretch[] | undefined {
  const here = therapist.at.filter(({ branchId }) => branchId === undefined || branchId === branch?.id);
  const known = here.flatMap(({ hours }) => hoursOf(hours, day, zone) ?? []);
  return here.some(({ hours }) => hours.length > 0) ? joined(known) : undefined;
}

/** Whether a kind is offered at a branch, and by a therapist there. */
export function isOffered(kind: Kind, branch: Branch | undefined, therapist?: Therapist): boolean {
  if (!kind.active) return false;
  if (branch !== undefined && kind.branchIds.length > 0 && !kind.branchIds.includes(branch.id)) return false;
  if (therapist === undefined) return true;
  const here = therapist.at.filter(({ branchId }) => branchId === undefined || branchId === branch?.id);
  return here.every(({ kindIds }) => kindIds.length === 0) || here.some(({ kindIds }) => kindIds.includes(kind.id));
}

/** What speaks against a wish, but for what others have booked. */
export function hoursAgainst(
  { kind, branch, therapist, room, stretch }: Wish,
  absences: readonly Absence[],
  { zone, now }: { readonly zone: string; readonly now: number },
): readonly Warning[] {
  const day = localDay(stretch.from, zone);
  const codes: WarningCode[] = [];
  const isAway = (id: ResourceId | undefined) => awayOf(absences, id).some((away) => overlaps(away, stretch));
  const opening = hoursOf(branch.opening, day, zone);
  if (stretch.from < now - graceMilliseconds) codes.push("past");
  if ((opening !== undefined && !holds(opening, stretch)) || isAway(branch.id)) codes.push("branch-closed");
  if (therapist !== undefined) {
    const hours = workingHours(therapist, branch, day, zone);
    if (hours !== undefined && !holds(hours, stretch)) codes.push("therapist-off-hours");
    if (isAway(therapist.id)) codes.push("therapist-away");
  }
  if (isAway(room?.id)) codes.push("room-away");
  if (!isOffered(kind, branch, therapist)) codes.push("kind-not-offered");
  return codes.map(warningOf);
}

/** How many places are left for a wish. */
export async function leftFor(
  ports: SchedulingPorts,
  caller: Caller,
  wish: Wish,
  except?: ResourceId,
): Promise<number> {
  const cells = cellsOf(takers(wish), wish.stretch.from, wish.stretch.until);
  const { id, capacity } = wish.kind;
  if (cells.length === 0) return capacity;
  const room = await roomIn(ports, caller.tenant, { kind: `HealthcareService/${id}`, capacity, cells, except });
  return Math.min(...room.values());
}

/** When the patient is expected elsewhere, as far as the caller sees it. */
export async function patientsTimes(
  { chart }: Pick<SchedulingPorts, "chart">,
  caller: Caller,
  patient: ResourceId,
  { from, until }: Stretch,
): Promise<readonly (Stretch & { readonly id: ResourceId })[]> {
  const { matches } = await findAll(chart, caller, "Appointment", [
    ["patient", `Patient/${patient}`],
    ["date", `ge${new Date(from - 24 * 3_600_000).toISOString()}`],
    ["date", `lt${new Date(until).toISOString()}`],
  ]);
  return matches.flatMap(({ id, resource }) => {
    const stretch = stretchIn(resource);
    return stretch === undefined || !hasPlaces[statusIn(resource)] ? [] : [{ id, ...stretch }];
  });
}

export function stretchIn(resource: FhirResource): Stretch | undefined {
  const [from, until] = [momentIn(resource, "start"), momentIn(resource, "end")];
  return from === undefined || until === undefined || until <= from ? undefined : { from, until };
}

/** When a branch is open on a day, and a therapist there: everything where neither is known. */
export function openFor(
  places: Pick<Places, "timeZone">,
  branch: Branch | undefined,
  therapist: Therapist,
  day: string,
): readonly Stretch[] | undefined {
  const opening = branch === undefined ? undefined : hoursOf(branch.opening, day, places.timeZone);
  return both(opening, workingHours(therapist, branch, day, places.timeZone));
}
