import type { PolicyChoices } from "../../../../../../contract/index.ts";
import { language } from "../../../../../language/index.ts";
import { categoryInWords } from "../../../../chart/_parts/sensitivity/category-words.ts";
import type { words as english } from "./words/en.ts";
import { say } from "./words/index.ts";

type Name = keyof typeof english;
type Names = Readonly<Record<string, Name>>;

const permissions: Names = {
  "people.manage": "peopleManage",
  "clients.manage": "clientsManage",
  "ledger.read": "ledgerRead",
  "ledger.verify": "ledgerVerify",
  import: "importRecords",
  "accesses.read": "accessesRead",
  "notes.write": "notesWrite",
  "notes.co-sign": "notesCoSign",
  "notes.supervised": "notesSupervised",
  "roles.manage": "rolesManage",
  "policies.manage": "policiesManage",
  "sessions.manage": "sessionsManage",
  "break-glass.use": "breakGlassUse",
  "break-glass.review": "breakGlassReview",
  "vendor.approve": "vendorApprove",
  "reviews.manage": "reviewsManage",
  "reviews.decide": "reviewsDecide",
  "consents.manage": "consentsManage",
  "rights.manage": "rightsManage",
  "proxies.manage": "proxiesManage",
  "reports.read": "reportsRead",
  export: "exportRecords",
  "retention.manage": "retentionManage",
  "retained.read": "retainedRead",
  "recovery.approve": "recoveryApprove",
  "discounts.approve": "discountsApprove",
  "refunds.approve": "refundsApprove",
  "cash-up": "cashUp",
  "expenses.submit": "expensesSubmit",
  "expenses.approve": "expensesApprove",
  "expenses.read": "expensesRead",
  "stationery.manage": "stationeryManage",
  "templates.manage": "templatesManage",
};
const purposes: Names = {
  TREAT: "purposeTreat",
  ETREAT: "purposeEmergency",
  HPAYMT: "purposePayment",
  HOPERAT: "purposeRunning",
  HSYSADMIN: "purposeSystem",
  PATRQT: "purposePatient",
  FAMRQT: "purposeFamily",
  HRESCH: "purposeResearch",
  PUBHLTH: "purposePublic",
};
const reaches: Readonly<Record<string, readonly [label: Name, summary: Name]>> = {
  organisation: ["reachOrganisation", "reachOrganisationIs"],
  facility: ["reachFacility", "reachFacilityIs"],
  related: ["reachRelated", "reachRelatedIs"],
  patient: ["reachPatient", "reachPatientIs"],
};
const groups: Names = {
  demographic: "groupDemographic",
  scheduling: "groupScheduling",
  coverage: "groupCoverage",
  billing: "groupBilling",
  agreement: "groupAgreement",
  clinical: "groupClinical",
  directory: "groupDirectory",
  catalogue: "groupCatalogue",
  definition: "groupDefinition",
  machinery: "groupMachinery",
};

/** The server's own words, in the reader's language; what isn't known here stays as it came, and so do roles: organisations name them. */
export function inReadersLanguage(choices: PolicyChoices): PolicyChoices {
  if (language.tag === "en-GB") return choices;
  const named =
    (names: Names) =>
    <One extends { readonly code: string; readonly label: string }>(one: One): One => {
      const name = names[one.code];
      return name === undefined ? one : { ...one, label: say(name) };
    };
  const told =
    (names: typeof reaches) =>
    <One extends { readonly code: string; readonly label: string; readonly summary?: string | undefined }>(
      one: One,
    ): One => {
      const [label, summary] = names[one.code] ?? [];
      return label === undefined || summary === undefined ? one : { ...one, label: say(label), summary: say(summary) };
    };
  return {
    ...choices,
    permissions: choices.permissions.map(named(permissions)),
    purposes: choices.purposes.map(named(purposes)),
    reaches: choices.reaches.map(told(reaches)),
    sensitivities: choices.sensitivities.map(categoryInWords),
    resourceGroups: choices.resourceGroups.map(named(groups)),
  };
}
