import type { Access } from "../../../../../contract/index.ts";
import { listed } from "../../../../ui/clinical/timing.ts";
import { listText } from "../../../../ui/list-text.ts";
import { say, sayInEnglish } from "./words/index.ts";

export type Name = Parameters<typeof say>[0];
type Say = (name: Name, values?: Readonly<Record<string, string>>) => string;
/** In which language something is told, and how it lists things. */
export type Tongue = { readonly say: Say; readonly list: (things: readonly string[]) => string };
/** The reader's. */
export const readers: Tongue = { say: say as Say, list: listText };
/** For sentences that are English in every language, as stored reasons are. */
export const english: Tongue = { say: sayInEnglish as Say, list: listed };

/** What people call the kinds of records: one, and many. */
const kinds: Readonly<Record<string, readonly [one: Name, many: Name]>> = {
  Patient: ["onePatient", "manyPatient"],
  AllergyIntolerance: ["oneAllergyIntolerance", "manyAllergyIntolerance"],
  Appointment: ["oneAppointment", "manyAppointment"],
  CarePlan: ["oneCarePlan", "manyCarePlan"],
  Condition: ["oneCondition", "manyCondition"],
  DiagnosticReport: ["oneDiagnosticReport", "manyDiagnosticReport"],
  DocumentReference: ["oneDocumentReference", "manyDocumentReference"],
  Encounter: ["oneEncounter", "manyEncounter"],
  Flag: ["oneFlag", "manyFlag"],
  Goal: ["oneGoal", "manyGoal"],
  Immunization: ["oneImmunization", "manyImmunization"],
  MedicationRequest: ["oneMedicationRequest", "manyMedicationRequest"],
  MedicationStatement: ["oneMedicationStatement", "manyMedicationStatement"],
  MedicationAdministration: ["oneMedicationAdministration", "manyMedicationAdministration"],
  Observation: ["oneObservation", "manyObservation"],
  Procedure: ["oneProcedure", "manyProcedure"],
  RelatedPerson: ["oneRelatedPerson", "manyRelatedPerson"],
  Consent: ["oneConsent", "manyConsent"],
  ServiceRequest: ["oneServiceRequest", "manyServiceRequest"],
  Communication: ["oneCommunication", "manyCommunication"],
  QuestionnaireResponse: ["oneQuestionnaireResponse", "manyQuestionnaireResponse"],
  Coverage: ["oneCoverage", "manyCoverage"],
  Account: ["oneAccount", "manyAccount"],
  ChargeItem: ["oneChargeItem", "manyChargeItem"],
  Invoice: ["oneInvoice", "manyInvoice"],
  PaymentNotice: ["onePaymentNotice", "manyPaymentNotice"],
  Claim: ["oneClaim", "manyClaim"],
  ExplanationOfBenefit: ["oneExplanationOfBenefit", "manyExplanationOfBenefit"],
};

export function kindOfResource(resource: string): string {
  return resource.split("/")[0] ?? "";
}

/** "notes", "allergies": many records of a kind. */
export function kindWords(type: string, { say: words } = english): string {
  const many = kinds[type]?.[1];
  return many === undefined ? words("manyOther", { type }) : words(many);
}

function oneOf(type: string, { say: words }: Tongue): string {
  const one = kinds[type]?.[0];
  return one === undefined ? words("oneOther", { type }) : words(one);
}

/** "allergies, problems and notes": the kinds that were disclosed or changed, each once. */
export function kindsWords(accesses: readonly Access[], tongue = english): string {
  const counts = new Map<string, number>();
  for (const access of accesses) {
    const types = access.resources.map(kindOfResource);
    for (const type of new Set(types)) {
      const here = types.filter((one) => one === type).length;
      // The list is capped: what is missing from it is of the kinds that are in it.
      const count = types.length < access.count ? Math.max(2, here) : here;
      counts.set(type, Math.max(counts.get(type) ?? 0, count));
    }
  }
  return tongue.list([...counts].map(([type, count]) => (count === 1 ? oneOf(type, tongue) : kindWords(type, tongue))));
}
