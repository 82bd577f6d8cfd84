import { type Found, findAll, opened } from "../../custody/chart/index.ts";
import type { FhirResource } from "../../foundation/fhir/index.ts";
import type { ResourceId } from "../../foundation/kernel/index.ts";
import type { Caller } from "../../custody/access/index.ts";
import { bookedBefore, inCalendarWords, isResend, participantsOf } from "./booking.ts";
import { oneOf, readPlaces } from "./clinic-directory.ts";
import { localDay } from "../../foundation/calendar/index.ts";
import { actorsIn, readAppointment, suitableDays } from "./read-appointment.ts";
import { SchedulingError } from "./scheduling-error.ts";
import type { SchedulingPorts } from "./scheduling-ports.ts";
import { seeAppointment } from "./see.ts";
import type { Appointment, Room } from "./types.ts";
import { identifierSystem } from "./vocabulary.ts";

export interface NewWaiting {
  readonly requestId: string;
  readonly patientId: string;
  readonly kindId: string;
  readonly branchId: string;
  readonly therapistId?: string | undefined;
  /** Days between which it would suit. */
  readonly from?: string | undefined;
  readonly until?: string | undefined;
}

/** Puts somebody on the waiting list, once for each request. @throws SchedulingError, ChartError */
export async function waitForPlace(
  ports: SchedulingPorts,
  caller: Caller,
  asked: NewWaiting,
): Promise<{ readonly appointment: Appointment; readonly created: boolean }> {
  const { requestId, patientId, from, until } = asked;
  if (from !== undefined && until !== undefined && until < from)
    throw new SchedulingError("scheduling/unsuitable", "the last day is before the first", { path: "until" });
  const [before] = (await bookedBefore(ports, caller, patientId, [requestId])) ?? [];
  if (before !== undefined) return { appointment: before, created: false };
  const places = await readPlaces(ports, caller);
  const wish = {
    kind: oneOf(places.kinds, asked.kindId, "kind"),
    branch: oneOf(places.branches, asked.branchId, "branch"),
    therapist: asked.therapistId === undefined ? undefined : oneOf(places.therapists, asked.therapistId, "therapist"),
    stretch: { from: 0, until: 0 },
  };
  const period = { ...(from === undefined ? {} : { start: from }), ...(until === undefined ? {} : { end: until }) };
  const resource: FhirResource = {
    resourceType: "Appointment",
    identifier: [{ system: identifierSystem.request, value: requestId }],
    status: "waitlist",
    serviceType: [{ text: wish.kind.name }],
    created: new Date(ports.now()).toISOString(),
    participant: participantsOf({ reference: `Patient/${patientId}` }, wish),
    ...(Object.keys(period).length === 0 ? {} : { requestedPeriod: [period] }),
  };
  try {
    const { value } = await ports.chart.create(caller, "Appointment", resource);
    return { appointment: await seeAppointment(ports, caller, opened(value)), created: true };
  } catch (error) {
    const [made] = isResend(error) ? ((await bookedBefore(ports, caller, patientId, [requestId])) ?? []) : [];
    if (made !== undefined) return { appointment: made, created: false };
    throw inCalendarWords(error);
  }
}

/** A place that somebody could have. */
export interface FreedPlace {
  readonly branchId: ResourceId;
  readonly kindId?: ResourceId | undefined;
  readonly therapistId?: ResourceId | undefined;
  /** Milliseconds since 1970. */
  readonly start?: number | undefined;
}

/** Who waits at a branch, longest waiting first: all of them, or those alone who would fit in a place. */
export async function readWaiting(
  ports: SchedulingPorts,
  caller: Caller,
  place: FreedPlace,
): Promise<readonly Appointment[]> {
  const { matches, included } = await findAll(ports.chart, caller, "Appointment", [
    ["status", "waitlist"],
    ["location", `Location/${place.branchId}`],
    ["_include", "Appointment:patient"],
  ]);
  const zone = await ports.timeZone(caller.tenant);
  const patients = new Map(included.map(({ id, resource }) => [id, resource]));
  const rooms: readonly Room[] = [];
  const seeing = { caller, now: ports.now(), patients, rooms, names: new Map<ResourceId, string>() };
  return matches
    .filter((found) => fits(found, place, zone))
    .map((found) => readAppointment(found, seeing))
    .sort((one, other) => (one.waiting?.since ?? "").localeCompare(other.waiting?.since ?? ""));
}

function fits({ resource }: Found, { kindId, therapistId, start }: FreedPlace, zone: string): boolean {
  const [kind] = actorsIn(resource, "HealthcareService");
  const [wanted] = actorsIn(resource, "Practitioner");
  if (kindId !== undefined && kind?.id !== kindId) return false;
  if (therapistId !== undefined && wanted !== undefined && wanted.id !== therapistId) return false;
  if (start === undefined) return true;
  const period = suitableDays(resource);
  const day = localDay(start, zone);
  return (period.from ?? day) <= day && day <= (period.until ?? day);
}
