import {
  type FhirResource,
  type JsonObject,
  extensionIn,
  objectsIn,
  referenceIn,
  withExtension,
} from "../../foundation/fhir/index.ts";
import type { TenantId } from "../../foundation/kernel/index.ts";
import type { Caller } from "../../custody/access/index.ts";
import { ChartError, type ProposedChange, type Ruled, type WriteRule } from "../../custody/chart/index.ts";
import { directoryIdsIn, isBranch, momentIn, statusIn, withNamesOfHere } from "./footprint.ts";
import { dayMilliseconds, localDay } from "../../foundation/calendar/index.ts";
import { nextInQueue } from "./place-table.ts";
import { notedRequests } from "./noted-requests.ts";
import { faulty, placesOf } from "./places.ts";
import type { PlacesPorts } from "./ports.ts";
import { type AppointmentStatus, mayBecome, refusalOf } from "./states.ts";
import { extensionUrl, identifierSystem } from "./vocabulary.ts";

/** How long before its start somebody can be there for it. */
const earliestMilliseconds = 24 * 3_600_000;

/** Stages of a visit, in order, and where each one's time stands. */
const stages = [
  { status: "arrived", url: extensionUrl.arrivedAt },
  { status: "checked-in", url: extensionUrl.startedAt },
  { status: "fulfilled", url: extensionUrl.finishedAt },
] as const;

function against(element: string, message: string): ChartError {
  return new ChartError("chart/against-rule", message, { path: `Appointment.${element}` });
}

/** @throws ChartError `chart/against-rule` */
function expectLegal(previous: FhirResource | undefined, next: FhirResource, now: number): void {
  const to = statusIn(next);
  const from = previous === undefined ? undefined : statusIn(previous);
  if (previous !== undefined && from === to) {
    // What stays as it is may be moved, but not to where it couldn't have become that.
    if (momentIn(previous, "start") !== momentIn(next, "start")) expectInTime(to, next, now);
    return;
  }
  if (from !== undefined && !mayBecome(from, to)) throw against("status", refusalOf(from, to));
  if (from === undefined && to === "entered-in-error")
    throw against("status", "an appointment isn't made as an error: leave it out");
  if (to === "cancelled" && from !== undefined && next["cancelationReason"] === undefined)
    throw against("cancelationReason", "say why it is cancelled");
  expectInTime(to, next, now);
}

/** @throws ChartError `chart/against-rule` */
function expectInTime(to: AppointmentStatus, next: FhirResource, now: number): void {
  const start = momentIn(next, "start");
  if (start === undefined) return;
  if (to === "noshow" && start > now) throw against("status", "nobody has missed what hasn't begun");
  if (stages.some(({ status }) => status === to) && start > now + earliestMilliseconds)
    throw against("status", "nobody is there more than a day before the start: move it first, or step back");
}

/** The times of a visit are the server's to give: what a caller says of them is left out. */
function withTimes(previous: FhirResource | undefined, next: FhirResource, now: number): FhirResource {
  const to = statusIn(next);
  const reached = stages.findIndex(({ status }) => status === to);
  const entered = previous === undefined || statusIn(previous) !== to;
  return stages.reduce<FhirResource>((resource, { status, url }, index) => {
    const known = previous === undefined ? undefined : extensionIn(previous, url)?.["valueInstant"];
    // What is written down as done from the start was done at some time that nobody noted.
    const isNow = status === to && (known === undefined || entered) && !(previous === undefined && to === "fulfilled");
    const at = index > reached ? undefined : isNow ? new Date(now).toISOString() : known;
    if (at === undefined && extensionIn(resource, url) === undefined) return resource;
    return withExtension(resource, url, at === undefined ? undefined : { valueInstant: at });
  }, next);
}

function queueNumber(resource: FhirResource | undefined): JsonObject | undefined {
  return objectsIn(resource?.["identifier"]).find(({ system }) => system === identifierSystem.queue);
}

/** The branch that an appointment is at: named, or that of a room which is. */
export async function branchIn(
  ports: Pick<PlacesPorts, "directory">,
  tenant: TenantId,
  appointment: FhirResource,
): Promise<string | undefined> {
  const locations = [...(await ports.directory(tenant, directoryIdsIn(appointment))).values()].filter(
    ({ resourceType }) => resourceType === "Location",
  );
  const branch = locations.find(isBranch);
  if (branch?.id !== undefined) return branch.id;
  const [room] = locations;
  return referenceIn(room?.["partOf"])?.split("/")[1];
}

/** Whoever arrives gets the next number of the branch's day, and keeps it. */
async function withQueueNumber(
  ports: PlacesPorts,
  tenant: TenantId,
  previous: FhirResource | undefined,
  next: FhirResource,
): Promise<FhirResource> {
  const known = queueNumber(previous);
  const others = objectsIn(next["identifier"]).filter(({ system }) => system !== identifierSystem.queue);
  const numbered = (number: JsonObject) => ({ ...next, identifier: [...others, number] });
  if (known !== undefined) return numbered(known);
  const sent = queueNumber(next) === undefined ? next : { ...next, identifier: others };
  const branch = statusIn(next) === "arrived" ? await branchIn(ports, tenant, next) : undefined;
  if (branch === undefined) return sent;
  const now = ports.now();
  const day = localDay(now, await ports.timeZone(tenant));
  const queue = (await ports.blinding(tenant))(`calendar-queue|${branch}|${day}`);
  const value = await nextInQueue(ports.db.tenant(tenant), tenant, queue, Math.floor(now / dayMilliseconds));
  return numbered({ system: identifierSystem.queue, value: String(value) });
}

/** A booking bears its client's own number: one that is sent again must not make a second. */
async function requestOf(
  ports: PlacesPorts,
  caller: Caller,
  made: FhirResource,
): Promise<NonNullable<Ruled["alongside"]> | undefined> {
  const [value, ...others] = objectsIn(made["identifier"]).flatMap(({ system, value }) =>
    system === identifierSystem.request && typeof value === "string" ? [value] : [],
  );
  if (value === undefined) return undefined;
  if (others.length > 0) throw against("identifier", "a booking has one number of its client's");
  const { tenant } = caller;
  const blind = await ports.blinding(tenant);
  const day = Math.floor(ports.now() / dayMilliseconds);
  return async (tx) => {
    if (!(await notedRequests.note(tx, tenant, requestHash(blind, caller, value), day)))
      throw new ChartError("chart/taken", "this booking was made before", { path: "Appointment.identifier" });
  };
}

/** By what a booking that was asked for is known. A number is its sender's own: that somebody else used it is told to nobody. */
export function requestHash(
  blind: (text: string) => Buffer,
  { kind, id }: Pick<Caller, "kind" | "id">,
  value: string,
): Buffer {
  return blind(`calendar-request|${kind}|${id}|${value}`);
}

/**
 * What appointments may become, and the places that they take: whoever writes them, and by whatever way.
 * History from elsewhere keeps its states and is never lost for want of room.
 */
export function appointmentRule(ports: PlacesPorts): WriteRule {
  return async ({ caller, action, id, previous, next: proposed }: ProposedChange): Promise<Ruled> => {
    const { tenant } = caller;
    const isHistory = action === "import";
    const next = proposed === undefined || isHistory ? proposed : withNamesOfHere(proposed, ports.address);
    const now = ports.now();
    if (next !== undefined && !isHistory) expectLegal(previous, next, now);
    const places = await placesOf(ports, { tenant, appointment: id, previous, next, insists: !isHistory });
    if ("fault" in places) throw faulty(places.fault);
    if (next === undefined || isHistory) return { alongside: places.alongside };
    const note = previous === undefined ? await requestOf(ports, caller, next) : undefined;
    const timed = withTimes(previous, next, now);
    return {
      resource: await withQueueNumber(ports, tenant, previous, timed),
      alongside:
        note === undefined
          ? places.alongside
          : async (tx) => {
              await note(tx);
              await places.alongside?.(tx);
            },
    };
  };
}
