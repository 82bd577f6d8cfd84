import { type ConsentAction, type Purpose, purposes } from "../../access/index.ts";

const hl7 = "http://terminology.hl7.org/CodeSystem";
export const actCode = `${hl7}/v3-ActCode`;
export const consentScopeSystem = `${hl7}/consentscope`;
export const purposeSystem = `${hl7}/v3-ActReason`;
export const consentActionSystem = `${hl7}/consentaction`;
export const resourceTypeSystem = "http://hl7.org/fhir/resource-types";
/** A role of this organisation, as a consent names it: Consent.provision.actor.role. */
export const roleSystem = "urn:wardbook:role";

/** What a consent says of all that its provisions don't speak of. Source: HL7 v3 ActCode, ActConsentDirective. */
export const basePolicies: Readonly<Record<string, "permit" | "deny">> = {
  OPTIN: "permit",
  OPTINR: "permit",
  OPTOUT: "deny",
  OPTOUTE: "deny",
};

/** Source: FHIR R4 CodeSystem consentaction. To gather and to use something is to read it. */
export const actions: Readonly<Record<string, ConsentAction>> = {
  access: "access",
  use: "access",
  collect: "access",
  correct: "correct",
  disclose: "disclose",
};

/** Who an actor is said to be when the provision is about those who receive or use data. An author or custodian says whose data it is
 *  about instead. Sources: HL7 v3 ParticipationType, FHIR R4 extra-security-role-type and others bound to Consent.provision.actor.role. */
export function isRecipientRole({
  system,
  code,
}: {
  readonly system?: string | undefined;
  readonly code?: string | undefined;
}) {
  if (system === `${hl7}/v3-ParticipationType`) return code === "PRCP" || code === "IRCP" || code === "TRC";
  if (system === `${hl7}/v3-RoleClass`) return true;
  return system === `${hl7}/v3-RoleCode` || system === `${hl7}/practitioner-role`;
}

/** Labels under which others lie; a denial of the wide one is one of the narrow ones too.
 *  Source: HL7 v3 ActCode, InformationSensitivityPolicy (BH is the parent of MH, PSY and SUD). */
export const narrowerLabels: Readonly<Record<string, readonly string[]>> = {
  BH: ["MH", "PSY", "PSYTHPN", "SUD", "ETH"],
  MH: ["PSY", "PSYTHPN"],
  SUD: ["ETH"],
  STD: ["SEX"],
  VIO: ["SDV"],
};

/** What a permit that names no purpose is for: everything but research. */
export const generalPurposes: readonly Purpose[] = purposes.filter((purpose) => purpose !== "HRESCH");

/** How a purpose of HL7's is understood here: as itself; as a part of a broader one that callers state; or as something that nobody
 *  acts for. Source: HL7 v3 ActReason, PurposeOfUse. */
export function purposeOf(
  code: string,
):
  | { readonly kind: "stated"; readonly purpose: Purpose }
  | { readonly kind: "part"; readonly of: Purpose }
  | { readonly kind: "nobody" }
  | undefined {
  const stated = purposes.find((purpose) => purpose === code);
  if (stated !== undefined) return { kind: "stated", purpose: stated };
  const broader = partsOf.get(code);
  if (broader !== undefined) return { kind: "part", of: broader };
  return unstated.has(code) ? { kind: "nobody" } : undefined;
}

const parts: Readonly<Partial<Record<Purpose, readonly string[]>>> = {
  TREAT: ["CAREMGT", "CLINTRL", "COC", "PATSFTY", "POPHLTH", "TREATDS"],
  ETREAT: ["BTG", "ERTREAT"],
  HPAYMT: ["CLMATTCH", "COVAUTH", "COVERAGE", "ELIGDTRM", "ELIGVER", "ENROLLM", "MILCDM", "REMITADV"],
  HOPERAT: [
    "DONAT",
    "FRAUD",
    "GOV",
    "HACCRED",
    "HCOMPL",
    "HDECD",
    "HDIRECT",
    "HDM",
    "HLEGAL",
    "HOUTCOMS",
    "HPRGRP",
    "HQUALIMP",
    "LABELING",
    "MEMADMIN",
    "METAMGT",
    "PATADMIN",
    "PERFMSR",
    "RECORDMGT",
    "SYSDEV",
    "TRAIN",
  ],
  HRESCH: ["BIORCH", "CLINTRCH", "CLINTRCHNPC", "CLINTRCHPC", "PRECLINTRCH", "DSRCH", "POARCH", "TRANSRCH"],
  PUBHLTH: ["DISASTER", "THREAT"],
  FAMRQT: ["PWATRNY", "SUPNWK"],
};
const partsOf: ReadonlyMap<string, Purpose> = new Map(
  (Object.entries(parts) as [Purpose, readonly string[]][]).flatMap(([of, codes]) =>
    codes.map((code) => [code, of] as const),
  ),
);
const unstated: ReadonlySet<string> = new Set(["HMARKT"]);
