import type { ConsentRow } from "../../../../contract/index.ts";
import { isOver } from "../../../care/consents/index.ts";
import { type ConsentFault, compileConsent, consentFaultSentence } from "../../../custody/policy/index.ts";
import {
  type FhirResource,
  type JsonValue,
  isJsonArray,
  isJsonObject,
  parseResourceText,
} from "../../../foundation/fhir/index.ts";
import { type Names, wordsOf } from "./consent-words.ts";
import type { RoleLabels } from "./role-labels.ts";

export function resourceOf(body: Buffer): FhirResource {
  return parseResourceText(body.toString()) as FhirResource;
}

/** @param own whether the caller wrote it as a patient, and may take it back */
export function rowOf(consent: FhirResource, version: number, roles: RoleLabels, own = false): ConsentRow {
  // Its words say the days that are written in it.
  const { rules, faults } = compileConsent(consent, "UTC");
  const names = namesIn(consent, roles);
  return {
    id: String(consent.id),
    version,
    status: typeof consent["status"] === "string" ? consent["status"] : "unknown",
    inForce: rules.length > 0,
    sentences: [...wordsOf(rules, names)],
    recordedAt: instantOf(consent["dateTime"]),
    givenBy: giverOf(consent),
    faults: faults.map(faultRow),
    own,
  };
}

/** Whether the last day that it speaks of is over, wherever one is. Nothing that can't be understood is over. */
export function isConsentOver(consent: FhirResource, at: number): boolean {
  const { rules, faults } = compileConsent(consent, "UTC");
  return faults.length === 0 && rules.every(({ provision }) => isOver(provision, at - latestEnd));
}

/** Where the day ends last, it ends 12 hours after UTC's. */
const latestEnd = 12 * 3_600_000;

export function faultRow({ code, path }: ConsentFault) {
  return { code, path, message: consentFaultSentence[code] };
}

function instantOf(value: JsonValue | undefined): string | undefined {
  const at = typeof value === "string" ? Date.parse(value) : Number.NaN;
  return Number.isNaN(at) ? undefined : new Date(at).toISOString();
}

function giverOf(consent: FhirResource): string | undefined {
  const performers = consent["performer"];
  const [first] = isJsonArray(performers) ? performers : [];
  if (!isJsonObject(first)) return undefined;
  if (typeof first["display"] === "string") return first["display"];
  return first["reference"] === refOf(consent["patient"]) ? "the patient" : undefined;
}

function refOf(value: JsonValue | undefined): JsonValue | undefined {
  return isJsonObject(value) ? value["reference"] : undefined;
}

/** What those are called whose name nobody wrote down. */
export const partyKinds: Readonly<Record<string, string>> = {
  Practitioner: "a member of staff",
  PractitionerRole: "a member of staff",
  Organization: "an organisation",
  CareTeam: "a care team",
  RelatedPerson: "a relative",
  Patient: "a patient",
  Location: "a place",
  Device: "a device",
};

/** As the consent itself calls them: it was true when it was given, and needs no leave to read anybody's record. */
function namesIn(consent: FhirResource, roles: RoleLabels): Names {
  const displays = new Map<string, string>();
  const collect = (value: JsonValue | undefined): void => {
    if (isJsonArray(value)) for (const item of value) collect(item);
    else if (isJsonObject(value)) {
      const { reference, display } = value;
      if (typeof reference === "string" && typeof display === "string") displays.set(reference, display);
      for (const item of Object.values(value)) collect(item);
    }
  };
  collect(consent["provision"]);
  return {
    of: (reference) => displays.get(reference) ?? partyKinds[reference.split("/")[0] ?? ""] ?? "somebody",
    role: (id) => roles.get(id) ?? id,
  };
}
