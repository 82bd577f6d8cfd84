import { type FhirResource, isJsonObject, objectsIn, parseStoredText, textIn } from "../../foundation/fhir/index.ts";
import { type ResourceId, isUuid } from "../../foundation/kernel/index.ts";
import type { Caller } from "../../custody/access/index.ts";
import { type Chart, type SearchPage, findAll } from "../../custody/chart/index.ts";
import type { Standing } from "./due-mail.ts";

/** What a mail about an appointment could tell. */
export interface Appointment extends Omit<Standing, "hash"> {
  readonly id: ResourceId;
  readonly patient: ResourceId;
  readonly end: number | undefined;
  /** Ids of the places that it is at. */
  readonly locations: readonly ResourceId[];
}

export function resourceOf({ body }: Pick<SearchPage["matches"][number], "body">): FhirResource {
  return parseStoredText(body.toString()) as FhirResource;
}

function actorsIn(appointment: FhirResource, type: string): readonly ResourceId[] {
  return objectsIn(appointment["participant"]).flatMap(({ actor, status }) => {
    if (status === "declined" || !isJsonObject(actor)) return [];
    const [of, id, ...more] = textIn(actor["reference"])?.split("/") ?? [];
    return of === type && id !== undefined && more.length === 0 && isUuid(id) ? [id as ResourceId] : [];
  });
}

const standing: ReadonlySet<unknown> = new Set(["booked", "arrived", "checked-in", "fulfilled"]);

/** Undefined for what has no start, or isn't one patient's. */
export function readAppointment(id: ResourceId, resource: FhirResource): Appointment | undefined {
  const [patient, ...others] = actorsIn(resource, "Patient");
  const start = Date.parse(textIn(resource["start"]) ?? "");
  const end = Date.parse(textIn(resource["end"]) ?? "");
  if (patient === undefined || others.length > 0 || Number.isNaN(start)) return undefined;
  const { status } = resource;
  return {
    id,
    patient,
    start,
    end: Number.isNaN(end) ? undefined : end,
    isOn: standing.has(status),
    isExpected: status === "booked",
    locations: actorsIn(resource, "Location"),
  };
}

/** Appointments that a search finds for this caller. @throws ChartError */
export async function findAppointments(
  chart: Pick<Chart, "search">,
  caller: Caller,
  pairs: readonly (readonly [string, string])[],
): Promise<readonly Appointment[]> {
  const { matches } = await findAll(chart, caller, "Appointment", pairs);
  return matches.flatMap(({ id, resource }) => readAppointment(id, resource) ?? []);
}

const mostTogether = 25;

export async function appointmentsOf(
  chart: Pick<Chart, "search">,
  caller: Caller,
  ids: readonly ResourceId[],
): Promise<readonly Appointment[]> {
  const found: Appointment[] = [];
  for (let from = 0; from < ids.length; from += mostTogether)
    found.push(...(await findAppointments(chart, caller, [["_id", ids.slice(from, from + mostTogether).join(",")]])));
  return found;
}
