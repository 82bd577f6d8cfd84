import type { FhirResource, JsonValue } from "../../../foundation/fhir/index.ts";
import { type ResourceId, isUuid } from "../../../foundation/kernel/index.ts";
import type { Stretch } from "../../access/index.ts";
import { idIn, objectsAt, targetOf, textAt } from "../json.ts";
import { stretchOf } from "../stretch.ts";
import type { Claims, Stay, Tie } from "./claims.ts";

/** Who can be tied to a patient: those who act, and the groups that they belong to. */
const holders: ReadonlySet<string> = new Set([
  "Practitioner",
  "PractitionerRole",
  "Organization",
  "CareTeam",
  "RelatedPerson",
]);

function holderIn(reference: JsonValue | undefined): string | undefined {
  const target = targetOf(reference);
  return target !== undefined && holders.has(target.type) ? `${target.type}/${target.id}` : undefined;
}

export function patientIn(reference: JsonValue | undefined): ResourceId | undefined {
  const id = idIn(reference, "Patient");
  return id !== undefined && isUuid(id) ? (id as ResourceId) : undefined;
}

function facilityIn(reference: JsonValue | undefined): string | undefined {
  const target = targetOf(reference);
  return target !== undefined && (target.type === "Organization" || target.type === "Location") && isUuid(target.id)
    ? target.id
    : undefined;
}

const always: Stretch = {};

/** When a period that may be absent lasts; undefined when it is malformed: then nothing is granted by it. */
function lasting(period: JsonValue | undefined, timeZone: string): Stretch | undefined {
  return period === undefined ? always : stretchOf(period, timeZone);
}

function both(one: Stretch, other: Stretch): Stretch {
  return {
    from: Math.max(one.from ?? -Infinity, other.from ?? -Infinity),
    until: Math.min(one.until ?? Infinity, other.until ?? Infinity),
  };
}

function plain({ from, until }: Stretch): Stretch {
  return {
    ...(from === undefined || from === -Infinity ? {} : { from }),
    ...(until === undefined || until === Infinity ? {} : { until }),
  };
}

/** A patient's general practitioners, and the organisation that keeps their record. */
export function claimsOfPatient(resource: FhirResource): Claims {
  const { id } = resource;
  if (id === undefined || !isUuid(id)) return {};
  const patient = id as ResourceId;
  const ties = objectsAt(resource["generalPractitioner"]).flatMap((reference): Tie[] => {
    const holder = holderIn(reference);
    return holder === undefined ? [] : [{ holder, patient, kind: "general-practitioner" }];
  });
  const facility = facilityIn(resource["managingOrganization"]);
  return { ties, stays: facility === undefined ? [] : [{ patient, facility, kind: "belongs" }] };
}

/** An active team's members, each while they are on it. */
export function claimsOfCareTeam(resource: FhirResource, timeZone: string): Claims {
  const patient = patientIn(resource["subject"]);
  const lasts = lasting(resource["period"], timeZone);
  if (resource["status"] !== "active" || patient === undefined || lasts === undefined) return {};
  const ties = objectsAt(resource["participant"]).flatMap((participant): Tie[] => {
    const holder = holderIn(participant["member"]);
    const on = lasting(participant["period"], timeZone);
    return holder === undefined || on === undefined
      ? []
      : [{ holder, patient, kind: "care-team", ...plain(both(lasts, on)) }];
  });
  return { ties };
}

const kept: ReadonlySet<string> = new Set(["pending", "booked", "arrived", "checked-in", "fulfilled", "noshow"]);

/** Those whom a patient has an appointment with. The stretch is that of the appointment; how long before and after it they may look
 *  is the organisation's to say. */
export function claimsOfAppointment(resource: FhirResource, timeZone: string): Claims {
  if (!kept.has(textAt(resource["status"]) ?? "")) return {};
  const lasts = stretchOf({ start: resource["start"] ?? "", end: resource["end"] }, timeZone);
  if (lasts?.from === undefined) return {};
  const stretch = { from: lasts.from, until: lasts.until ?? lasts.from };
  const actors = objectsAt(resource["participant"]).filter(({ status }) => status !== "declined");
  const patients = actors.flatMap(({ actor }) => patientIn(actor) ?? []);
  const holding = actors.flatMap(({ actor }) => holderIn(actor) ?? []);
  return {
    ties: patients.flatMap((patient) =>
      holding.map((holder): Tie => ({ holder, patient, kind: "appointment", ...stretch })),
    ),
  };
}

const open: ReadonlySet<string> = new Set(["arrived", "triaged", "in-progress", "onleave"]);

/** Those who take part in an encounter that is going on, and where the patient is meanwhile. */
export function claimsOfEncounter(resource: FhirResource, timeZone: string): Claims {
  const patient = patientIn(resource["subject"]);
  const lasts = lasting(resource["period"], timeZone);
  if (!open.has(textAt(resource["status"]) ?? "") || patient === undefined || lasts === undefined) return {};
  const ties = objectsAt(resource["participant"]).flatMap((participant): Tie[] => {
    const holder = holderIn(participant["individual"]);
    const takes = lasting(participant["period"], timeZone);
    return holder === undefined || takes === undefined
      ? []
      : [{ holder, patient, kind: "admission", ...plain(both(lasts, takes)) }];
  });
  const here = plain(lasts);
  const stays: Stay[] = [];
  const provider = facilityIn(resource["serviceProvider"]);
  if (provider !== undefined) stays.push({ patient, facility: provider, kind: "stays", ...here });
  for (const place of objectsAt(resource["location"])) {
    const status = textAt(place["status"]) ?? "active";
    const facility = facilityIn(place["location"]);
    const during = lasting(place["period"], timeZone);
    if (facility === undefined || during === undefined || (status !== "active" && status !== "reserved")) continue;
    stays.push({ patient, facility, kind: "stays", ...plain(both(lasts, during)) });
  }
  return { ties, stays };
}

/** Somebody close to the patient, while the record says that they are. */
export function claimsOfRelatedPerson(resource: FhirResource, timeZone: string): Claims {
  const patient = patientIn(resource["patient"]);
  const lasts = lasting(resource["period"], timeZone);
  if (resource["active"] !== true || patient === undefined || lasts === undefined || resource.id === undefined)
    return {};
  return { ties: [{ holder: `RelatedPerson/${resource.id}`, patient, kind: "related-person", ...plain(lasts) }] };
}

/** A place lies in another and is run by an organisation; an organisation is part of another. */
export function claimsOfPlace(resource: FhirResource): Claims {
  const within = [resource["partOf"], resource["managingOrganization"]].flatMap(
    (reference) => facilityIn(reference) ?? [],
  );
  const name = textAt(resource["name"]);
  return { within, ...(name === undefined ? {} : { name }) };
}
