import { type FhirResource, type JsonValue, isJsonArray, isJsonObject } from "../../foundation/fhir/index.ts";

/** Kinds of record that laws tell apart. `label`: as people call it. */
export const categories = {
  "health-record": { label: "Health records" },
  "mental-health": { label: "Mental health" },
  maternity: { label: "Maternity" },
  prescription: { label: "Prescriptions" },
  dispensing: { label: "Dispensed medicines" },
  consent: { label: "Consents" },
  billing: { label: "Bills and claims" },
} as const satisfies Readonly<Record<string, { readonly label: string }>>;

export type Category = keyof typeof categories;

export const categoryIds = Object.keys(categories) as readonly Category[];

export function isCategory(text: unknown): text is Category {
  return typeof text === "string" && Object.hasOwn(categories, text);
}

const ofType: Readonly<Record<string, Category>> = {
  MedicationRequest: "prescription",
  VisionPrescription: "prescription",
  MedicationDispense: "dispensing",
  Consent: "consent",
  Account: "billing",
  ChargeItem: "billing",
  Claim: "billing",
  ClaimResponse: "billing",
  Coverage: "billing",
  CoverageEligibilityRequest: "billing",
  CoverageEligibilityResponse: "billing",
  ExplanationOfBenefit: "billing",
  Invoice: "billing",
};

const actCode = "http://terminology.hl7.org/CodeSystem/v3-ActCode";
/** ICD-10 chapter XV, pregnancy, childbirth and the puerperium, is O00-O99 (WHO ICD-10, 2019 version). */
const icd10 = /^http:\/\/hl7\.org\/fhir\/sid\/icd-10(?:-cm|-uk)?$/;
const pregnancy = /^O\d/i;

/** Every kind that a record is of: a prescription for a mental illness is two. Types and labels decide, and of maternity the codes. */
export function categoriesOf(resource: FhirResource): readonly Category[] {
  const own = ofType[resource.resourceType];
  const found: Category[] = own === undefined ? [] : [own];
  if (isLabelled(resource, "PSY")) found.push("mental-health");
  if (Object.entries(resource).some(([name, value]) => name !== "meta" && speaksOfPregnancy(value)))
    found.push("maternity");
  return found.length === 0 ? ["health-record"] : found;
}

function isLabelled({ meta }: FhirResource, code: string): boolean {
  const labels = meta?.["security"];
  return (
    isJsonArray(labels) && labels.some((one) => isJsonObject(one) && one["system"] === actCode && one["code"] === code)
  );
}

function speaksOfPregnancy(value: JsonValue | undefined): boolean {
  if (isJsonArray(value)) return value.some(speaksOfPregnancy);
  if (!isJsonObject(value)) return false;
  const { system, code } = value;
  if (typeof system === "string" && typeof code === "string" && icd10.test(system) && pregnancy.test(code)) return true;
  return Object.values(value).some(speaksOfPregnancy);
}
