import { type FhirResource, referenceIn } from "../../foundation/fhir/index.ts";
import type { ResourceId } from "../../foundation/kernel/index.ts";
import type { Caller } from "../../custody/access/index.ts";
import { ChartError, type Found, opened } from "../../custody/chart/index.ts";
import { actorsIn, readAppointment } from "./read-appointment.ts";
import { idIn, nameOf } from "./clinic-directory.ts";
import { isBranch } from "./footprint.ts";
import type { SchedulingPorts } from "./scheduling-ports.ts";
import { unknownAppointment } from "./scheduling-error.ts";
import type { Appointment, Room } from "./types.ts";

/** An appointment with what names it, for a caller who saw it. Its patient is read, and so in the ledger. */
export async function seeAppointment(ports: SchedulingPorts, caller: Caller, found: Found): Promise<Appointment> {
  const [patient] = actorsIn(found.resource, "Patient");
  const ids = ["Location", "HealthcareService"].flatMap((type) => actorsIn(found.resource, type).map(({ id }) => id));
  const directory = await ports.directory(caller.tenant, ids);
  const patients = new Map<ResourceId, FhirResource>();
  if (patient !== undefined) {
    const resource = await readable(ports, caller, patient.id);
    if (resource !== undefined) patients.set(patient.id, resource);
  }
  const names = new Map([...directory].map(([id, resource]) => [id, nameOf(resource)]));
  return readAppointment(found, { caller, now: ports.now(), patients, rooms: roomsAmong(directory), names });
}

/** Which of these locations are rooms. */
function roomsAmong(directory: ReadonlyMap<ResourceId, FhirResource>): readonly Room[] {
  return [...directory].flatMap(([id, resource]) => {
    const branchId = idIn(referenceIn(resource["partOf"]), "Location");
    const isRoom = resource.resourceType === "Location" && !isBranch(resource) && branchId !== undefined;
    return isRoom ? [{ id, name: nameOf(resource), branchId }] : [];
  });
}

async function readable(
  { chart }: Pick<SchedulingPorts, "chart">,
  caller: Caller,
  id: ResourceId,
): Promise<FhirResource | undefined> {
  try {
    return opened((await chart.read(caller, { type: "Patient", id })).value).resource;
  } catch (error) {
    if (error instanceof ChartError) return undefined;
    throw error;
  }
}

/** The current version. @throws SchedulingError `scheduling/unknown` */
export async function currentAppointment(
  { chart }: Pick<SchedulingPorts, "chart">,
  caller: Caller,
  id: ResourceId,
): Promise<Found> {
  try {
    return opened((await chart.read(caller, { type: "Appointment", id })).value);
  } catch (error) {
    if (error instanceof ChartError && (error.code === "chart/not-found" || error.code === "chart/deleted"))
      throw unknownAppointment();
    throw error;
  }
}
