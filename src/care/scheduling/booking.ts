import { dayMilliseconds } from "../../foundation/calendar/index.ts";
import type { FhirResource, JsonObject } from "../../foundation/fhir/index.ts";
import type { ResourceId } from "../../foundation/kernel/index.ts";
import type { Caller } from "../../custody/access/index.ts";
import { ChartError, opened } from "../../custody/chart/index.ts";
import { absencesIn } from "./absences.ts";
import { requestHash } from "./appointment-rule.ts";
import { oneOf, readPlaces } from "./clinic-directory.ts";
import { findAllOf } from "./find-all.ts";
import { notedRequests } from "./noted-requests.ts";
import { actorsIn } from "./read-appointment.ts";
import { SchedulingError } from "./scheduling-error.ts";
import type { SchedulingPorts } from "./scheduling-ports.ts";
import { seeAppointment } from "./see.ts";
import { type Wish, hoursAgainst, leftFor, patientsTimes, warningOf } from "./spoken-against.ts";
import { type Stretch, overlaps } from "./stretches.ts";
import type { Appointment, Places, Warning } from "./types.ts";
import { extensionUrl, identifierSystem } from "./vocabulary.ts";

/** Where and when, by ids. Absent minutes are the kind's. */
export interface Place {
  readonly kindId: string;
  readonly branchId: string;
  readonly start: string;
  readonly minutes?: number | undefined;
  readonly therapistId?: string | undefined;
  readonly roomId?: string | undefined;
}

export interface NewBooking extends Place {
  /** The client's own number of this booking: a resend bears the same. */
  readonly requestId: string;
  readonly patientId: string;
  readonly state: "booked" | "arrived";
  readonly override?: { readonly reason: string } | undefined;
}

/** Somebody at a time, and which appointment gives it to them. */
export interface Standing {
  readonly patient: ResourceId;
  readonly stretch: Stretch;
  readonly except: ResourceId;
  /** Why all the same. */
  readonly reason?: string | undefined;
}

export interface Booked {
  readonly appointment: Appointment;
  readonly warnings: readonly Warning[];
}

/** What ids stand for. @throws SchedulingError `scheduling/unknown-…` */
export function wishOf(places: Places, asked: Place): Wish {
  const kind = oneOf(places.kinds, asked.kindId, "kind");
  const from = Date.parse(asked.start);
  const length = (asked.minutes ?? kind.minutes) * 60_000;
  // What stays as long as it was may have been written elsewhere.
  if (!(length > 0 && length <= dayMilliseconds))
    throw new SchedulingError("scheduling/unsuitable", "an appointment is at most a day long: say how long", {
      path: "minutes",
    });
  return {
    kind,
    branch: oneOf(places.branches, asked.branchId, "branch"),
    therapist: asked.therapistId === undefined ? undefined : oneOf(places.therapists, asked.therapistId, "therapist"),
    room: asked.roomId === undefined ? undefined : oneOf(places.rooms, asked.roomId, "room"),
    stretch: { from, until: from + length },
  };
}

/** Everything that speaks against a wish. @param except the appointment that is moved */
export async function warningsOf(
  ports: SchedulingPorts,
  caller: Caller,
  known: {
    readonly places: Places;
    readonly patient: ResourceId | undefined;
    readonly except?: ResourceId | undefined;
  },
  wish: Wish,
): Promise<readonly Warning[]> {
  const { places, patient, except } = known;
  const [absences, elsewhere, left] = await Promise.all([
    absencesIn(ports, caller, wish.stretch),
    patient === undefined ? [] : patientsTimes(ports, caller, patient, wish.stretch),
    leftFor(ports, caller, wish, except),
  ]);
  const isBusy = elsewhere.some((one) => one.id !== except && overlaps(one, wish.stretch));
  return [
    ...(left === 0 ? [warningOf("taken")] : []),
    ...hoursAgainst(wish, absences, { zone: places.timeZone, now: ports.now() }),
    ...(isBusy ? [warningOf("patient-busy")] : []),
  ];
}

/** For a time that somebody has already, and that becomes a patient's. @throws SchedulingError `scheduling/needs-reason`, ChartError */
export async function expectNowhereElse(
  ports: Pick<SchedulingPorts, "chart">,
  caller: Caller,
  { patient, stretch, except, reason }: Standing,
): Promise<void> {
  const elsewhere = await patientsTimes(ports, caller, patient, stretch);
  const isBusy = elsewhere.some((one) => one.id !== except && overlaps(one, stretch));
  expectAcceptable(isBusy ? [warningOf("patient-busy")] : [], reason);
}

/** @throws SchedulingError `scheduling/taken`, `scheduling/needs-reason` */
export function expectAcceptable(warnings: readonly Warning[], reason: string | undefined, path?: string): void {
  if (warnings.some(({ code }) => code === "taken")) throw takenTime(warnings, path);
  if (warnings.length === 0 || reason !== undefined) return;
  const why = warnings.map(({ message }) => message).join("; ");
  throw new SchedulingError("scheduling/needs-reason", `${why}: say why it is to be booked all the same`, {
    warnings,
    path,
  });
}

export function takenTime(warnings: readonly Warning[], path?: string): SchedulingError {
  return new SchedulingError("scheduling/taken", "this time is taken or full: choose another", { warnings, path });
}

/** What the rule of appointments refuses, in the calendar's words. */
export function inCalendarWords(error: unknown): unknown {
  if (!(error instanceof ChartError)) return error;
  const path = /entry\[(\d+)\]/.exec(error.path ?? "")?.[1];
  const session = path === undefined ? undefined : `sessions[${path}]`;
  if (error.code === "chart/taken") return takenTime([warningOf("taken")], session);
  if (error.code === "chart/against-rule")
    return new SchedulingError("scheduling/illegal-change", error.message, {
      path: session ?? error.path,
      cause: error,
    });
  return error;
}

function withName(reference: string, name: string): JsonObject {
  return name === "" ? { reference } : { reference, display: name };
}

/** Who and what takes part. */
export function participantsOf(patient: JsonObject, { kind, branch, therapist, room }: Wish): readonly JsonObject[] {
  const actors = [
    patient,
    withName(`HealthcareService/${kind.id}`, kind.name),
    ...(therapist === undefined ? [] : [withName(`Practitioner/${therapist.id}`, therapist.name)]),
    withName(`Location/${branch.id}`, branch.name),
    ...(room === undefined ? [] : [withName(`Location/${room.id}`, room.name)]),
  ];
  return actors.map((actor) => ({ actor, status: "accepted" }));
}

/** The elements of an appointment that say where and when. */
export function timesOf({ stretch: { from, until } }: { readonly stretch: Stretch }) {
  return {
    start: new Date(from).toISOString(),
    end: new Date(until).toISOString(),
    minutesDuration: Math.round((until - from) / 60_000),
  };
}

export function reasonExtension(reason: string | undefined): { readonly extension?: readonly JsonObject[] } {
  return reason === undefined ? {} : { extension: [{ url: extensionUrl.overrideReason, valueString: reason }] };
}

export function appointmentOf(
  asked: { readonly requestId: string; readonly patientId: string; readonly status: string; readonly now: number },
  wish: Wish,
  reason: string | undefined,
): FhirResource {
  return {
    resourceType: "Appointment",
    ...reasonExtension(reason),
    identifier: [{ system: identifierSystem.request, value: asked.requestId }],
    status: asked.status,
    serviceType: [{ text: wish.kind.name }],
    ...timesOf(wish),
    created: new Date(asked.now).toISOString(),
    participant: participantsOf({ reference: `Patient/${asked.patientId}` }, wish),
  };
}

/** What the caller booked for this patient under these numbers before, in their order; undefined where nothing was.
 *  @throws SchedulingError `scheduling/unsuitable` where the number was used for something else, or for what isn't there any more */
export async function bookedBefore(
  ports: SchedulingPorts,
  caller: Caller,
  patientId: string,
  requests: readonly string[],
): Promise<readonly Appointment[] | undefined> {
  const [first] = requests;
  const blind = await ports.blinding(caller.tenant);
  if (
    first === undefined ||
    !(await notedRequests.isNoted(ports.db.tenant(caller.tenant), caller.tenant, requestHash(blind, caller, first)))
  )
    return undefined;
  const values = requests.map((request) => `${identifierSystem.request}|${request}`);
  const { matches } = await findAllOf(ports.chart, caller, "Appointment", { parameter: "identifier", values });
  const own = matches.filter(({ resource }) => actorsIn(resource, "Patient").some(({ id }) => id === patientId));
  if (own.length === 0)
    throw new SchedulingError("scheduling/unsuitable", "this booking's number was used before: give it a new one", {
      path: "requestId",
    });
  const seen = await Promise.all(own.map((found) => seeAppointment(ports, caller, found)));
  return seen.sort((one, other) => (one.start ?? "").localeCompare(other.start ?? ""));
}

/** Books one appointment, once for each request. @throws SchedulingError, ChartError */
export async function book(
  ports: SchedulingPorts,
  caller: Caller,
  asked: NewBooking,
): Promise<Booked & { readonly created: boolean }> {
  const [before] = (await bookedBefore(ports, caller, asked.patientId, [asked.requestId])) ?? [];
  if (before !== undefined) return { appointment: before, warnings: [], created: false };
  const places = await readPlaces(ports, caller);
  const wish = wishOf(places, asked);
  const patient = asked.patientId as ResourceId;
  const warnings = await warningsOf(ports, caller, { places, patient }, wish);
  expectAcceptable(warnings, asked.override?.reason);
  const { requestId, patientId, state: status } = asked;
  const resource = appointmentOf({ requestId, patientId, status, now: ports.now() }, wish, asked.override?.reason);
  try {
    const { value } = await ports.chart.create(caller, "Appointment", resource);
    return { appointment: await seeAppointment(ports, caller, opened(value)), warnings, created: true };
  } catch (error) {
    // Sent twice at once: the other was quicker.
    const [made] = isResend(error) ? ((await bookedBefore(ports, caller, patientId, [requestId])) ?? []) : [];
    if (made !== undefined) return { appointment: made, warnings: [], created: false };
    throw inCalendarWords(error);
  }
}

export function isResend(error: unknown): boolean {
  return (
    error instanceof ChartError &&
    error.code === "chart/taken" &&
    error.path?.endsWith("Appointment.identifier") === true
  );
}
