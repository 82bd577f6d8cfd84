import { type Found } from "../../custody/chart/index.ts";
import { type FhirResource, isJsonObject, extensionIn, objectsIn, textIn } from "../../foundation/fhir/index.ts";
import type { ResourceId } from "../../foundation/kernel/index.ts";
import { type Caller } from "../../custody/access/index.ts";
import { idIn, mayWrite, nameOf } from "./clinic-directory.ts";
import { momentIn, statusIn } from "./footprint.ts";
import { type AppointmentStatus, mayBecome, undoOf } from "./states.ts";
import type { Act, Appointment, Named, Room, State } from "./types.ts";
import { extensionUrl, identifierSystem } from "./vocabulary.ts";

const states: Readonly<Record<AppointmentStatus, State>> = {
  proposed: "requested",
  pending: "requested",
  waitlist: "waiting-list",
  booked: "booked",
  arrived: "arrived",
  "checked-in": "with-clinician",
  fulfilled: "done",
  noshow: "no-show",
  cancelled: "cancelled",
  "entered-in-error": "cancelled",
};

/** What each act makes of an appointment; `undo` goes by where it stands. */
export function resultOf(act: Act, from: AppointmentStatus): AppointmentStatus | undefined {
  switch (act) {
    case "arrive":
      return "arrived";
    case "start":
      return "checked-in";
    case "finish":
      return "fulfilled";
    case "no-show":
      return "noshow";
    case "cancel":
      return "cancelled";
    case "undo":
      return undoOf[from];
  }
}

const acts: readonly Act[] = ["arrive", "start", "finish", "no-show", "cancel", "undo"];
const movable: ReadonlySet<AppointmentStatus> = new Set(["proposed", "pending", "waitlist", "booked", "arrived"]);

export function mayMove(status: AppointmentStatus): boolean {
  return movable.has(status);
}

function mayNow(caller: Caller | undefined, resource: FhirResource, now: number): Appointment["may"] {
  if (caller === undefined || !mayWrite(caller, "update", "Appointment")) return [];
  const from = statusIn(resource);
  const start = momentIn(resource, "start");
  const can = acts.filter((act) => {
    const to = resultOf(act, from);
    // The step back is an act of its own.
    if (to === undefined || to === from || !mayBecome(from, to) || (act !== "undo" && undoOf[from] === to))
      return false;
    return act === "cancel" || act === "undo" || (start !== undefined && (act === "no-show" ? start <= now : true));
  });
  return mayMove(from) ? ["move", ...can] : can;
}

/** Who and what takes part, of a type: with the name that stands beside the reference. Therapists and rooms that declined have others there. */
export function actorsIn(resource: FhirResource, type: string): readonly Named[] {
  return objectsIn(resource["participant"]).flatMap(({ actor, status }) => {
    if (!isJsonObject(actor) || (status === "declined" && type !== "Patient")) return [];
    const id = idIn(textIn(actor["reference"]), type);
    return id === undefined ? [] : [{ id, name: textIn(actor["display"]) ?? "" }];
  });
}

function recordNumber(patient: FhirResource): string | undefined {
  const identifiers = objectsIn(patient["identifier"]);
  const own = identifiers.find(({ type }) =>
    isJsonObject(type) ? objectsIn(type["coding"]).some(({ code }) => code === "MR") : false,
  );
  return textIn((own ?? identifiers[0])?.["value"]);
}

/** Whether the record was merged into another one: what is booked under it is shown there too. */
function isReplaced(patient: FhirResource): boolean {
  return objectsIn(patient["link"]).some(({ type }) => type === "replaced-by");
}

function instantIn(resource: FhirResource, url: string): string | undefined {
  const at = Date.parse(textIn(extensionIn(resource, url)?.["valueInstant"]) ?? "");
  return Number.isNaN(at) ? undefined : new Date(at).toISOString();
}

function reasonIn(resource: FhirResource): string | undefined {
  const { cancelationReason: reason } = resource;
  if (!isJsonObject(reason)) return undefined;
  return textIn(reason["text"]) ?? textIn(objectsIn(reason["coding"])[0]?.["display"]);
}

export interface Seeing {
  /** Undefined where nobody is to do anything with it. */
  readonly caller: Caller | undefined;
  readonly now: number;
  /** Those that the caller sees. */
  readonly patients: ReadonlyMap<ResourceId, FhirResource>;
  readonly rooms: readonly Room[];
  /** Names by id, of what has none beside its reference. */
  readonly names: ReadonlyMap<ResourceId, string>;
}

const wholeDay = /^\d{4}-\d\d-\d\d/;

/** Between which days a place would suit somebody who waits for one; a month or a year says no day. */
export function suitableDays(resource: FhirResource): { readonly from?: string; readonly until?: string } {
  const [period] = objectsIn(resource["requestedPeriod"]);
  const [from, until] = [period?.["start"], period?.["end"]].map((at) => wholeDay.exec(textIn(at) ?? "")?.[0]);
  return { ...(from === undefined ? {} : { from }), ...(until === undefined ? {} : { until }) };
}

function sinceWhen(resource: FhirResource): string {
  const at = Date.parse(textIn(resource["created"]) ?? textIn(resource.meta?.lastUpdated) ?? "");
  return new Date(Number.isNaN(at) ? 0 : at).toISOString();
}

/** An appointment as a desk sees it. */
export function readAppointment({ id, version, resource }: Found, seeing: Seeing): Appointment {
  const { rooms, names, patients } = seeing;
  const [first, ...others] = actorsIn(resource, "Patient");
  const patient = first === undefined || others.length > 0 ? undefined : patients.get(first.id);
  const withName = (actor: Named | undefined): Named | undefined =>
    actor && { id: actor.id, name: actor.name === "" ? (names.get(actor.id) ?? "") : actor.name };
  const locations = actorsIn(resource, "Location");
  const inRoom = locations.flatMap((one) => rooms.find((room) => room.id === one.id) ?? [])[0];
  const branch = locations.find((one) => !rooms.some((room) => room.id === one.id));
  const iso = (at: number | undefined) => (at === undefined ? undefined : new Date(at).toISOString());
  const number = Number(
    textIn(objectsIn(resource["identifier"]).find(({ system }) => system === identifierSystem.queue)?.["value"]),
  );
  const status = statusIn(resource);
  return {
    id,
    version,
    state: states[status],
    start: iso(momentIn(resource, "start")),
    end: iso(momentIn(resource, "end")),
    patient:
      first === undefined || patient === undefined
        ? undefined
        : {
            id: first.id,
            name: nameOf(patient),
            number: recordNumber(patient),
            birthDate: textIn(patient["birthDate"]),
            ...(isReplaced(patient) ? { isMerged: true } : {}),
          },
    kind: withName(actorsIn(resource, "HealthcareService")[0]),
    therapist: withName(actorsIn(resource, "Practitioner")[0]),
    room: inRoom === undefined ? undefined : { id: inRoom.id, name: inRoom.name },
    branchId: branch?.id ?? inRoom?.branchId,
    token: Number.isInteger(number) && number > 0 ? number : undefined,
    arrivedAt: instantIn(resource, extensionUrl.arrivedAt),
    startedAt: instantIn(resource, extensionUrl.startedAt),
    finishedAt: instantIn(resource, extensionUrl.finishedAt),
    cancelReason: reasonIn(resource),
    overrideReason: textIn(extensionIn(resource, extensionUrl.overrideReason)?.["valueString"]),
    waiting: status === "waitlist" ? { since: sinceWhen(resource), ...suitableDays(resource) } : undefined,
    may: mayNow(seeing.caller, resource, seeing.now),
  };
}
