import type { ScopeSentence } from "../../../../contract/index.ts";
import type { Scope } from "../../../custody/access/index.ts";
import { grantSeconds, understoodScopes } from "../../../custody/authorization/index.ts";

/** Whose records a sentence speaks of. */
export type Whose = "own" | "patient";

const days = grantSeconds / 86_400;

const special: Readonly<Record<string, Omit<ScopeSentence, "scope">>> = {
  openid: { kind: "who", sentence: "Know that it is you" },
  fhirUser: { kind: "who", sentence: "Know your name and job as they stand in the directory" },
  launch: { kind: "context", sentence: "Know whose chart is open" },
  "launch/patient": { kind: "context", sentence: "Know which patient it is about" },
  "launch/encounter": { kind: "context", sentence: "Know which visit it is about" },
  offline_access: { kind: "while", sentence: `Go on while you are away, for up to ${days} days` },
  online_access: { kind: "while", sentence: "Go on until you sign out, without asking again" },
};

/** Everyday words for the types that apps ask for most; the others are named by FHIR's own word, taken apart. */
const words: Readonly<Record<string, string>> = {
  "*": "whole record",
  Patient: "name, date of birth, address and contacts",
  AllergyIntolerance: "allergies",
  AuditEvent: "list of who looked at the record, and why",
  Appointment: "appointments",
  CarePlan: "care plans",
  CareTeam: "care team",
  Communication: "messages",
  Condition: "problems and diagnoses",
  Consent: "privacy choices",
  Coverage: "insurance",
  Device: "devices and implants",
  DiagnosticReport: "test reports",
  DocumentReference: "notes and documents",
  Encounter: "visits and stays",
  FamilyMemberHistory: "family history",
  Goal: "goals",
  Immunization: "vaccinations",
  MedicationAdministration: "medicines that were given",
  MedicationDispense: "medicines that were handed out",
  MedicationRequest: "prescriptions",
  MedicationStatement: "medicines",
  Observation: "measurements and results",
  Procedure: "operations and procedures",
  Questionnaire: "forms",
  QuestionnaireResponse: "answers to forms",
  RelatedPerson: "relatives and helpers",
  ServiceRequest: "referrals and orders",
  Provenance: "record of who wrote what",
};

/** Not about a patient: "your" would be wrong before them. */
const directory: Readonly<Record<string, string>> = {
  Practitioner: "the people who work here",
  PractitionerRole: "who works here as what",
  Organization: "the organisations in the directory",
  Location: "places in the directory",
  Medication: "the list of medicines",
  HealthcareService: "services in the directory",
};

const observationCategories: Readonly<Record<string, string>> = {
  laboratory: "laboratory results",
  "vital-signs": "vital signs, such as blood pressure and weight",
  "social-history": "habits and circumstances, such as smoking",
  survey: "answers to questionnaires",
  imaging: "findings of images",
};

/** What a scope lets an app do, as somebody understands it who has never heard of scopes. */
export function sentenceOf(text: string, whose: Whose): ScopeSentence {
  const known = special[text];
  if (known !== undefined) return { scope: text, ...known };
  const [scope] = understoodScopes(text).resources;
  if (scope === undefined) return { scope: text, kind: "see", sentence: text };
  const changes = /[cud]/.test(scope.permissions);
  return {
    scope: text,
    kind: changes ? "change" : "see",
    sentence: `${verbs(scope.permissions)} ${objectOf(scope, whose)}`,
  };
}

function verbs(permissions: string): string {
  const all = [
    ...(/[rs]/.test(permissions) ? ["see"] : []),
    ...(permissions.includes("c") ? ["add to"] : []),
    ...(permissions.includes("u") ? ["change"] : []),
    ...(permissions.includes("d") ? ["remove from"] : []),
  ];
  const listed = all.length < 2 ? all.join("") : `${all.slice(0, -1).join(", ")} and ${all.at(-1) ?? ""}`;
  return `${listed.charAt(0).toUpperCase()}${listed.slice(1)}`;
}

function objectOf(scope: Scope, whose: Whose): string {
  const inDirectory = directory[scope.type];
  if (inDirectory !== undefined) return inDirectory + limitOf(scope);
  const what = categoryWords(scope) ?? `${words[scope.type] ?? apart(scope.type)}${limitOf(scope)}`;
  if (scope.level === "patient") return whose === "own" ? `your ${what}` : `the chosen patient's ${what}`;
  return whose === "own" ? `your ${what}` : `the ${what} of every patient whom you may see`;
}

function categoryWords({ type, criteria }: Scope): string | undefined {
  const [only, ...more] = criteria;
  if (type !== "Observation" || more.length > 0 || only?.parameter !== "category") return undefined;
  return observationCategories[only.value.slice(only.value.lastIndexOf("|") + 1)];
}

function limitOf({ criteria }: Scope): string {
  if (criteria.length === 0) return "";
  const limits = criteria.map(({ parameter, value }) => `${parameter} is ${value.slice(value.lastIndexOf("|") + 1)}`);
  return `, only where ${limits.join(" and ")}`;
}

/** "ImagingStudy" → "imaging study". */
function apart(type: string): string {
  return type.replace(/(?<=[a-z])([A-Z])/g, " $1").toLowerCase();
}
