import { type FhirResource, type JsonValue, isJsonArray, isJsonObject } from "../../../foundation/fhir/index.ts";
import type { Reference, TransactionBundle } from "../bundle.ts";
import { clinic, roomOf, siteBuilding } from "../organisation.ts";
import { sites } from "../clinic/practices.ts";
import { careProviders } from "../staff.ts";

/** A visit to the clinic that is over, as its Encounter tells it. */
export interface Visit {
  /** ISO 8601 with the organisation's offset. */
  readonly end: string;
  readonly encounter: Reference;
  readonly appointment: Reference | undefined;
  readonly provider: Reference;
  readonly kind: "physiotherapy" | "group" | "speech" | "nurse" | "consultation" | "long";
  /** Where it was. */
  readonly branch: Reference;
}

/** A patient of the clinic with the visits that are over, oldest first. */
export interface VisitingPatient {
  readonly patient: Reference;
  readonly visits: readonly Visit[];
}

export function at(value: JsonValue | undefined, ...path: readonly (string | number)[]): JsonValue | undefined {
  let found = value;
  for (const step of path) {
    if (typeof step === "number") found = isJsonArray(found) ? found[step] : undefined;
    else found = isJsonObject(found) ? found[step] : undefined;
  }
  return found;
}

export function textAt(value: JsonValue | undefined, ...path: readonly (string | number)[]): string {
  const found = at(value, ...path);
  return typeof found === "string" ? found : "";
}

/** @returns undefined of whoever isn't the clinic's */
export function visitingPatient({ entry }: TransactionBundle): VisitingPatient | undefined {
  const patient = entry.find(({ resource }) => resource.resourceType === "Patient");
  if (patient === undefined) return undefined;
  const branches = branchOfRoom();
  const visits = entry
    .filter(({ resource }) => isOver(resource))
    .map(({ fullUrl, resource }) => visitOf(fullUrl, resource, branches))
    .sort((one, other) => Date.parse(one.end) - Date.parse(other.end));
  return visits.length === 0 ? undefined : { patient: { reference: patient.fullUrl }, visits };
}

function isOver(resource: FhirResource): boolean {
  return (
    resource.resourceType === "Encounter" &&
    resource["status"] === "finished" &&
    textAt(resource, "serviceProvider", "reference") === clinic.reference
  );
}

/** Which of the clinic's houses each of its people's rooms is in. */
function branchOfRoom(): ReadonlyMap<string, Reference> {
  return new Map(
    careProviders.flatMap((provider) => sites.map((site) => [roomOf(provider, site).reference, siteBuilding(site)])),
  );
}

function visitOf(fullUrl: string, encounter: FhirResource, branches: ReadonlyMap<string, Reference>): Visit {
  const [start, end] = [textAt(encounter, "period", "start"), textAt(encounter, "period", "end")];
  const provider = textAt(encounter, "participant", 0, "individual", "reference");
  const appointment = textAt(encounter, "appointment", 0, "reference");
  const minutes = (Date.parse(end) - Date.parse(start)) / 60_000;
  return {
    end,
    encounter: { reference: fullUrl },
    appointment: appointment === "" ? undefined : { reference: appointment },
    provider: { reference: provider, display: textAt(encounter, "participant", 0, "individual", "display") },
    kind: kindOf(provider, minutes),
    branch: branches.get(textAt(encounter, "location", 0, "location", "reference")) ?? siteBuilding("wherry-street"),
  };
}

function kindOf(provider: string, minutes: number): Visit["kind"] {
  switch (careProviders.find(({ fullUrl }) => fullUrl === provider)?.profession) {
    case "physiotherapist":
      return minutes > 60 ? "group" : "physiotherapy";
    case "speech-therapist":
      return "speech";
    case "practice-nurse":
    case "care-home-nurse":
    case "care-assistant":
      return "nurse";
    case "general-practitioner":
    case undefined:
      return minutes >= 30 ? "long" : "consultation";
  }
}
