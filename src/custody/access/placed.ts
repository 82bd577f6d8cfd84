import {
  type FhirResource,
  type JsonValue,
  type ResourceType,
  extensionsIn,
  idIn,
  objectIn,
  objectsIn,
} from "../../foundation/fhir/index.ts";
import type { FacilityId, Facts } from "./facts.ts";
import type { LimitedRows } from "./row-predicate.ts";
import type { Row } from "./row.ts";

/** What may be about nobody yet and still belong to one site. */
type PlacedType = Extract<ResourceType, "Task" | "Appointment" | "Contract" | "PaymentReconciliation">;

function isEnquiry({ code }: FhirResource): boolean {
  return objectsIn(objectIn(code)?.["coding"]).some(
    (one) => one["system"] === "urn:wardbook:task" && one["code"] === "enquiry",
  );
}

function locationsIn(values: readonly (JsonValue | undefined)[]): readonly FacilityId[] {
  return values.flatMap((value) => idIn(value, "Location") ?? []);
}

function branchesIn(resource: FhirResource): readonly (JsonValue | undefined)[] {
  return extensionsIn(resource, "urn:wardbook:billing:branch").map((one) => one["valueReference"]);
}

/** The branch that an enquiry names; where a time is that is kept for nobody; the branch whose spending it is, or whose day was counted. */
const placesIn: Readonly<Record<PlacedType, (resource: FhirResource) => readonly FacilityId[]>> = {
  Task: (task) => (isEnquiry(task) ? locationsIn([task["location"]]) : []),
  Appointment: (appointment) => locationsIn(objectsIn(appointment["participant"]).map(({ actor }) => actor)),
  Contract: (contract) => locationsIn(objectsIn(contract["domain"])),
  PaymentReconciliation: (counted) => locationsIn(branchesIn(counted)),
};

function isPlaced(type: ResourceType): type is PlacedType {
  return Object.hasOwn(placesIn, type);
}

/** Whether a place is at, or in, one of the sites that somebody is held to. Who is held to none is at each. */
export function isAtSitesOf(
  { facilities, standing }: Pick<Facts, "facilities" | "standing">,
  place: FacilityId,
): boolean {
  if (facilities === undefined) return true;
  return (standing?.around?.(place) ?? [place]).some((one) => facilities.includes(one));
}

/** Whether what is about nobody is at a site of a caller who is held to sites. It never is for whoever is held to patients. */
export function isAtOwnSite(rows: LimitedRows, row: Row): boolean {
  const { reach, facilities } = rows;
  if (facilities === undefined || (reach !== "organisation" && reach !== "facility")) return false;
  if (!isPlaced(row.type) || !row.mayContain("Location/")) return false;
  const places = placesIn[row.type](row.resource());
  // Money of two sites is neither's alone; somebody's time is at each place where they are to be.
  const isMoney = row.type === "Contract" || row.type === "PaymentReconciliation";
  const isOwn = (place: FacilityId) => isAtSitesOf(rows, place);
  return isMoney ? places.length > 0 && places.every(isOwn) : places.some(isOwn);
}
