import { type FhirResource, objectsIn, textIn, withExtension } from "../../foundation/fhir/index.ts";
import type { ResourceId, TenantId } from "../../foundation/kernel/index.ts";
import type { Caller } from "../../custody/access/index.ts";
import { ChartError, type TransactionEntry, type Found, findAll, opened } from "../../custody/chart/index.ts";
import { programCaller } from "./callers.ts";
import { actorIn } from "./json.ts";
import type { ReceptionPorts } from "./ports.ts";
import { ReceptionError } from "./reception-error.ts";
import { extensionUrl, heldType } from "./vocabulary.ts";

/** A time that is kept for somebody who asked for it. Instants are ISO 8601, UTC. */
export interface Hold {
  readonly id: ResourceId;
  readonly version: number;
  readonly start: string;
  readonly end: string;
  readonly until: string;
  readonly kind: string;
  readonly therapist?: string | undefined;
  readonly branchId?: string | undefined;
  readonly enquiryId?: ResourceId | undefined;
}

const heldPairs = [
  ["appointment-type", `${heldType.system}|${heldType.code}`],
  ["status", "pending"],
] as const;
const mostEnquiries = "200";

function isHeld(appointment: FhirResource): boolean {
  const type = appointment["appointmentType"];
  const codings = typeof type === "object" && type !== null && "coding" in type ? objectsIn(type["coding"]) : [];
  return (
    appointment["status"] === "pending" &&
    codings.some(({ code, system }) => code === heldType.code && system === heldType.system)
  );
}

function heldUntil(appointment: FhirResource): number {
  const extension = objectsIn(appointment["extension"]).find(({ url }) => url === extensionUrl.heldUntil);
  const at = Date.parse(textIn(extension?.["valueInstant"]) ?? "");
  return Number.isNaN(at) ? 0 : at;
}

/** Ids of the enquiries that belong to these times, as far as the caller sees them. */
async function enquiriesOf(
  { chart }: Pick<ReceptionPorts, "chart">,
  caller: Caller,
  ids: readonly ResourceId[],
): Promise<ReadonlyMap<string, Found>> {
  const found = new Map<string, Found>();
  for (let from = 0; from < ids.length; from += 25) {
    const focus = ids.slice(from, from + 25).map((id) => `Appointment/${id}`);
    const { value } = await chart.search(caller, "Task", [
      ["focus", focus.join(",")],
      ["_count", mostEnquiries],
    ]);
    for (const match of value.matches.map(opened)) {
      const of = match.resource["focus"];
      const reference =
        typeof of === "object" && of !== null && "reference" in of ? textIn(of["reference"]) : undefined;
      if (reference !== undefined) found.set(reference.slice("Appointment/".length), match);
    }
  }
  return found;
}

/** Times that are kept, the soonest to lapse first. @throws ChartError */
export async function readHolds(ports: Pick<ReceptionPorts, "chart">, caller: Caller): Promise<readonly Hold[]> {
  const { matches } = await findAll(ports.chart, caller, "Appointment", heldPairs);
  const held = matches.filter(({ resource }) => isHeld(resource));
  const enquiries =
    held.length === 0
      ? new Map<string, Found>()
      : await enquiriesOf(
          ports,
          caller,
          held.map(({ id }) => id),
        );
  return held
    .map(({ id, version, resource }) => ({
      id,
      version,
      start: textIn(resource["start"]) ?? "",
      end: textIn(resource["end"]) ?? "",
      until: new Date(heldUntil(resource)).toISOString(),
      kind: actorIn(resource, "HealthcareService")?.name ?? "",
      therapist: actorIn(resource, "Practitioner")?.name,
      branchId: actorIn(resource, "Location")?.id,
      enquiryId: enquiries.get(id)?.id,
    }))
    .sort((one, other) => one.until.localeCompare(other.until));
}

/** @throws ReceptionError `reception/unknown`, `reception/changed-meanwhile`, `reception/not-held` */
async function currentHold(
  { chart }: Pick<ReceptionPorts, "chart">,
  caller: Caller,
  { id, version }: { readonly id: ResourceId; readonly version: number },
): Promise<Found> {
  const found = await chart.read(caller, { type: "Appointment", id }).catch((error: unknown) => {
    if (error instanceof ChartError && (error.code === "chart/not-found" || error.code === "chart/deleted"))
      throw new ReceptionError("reception/unknown", "there is no such time that you may see");
    throw error;
  });
  const hold = opened(found.value);
  if (!isHeld(hold.resource))
    throw new ReceptionError("reception/not-held", "this time isn't kept any more: book it anew, or another");
  if (hold.version !== version) throw changedMeanwhile();
  return hold;
}

function changedMeanwhile(cause?: unknown): ReceptionError {
  return new ReceptionError("reception/changed-meanwhile", "somebody changed it meanwhile: look at it again", {
    cause,
  });
}

/** What is left once somebody decided: an appointment like any other. */
function settled(appointment: FhirResource, status: string): FhirResource {
  const { appointmentType: _held, extension, ...rest } = appointment;
  const others = objectsIn(extension).filter(({ url }) => url !== extensionUrl.heldUntil);
  return { ...rest, status, ...(others.length === 0 ? {} : { extension: others }) } as FhirResource;
}

export interface Confirmation {
  readonly id: ResourceId;
  readonly version: number;
  readonly patientId: ResourceId;
  /** Why although the patient is expected elsewhere. */
  readonly reason?: string | undefined;
}

/** Books a kept time for a patient whom somebody found or registered, and closes its enquiry. The place was the appointment's already.
 *  @throws ReceptionError, ChartError, and what the calendar refuses with */
export async function confirmHold(
  ports: Pick<ReceptionPorts, "chart" | "calendar">,
  caller: Caller,
  asked: Confirmation,
): Promise<{ readonly appointmentId: ResourceId; readonly enquiryId: ResourceId | undefined }> {
  const hold = await currentHold(ports, caller, asked);
  const [from, until] = [hold.resource["start"], hold.resource["end"]].map((at) => Date.parse(textIn(at) ?? ""));
  if (from !== undefined && until !== undefined && from < until)
    await ports.calendar.expectNowhereElse(caller, {
      patient: asked.patientId,
      stretch: { from, until },
      except: hold.id,
      reason: asked.reason,
    });
  const enquiry = (await enquiriesOf(ports, caller, [hold.id])).get(hold.id);
  const patient = { reference: `Patient/${asked.patientId}` };
  const appointment = withExtension(
    settled(hold.resource, "booked"),
    extensionUrl.overrideReason,
    asked.reason === undefined ? undefined : { valueString: asked.reason },
  );
  const participant = [{ actor: patient, status: "accepted" }, ...objectsIn(appointment["participant"])];
  const isOpen = ["requested", "in-progress", "on-hold"].includes(textIn(enquiry?.resource["status"]) ?? "");
  const entries: TransactionEntry[] = [
    {
      kind: "update",
      type: "Appointment",
      id: hold.id,
      ifMatch: hold.version,
      resource: { ...appointment, id: hold.id, participant },
    },
  ];
  if (enquiry !== undefined && isOpen)
    entries.push({
      kind: "update",
      type: "Task",
      id: enquiry.id,
      ifMatch: enquiry.version,
      resource: { ...enquiry.resource, id: enquiry.id, status: "completed", for: patient },
    });
  await ports.chart.transact(caller, entries).catch(rethrow);
  return { appointmentId: hold.id, enquiryId: enquiry?.id };
}

function rethrow(error: unknown): never {
  throw error instanceof ChartError && error.code === "chart/precondition-failed" ? changedMeanwhile(error) : error;
}

function cancelled(appointment: FhirResource, why: string): FhirResource {
  return { ...settled(appointment, "cancelled"), cancelationReason: { text: why } };
}

/** Gives a kept time back. The enquiry stays. @throws ReceptionError, ChartError */
export async function releaseHold(
  ports: Pick<ReceptionPorts, "chart">,
  caller: Caller,
  asked: { readonly id: ResourceId; readonly version: number },
): Promise<void> {
  const { id, version, resource } = await currentHold(ports, caller, asked);
  const next = { ...cancelled(resource, "Given back by the desk"), id };
  await ports.chart.update(caller, { type: "Appointment", id }, next, version).catch(rethrow);
}

/** Gives back what nobody confirmed in time. Two processes may do it at once: the version decides. @returns how many were given back */
export async function lapseHolds(
  ports: Pick<ReceptionPorts, "chart" | "rehearsal" | "now">,
  tenant: TenantId,
): Promise<number> {
  const clock = programCaller(tenant, "held-times");
  // Nobody is told what this finds: what lapses is in the ledger as it is written.
  const { matches } = await findAll(ports.rehearsal, clock, "Appointment", heldPairs);
  let lapsed = 0;
  for (const { id, version, resource } of matches) {
    if (!isHeld(resource) || heldUntil(resource) > ports.now()) continue;
    // Its type stays: by that this clock reaches it, and nothing else.
    const next = {
      ...cancelled(resource, "Nobody confirmed it in time"),
      id,
      appointmentType: resource["appointmentType"],
    } as FhirResource;
    try {
      await ports.chart.update(clock, { type: "Appointment", id }, next, version);
      lapsed += 1;
    } catch (error) {
      // Confirmed or let go at this moment.
      if (!(error instanceof ChartError && error.code === "chart/precondition-failed")) throw error;
    }
  }
  return lapsed;
}
