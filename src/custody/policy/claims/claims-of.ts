import type { FhirResource, ResourceType } from "../../../foundation/fhir/index.ts";
import { compileConsent } from "../consents/compile-consent.ts";
import { namedPermits } from "../consents/named-permits.ts";
import type { Claims } from "./claims.ts";
import { claimsOfPractitionerRole } from "./membership.ts";
import {
  claimsOfAppointment,
  claimsOfCareTeam,
  claimsOfEncounter,
  claimsOfPatient,
  claimsOfPlace,
  claimsOfRelatedPerson,
} from "./ties.ts";

/** The types of resource that say who may see whom. */
export const claimingTypes = [
  "Consent",
  "Organization",
  "Location",
  "PractitionerRole",
  "CareTeam",
  "RelatedPerson",
  "Encounter",
  "Appointment",
  "Patient",
] as const satisfies readonly ResourceType[];
export type ClaimingType = (typeof claimingTypes)[number];

const readers: Readonly<Record<ClaimingType, (resource: FhirResource, timeZone: string) => Claims>> = {
  Patient: claimsOfPatient,
  CareTeam: claimsOfCareTeam,
  Appointment: claimsOfAppointment,
  Encounter: claimsOfEncounter,
  RelatedPerson: claimsOfRelatedPerson,
  PractitionerRole: claimsOfPractitionerRole,
  Organization: claimsOfPlace,
  Location: claimsOfPlace,
  Consent: claimsOfConsent,
};

export function isClaimingType(type: ResourceType): type is ClaimingType {
  return Object.hasOwn(readers, type);
}

/** @param timeZone whose days the days in it are */
export function claimsOf(type: ClaimingType, resource: FhirResource, timeZone: string): Claims {
  return readers[type](resource, timeZone);
}

function claimsOfConsent(resource: FhirResource, timeZone: string): Claims {
  const consent = compileConsent(resource, timeZone);
  const { patient, rules } = consent;
  if (patient === undefined) return { consent };
  const ties = namedPermits(rules).map(({ actor, period }) => ({
    holder: actor,
    patient,
    kind: "consent" as const,
    ...period,
  }));
  return { consent, ties };
}
