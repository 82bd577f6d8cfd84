import {
  type FhirResource,
  type JsonObject,
  type JsonValue,
  isJsonArray,
  isJsonObject,
  parseStoredText,
} from "../../foundation/fhir/index.ts";
import { type ResourceId, isUuid } from "../../foundation/kernel/index.ts";
import type { Caller } from "../../custody/access/index.ts";
import { type Chart, type SearchPage } from "../../custody/chart/index.ts";
import type { Standing } from "./due-mail.ts";

/** What a mail about an appointment could tell. */
export interface Appointment extends Omit<Standing, "hash"> {
  readonly id: ResourceId;
  readonly patient: ResourceId;
  readonly end: number | undefined;
  /** Ids of the places that it is at. */
  readonly locations: readonly ResourceId[];
}

export function opened({ body }: Pick<SearchPage["matches"][number], "body">): FhirResource {
  return parseStoredText(body.toString()) as FhirResource;
}

export function objectsIn(value: JsonValue | undefined): readonly JsonObject[] {
  return value !== undefined && isJsonArray(value) ? value.filter(isJsonObject) : [];
}

export function textIn(value: JsonValue | undefined): string | undefined {
  return typeof value === "string" ? value : undefined;
}

/** The texts of a list. */
export function textsIn(value: JsonValue | undefined): readonly string[] {
  return value !== undefined && isJsonArray(value) ? value.filter((one) => typeof one === "string") : [];
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

const mostPages = 20;

/** Appointments that a search finds for this caller. */
export async function findAppointments(
  chart: Pick<Chart, "search">,
  caller: Caller,
  pairs: readonly (readonly [string, string])[],
): Promise<readonly Appointment[]> {
  const found: Appointment[] = [];
  let cursor: string | undefined;
  for (let page = 0; page < mostPages; page += 1) {
    const query = [...pairs, ["_count", "500"] as const];
    const { value } = await chart.search(
      caller,
      "Appointment",
      cursor === undefined ? query : [...query, ["_cursor", cursor] as const],
    );
    for (const match of value.matches) {
      const read = readAppointment(match.id, opened(match));
      if (read !== undefined) found.push(read);
    }
    if (value.next === undefined) break;
    cursor = value.next;
  }
  return found;
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
