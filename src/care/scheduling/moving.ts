import { type FhirResource, isJsonObject, objectsIn, textIn, withExtension } from "../../foundation/fhir/index.ts";
import type { ResourceId } from "../../foundation/kernel/index.ts";
import type { Caller } from "../../custody/access/index.ts";
import { ChartError, type Found, opened } from "../../custody/chart/index.ts";
import {
  expectAcceptable,
  inCalendarWords,
  participantsOf,
  timesOf,
  warningsOf,
  wishOf,
  type Booked,
} from "./booking.ts";
import { idIn, readPlaces } from "./clinic-directory.ts";
import { statusIn } from "./footprint.ts";
import { actorsIn, mayMove, readAppointment, resultOf } from "./read-appointment.ts";
import { SchedulingError, changedMeanwhile } from "./scheduling-error.ts";
import type { SchedulingPorts } from "./scheduling-ports.ts";
import { currentAppointment, seeAppointment } from "./see.ts";
import { mayBecome, refusalOf } from "./states.ts";
import { stretchIn } from "./spoken-against.ts";
import type { Act, Appointment, Places, Warning } from "./types.ts";
import { cancellationSystem, extensionUrl } from "./vocabulary.ts";
import { readWaiting } from "./waiting.ts";

export interface Move {
  readonly version: number;
  readonly branchId?: string | undefined;
  readonly start?: string | undefined;
  readonly minutes?: number | undefined;
  /** null: nobody. */
  readonly therapistId?: string | null | undefined;
  readonly roomId?: string | null | undefined;
  readonly kindId?: string | undefined;
  readonly override?: { readonly reason: string } | undefined;
}

export interface Moved extends Booked {
  /** How many who wait would fit in the place that became free. */
  readonly waitingForIt?: number | undefined;
}

interface Placed {
  readonly branchId: string | undefined;
  readonly kindId: string | undefined;
  readonly therapistId: string | undefined;
  readonly roomId: string | undefined;
  readonly start: string | undefined;
  readonly minutes: number | undefined;
}

function placed(resource: FhirResource, places: Places): Placed {
  const seen = readAppointment(
    { id: "" as ResourceId, version: 1, resource },
    { caller: undefined, now: 0, patients: new Map(), rooms: places.rooms, names: new Map() },
  );
  const stretch = stretchIn(resource);
  return {
    branchId: seen.branchId,
    kindId: seen.kind?.id,
    therapistId: seen.therapist?.id,
    roomId: seen.room?.id,
    start: seen.start,
    minutes: stretch && Math.round((stretch.until - stretch.from) / 60_000),
  };
}

/** What is left out stays; another kind has another length. */
function meant(now: Placed, move: Move): Placed {
  const kindId = move.kindId ?? now.kindId;
  return {
    branchId: move.branchId ?? now.branchId,
    kindId,
    therapistId: move.therapistId === null ? undefined : (move.therapistId ?? now.therapistId),
    roomId: move.roomId === null ? undefined : (move.roomId ?? now.roomId),
    start: move.start === undefined ? now.start : new Date(move.start).toISOString(),
    minutes: move.minutes ?? (kindId === now.kindId ? now.minutes : undefined),
  };
}

const placing = ["branchId", "kindId", "therapistId", "roomId", "start", "minutes"] as const;

function saysTheSame(one: Placed, other: Placed): boolean {
  return placing.every((part) => one[part] === other[part]);
}

/** Gives an appointment another time, therapist or room, and somebody who waits a place: it leaves the one and takes the other at once.
 *  @throws SchedulingError, ChartError */
export async function move(ports: SchedulingPorts, caller: Caller, id: ResourceId, asked: Move): Promise<Moved> {
  const found = await currentAppointment(ports, caller, id);
  const places = await readPlaces(ports, caller);
  const now = placed(found.resource, places);
  const next = meant(now, asked);
  const from = statusIn(found.resource);
  // A resend of what was done.
  if (found.version !== asked.version && from !== "waitlist" && saysTheSame(now, next))
    return { appointment: await seeAppointment(ports, caller, found), warnings: [] };
  if (found.version !== asked.version) throw changedMeanwhile();
  if (!mayMove(from)) throw new SchedulingError("scheduling/illegal-change", "what is under way or over isn't moved");
  const { branchId, kindId, start } = next;
  if (branchId === undefined || kindId === undefined || start === undefined)
    throw new SchedulingError("scheduling/unsuitable", "it needs a branch, a kind and a start", { path: "start" });
  const wish = wishOf(places, { ...next, branchId, kindId, start });
  const patient = actorsIn(found.resource, "Patient")[0];
  const warnings = await warningsOf(ports, caller, { places, patient: patient?.id, except: id }, wish);
  expectAcceptable(warnings, asked.override?.reason);
  const reason = asked.override?.reason;
  const resource = withExtension(
    {
      ...found.resource,
      ...timesOf(wish),
      status: from === "waitlist" || from === "proposed" || from === "pending" ? "booked" : from,
      serviceType: kindId === now.kindId ? found.resource["serviceType"] : [{ text: wish.kind.name }],
      participant: [...othersIn(found.resource), ...participantsOf({}, wish).slice(1)],
    },
    extensionUrl.overrideReason,
    reason === undefined ? undefined : { valueString: reason },
  );
  const appointment = await write(ports, caller, found, resource);
  return { appointment, warnings, waitingForIt: await waitingFor(ports, caller, now) };
}

/** Participants that a move leaves alone: the patient, relatives, devices. */
function othersIn(resource: FhirResource) {
  return objectsIn(resource["participant"]).filter(({ actor }) => {
    const reference = isJsonObject(actor) ? textIn(actor["reference"]) : undefined;
    return ["HealthcareService", "Practitioner", "Location"].every((type) => idIn(reference, type) === undefined);
  });
}

async function write(
  { chart, ...ports }: SchedulingPorts,
  caller: Caller,
  { id, version }: Found,
  resource: FhirResource,
): Promise<Appointment> {
  try {
    const { value } = await chart.update(caller, { type: "Appointment", id }, { ...resource, id }, version);
    return await seeAppointment({ chart, ...ports }, caller, opened(value));
  } catch (error) {
    if (error instanceof ChartError && error.code === "chart/precondition-failed") throw changedMeanwhile();
    throw inCalendarWords(error);
  }
}

/** How many who wait would fit where an appointment was. */
async function waitingFor(ports: SchedulingPorts, caller: Caller, freed: Placed): Promise<number | undefined> {
  const { branchId, kindId, therapistId, start } = freed;
  if (branchId === undefined || start === undefined || Date.parse(start) < ports.now()) return undefined;
  const waiting = await readWaiting(ports, caller, {
    branchId: branchId as ResourceId,
    kindId: kindId as ResourceId | undefined,
    therapistId: therapistId as ResourceId | undefined,
    start: Date.parse(start),
  });
  return waiting.length;
}

export interface Acting {
  readonly version: number;
  readonly act: Act;
  /** Needed to cancel. */
  readonly reason?: { readonly code: "patient" | "practice" | "other"; readonly text?: string | undefined } | undefined;
}

const cancellations = {
  patient: { code: "pat", display: "Patient" },
  practice: { code: "prov", display: "Provider" },
  other: { code: "other", display: "Other" },
} as const;

/** Writes down what became of an appointment. @throws SchedulingError, ChartError */
export async function act(ports: SchedulingPorts, caller: Caller, id: ResourceId, asked: Acting): Promise<Moved> {
  const found = await currentAppointment(ports, caller, id);
  const from = statusIn(found.resource);
  const to = resultOf(asked.act, from);
  // A resend of what was done. Of a step back it can't be told whether it was.
  if (to === from) return { appointment: await seeAppointment(ports, caller, found), warnings: [] };
  if (found.version !== asked.version) throw changedMeanwhile();
  if (to === undefined) throw new SchedulingError("scheduling/illegal-change", "there is no step back from here");
  if (!mayBecome(from, to)) throw new SchedulingError("scheduling/illegal-change", refusalOf(from, to));
  const { cancelationReason: before, ...rest } = found.resource;
  const reason = asked.act === "cancel" ? reasonOf(asked) : before;
  const isCancelled = to === "cancelled";
  const resource = { ...rest, status: to, ...(isCancelled ? { cancelationReason: reason } : {}) };
  const warnings: readonly Warning[] = [];
  const appointment = await write(ports, caller, found, resource);
  if (!isCancelled || from === "waitlist") return { appointment, warnings };
  const { branchId, kind, therapist, start } = appointment;
  const freed = {
    branchId,
    kindId: kind?.id,
    therapistId: therapist?.id,
    roomId: undefined,
    start,
    minutes: undefined,
  };
  return { appointment, warnings, waitingForIt: await waitingFor(ports, caller, freed) };
}

function reasonOf({ reason }: Acting) {
  if (reason === undefined)
    throw new SchedulingError("scheduling/unsuitable", "say why it is cancelled", { path: "reason" });
  const coding = [{ system: cancellationSystem, ...cancellations[reason.code] }];
  return reason.text === undefined ? { coding } : { coding, text: reason.text };
}
