import type { ResourceType } from "../../foundation/fhir/index.ts";
import type { FieldRule } from "./field-rule.ts";
import type { Permission } from "./permissions.ts";
import { resourceGroups } from "./resource-groups.ts";
import type { ResourceGroup } from "./resource-groups.ts";
import type { Role } from "./role.ts";
import type { BuiltInRoleId } from "./roles.ts";
import { parseScope } from "./scope.ts";
import type { Scope } from "./scope.ts";

const may = (...names: readonly Permission[]): ReadonlySet<Permission> => new Set(names);

/** What a booking says about why somebody comes is clinical, though the booking isn't. */
const bookingsWithoutReasons: readonly FieldRule[] = hidden("Appointment", [
  "reasonCode",
  "reasonReference",
  "description",
  "comment",
  "supportingInformation",
]);

/** What was done and what it cost, without why, or what somebody wrote beside it. */
const billsWithoutReasons: readonly FieldRule[] = [
  ...hidden("Account", ["description"]),
  ...hidden("ChargeItem", ["reason", "note", "bodysite", "supportingInformation"]),
  ...hidden("Invoice", ["note"]),
];

/** Of contracts, what the organisation spends and the receipts for it: see docs/expenses.md. */
const vouchers = [
  parseScope("user/Contract.crus?instantiates=urn:wardbook:expenses:voucher"),
  parseScope("user/Contract.crs?instantiates=urn:wardbook:expenses:receipt"),
];

/** What notes begin with: changed by those alone who have `templates.manage`. */
const noteTemplates = "urn:wardbook:questionnaire|note-template";
/** Everybody's snippets, and no other `Basic`: whoever has this and `templates.manage` keeps them without seeing anything clinical. */
const everybodysSnippets = "identifier=urn:wardbook:snippets-of|organisation&code=urn:wardbook:basic|snippet";

const everything = undefined;
/** Sensitive categories that only those who treat them see by default: mental health, sexual health, substance use, HIV, violence. */
const noneSensitive = [] as const;

/** What whoever treats patients reads and writes; which patients is the reach's to say. */
const clinicalWork = [
  ...ofGroups({
    demographic: "crus",
    scheduling: "cruds",
    coverage: "rs",
    billing: "rs",
    clinical: "cruds",
    directory: "rs",
    catalogue: "crus",
    definition: "rs",
  }),
  parseScope(`user/Questionnaire.cu?context=${noteTemplates}`),
];
/** Through an app, who looked at a record: in the web app's session `accesses.read` decides. */
const whoLooked = ofTypes({ AuditEvent: "rs" });

/** Messages between colleagues: about patients for whoever sees patients. Each sees what is addressed to them, and nothing else of it. */
const messages = parseScope(
  "user/Communication.crs?category=urn:wardbook:staff-message|about-nobody,urn:wardbook:staff-message|about-patient",
);
const messagesAboutNobody = parseScope("user/Communication.crs?category=urn:wardbook:staff-message|about-nobody");

const ownRecord = [
  ...ofGroups({
    demographic: "rs",
    scheduling: "rs",
    coverage: "rs",
    billing: "rs",
    agreement: "rs",
    clinical: "rs",
    directory: "rs",
    catalogue: "rs",
  }),
  ...ofTypes({ QuestionnaireResponse: "c", Communication: "c", AppointmentResponse: "c" }),
];

export const builtInRoles: Readonly<Record<BuiltInRoleId, Role>> = {
  administrator: {
    label: "Administrator",
    inSentence: "administrator",
    summary: "Manages people, API clients, the directory and imports. Does not read patients' records.",
    scopes: [...ofGroups({ directory: "cruds" }), messagesAboutNobody],
    permissions: may(
      "people.manage",
      "clients.manage",
      "import",
      "ledger.verify",
      "roles.manage",
      "policies.manage",
      "sessions.manage",
      "vendor.approve",
      "reviews.manage",
      "reviews.decide",
      "recovery.approve",
      "reports.read",
    ),
    reach: "organisation",
    fieldRules: [],
    clearances: everything,
    purposes: ["HSYSADMIN", "HOPERAT"],
  },
  clinician: {
    label: "Clinician",
    inSentence: "clinician",
    summary: "Reads and writes patients' records, signs notes, and sees who looked at them.",
    scopes: [...clinicalWork, ...whoLooked],
    permissions: may("accesses.read", "notes.write", "notes.co-sign", "break-glass.use", "consents.manage"),
    reach: "organisation",
    fieldRules: [],
    clearances: everything,
    purposes: ["TREAT", "ETREAT", "HOPERAT"],
  },
  "front-desk": {
    label: "Front desk",
    inSentence: "front desk",
    summary:
      "Registers patients, books appointments, bills, takes payments and keeps coverage. Sees no clinical content.",
    scopes: [
      ...ofGroups({ demographic: "crus", scheduling: "cruds", coverage: "cruds", directory: "rs" }),
      ...ofTypes({
        Account: "crus",
        ChargeItem: "crus",
        ChargeItemDefinition: "rs",
        Invoice: "cruds",
        PaymentNotice: "crus",
        PaymentReconciliation: "crs",
      }),
      // Of tasks, who asked for something at the desk and nothing that is done for patients.
      parseScope("user/Task.crus?code=urn:wardbook:task|enquiry"),
      ...vouchers,
      messages,
    ],
    permissions: may("cash-up", "expenses.submit", "expenses.read"),
    reach: "organisation",
    fieldRules: [...bookingsWithoutReasons, ...billsWithoutReasons],
    clearances: noneSensitive,
    purposes: ["HOPERAT", "TREAT"],
  },
  auditor: {
    label: "Auditor",
    inSentence: "auditor",
    summary: "Reads and verifies the ledger of every access. Sees no patients' records.",
    scopes: [...ofGroups({ directory: "rs" }), messagesAboutNobody],
    permissions: may("ledger.read", "ledger.verify", "accesses.read"),
    reach: "organisation",
    fieldRules: [],
    clearances: noneSensitive,
    purposes: ["HOPERAT"],
  },
  therapist: {
    label: "Therapist",
    inSentence: "therapist",
    summary: "Reads and writes the records of the patients in their care, mental health included, and signs notes.",
    scopes: [...clinicalWork, ...whoLooked],
    permissions: may("accesses.read", "notes.write", "notes.co-sign", "break-glass.use", "consents.manage"),
    reach: "related",
    fieldRules: [],
    clearances: everything,
    purposes: ["TREAT", "ETREAT"],
  },
  nurse: {
    label: "Nurse",
    inSentence: "nurse",
    summary: "Reads and writes the records of the patients of their ward or site.",
    scopes: [...clinicalWork, ...whoLooked],
    permissions: may("accesses.read", "notes.write", "break-glass.use"),
    reach: "facility",
    fieldRules: [],
    clearances: ["HIV", "SDV", "ETH"],
    purposes: ["TREAT", "ETREAT"],
  },
  "care-assistant": {
    label: "Care assistant",
    inSentence: "care assistant",
    summary: "Sees the plan of care of the patients of their ward or site, and records observations and care given.",
    scopes: [
      ...ofGroups({ demographic: "rs", scheduling: "rs", directory: "rs" }),
      ...ofTypes({
        AllergyIntolerance: "rs",
        CarePlan: "rs",
        CareTeam: "rs",
        Communication: "crs",
        Encounter: "rs",
        Flag: "rs",
        Goal: "rs",
        NutritionOrder: "rs",
        Observation: "crs",
        Task: "rus",
      }),
    ],
    permissions: may(),
    reach: "facility",
    fieldRules: bookingsWithoutReasons,
    clearances: noneSensitive,
    purposes: ["TREAT"],
  },
  prescriber: {
    label: "Prescriber",
    inSentence: "prescriber",
    summary: "Reads and writes the records of the patients in their care, and prescribes.",
    scopes: [...clinicalWork, ...whoLooked],
    permissions: may("accesses.read", "notes.write", "notes.co-sign", "break-glass.use", "consents.manage"),
    reach: "related",
    fieldRules: [],
    clearances: everything,
    purposes: ["TREAT", "ETREAT"],
  },
  pharmacist: {
    label: "Pharmacist",
    inSentence: "pharmacist",
    summary: "Sees what is prescribed and what matters for it (allergies, conditions, results), and dispenses.",
    scopes: [
      ...ofGroups({ demographic: "rs", coverage: "rs", directory: "rs", catalogue: "crus" }),
      ...ofTypes({
        AllergyIntolerance: "rs",
        Condition: "rs",
        DetectedIssue: "crus",
        Immunization: "rs",
        MedicationAdministration: "rs",
        MedicationDispense: "crus",
        MedicationRequest: "rus",
        MedicationStatement: "crus",
        Observation: "rs",
        Task: "rus",
      }),
      ...whoLooked,
      messages,
    ],
    permissions: may("accesses.read", "break-glass.use"),
    reach: "organisation",
    fieldRules: [],
    clearances: ["HIV", "ETH", "PSY", "SEX"],
    purposes: ["TREAT", "ETREAT"],
  },
  biller: {
    label: "Biller",
    inSentence: "biller",
    summary: "Keeps coverage, claims and invoices, and sees the encounters, diagnoses and procedures that they name.",
    scopes: [
      ...ofGroups({
        demographic: "rs",
        scheduling: "rs",
        coverage: "cruds",
        billing: "cruds",
        agreement: "cruds",
        directory: "rs",
      }),
      ...ofTypes({ ChargeItemDefinition: "crus", Condition: "rs", Encounter: "rs", Procedure: "rs" }),
      messages,
    ],
    permissions: may(
      "discounts.approve",
      "refunds.approve",
      "cash-up",
      "expenses.submit",
      "expenses.approve",
      "expenses.read",
    ),
    reach: "organisation",
    fieldRules: [
      ...bookingsWithoutReasons,
      ...hidden("Condition", ["note", "evidence"]),
      ...hidden("Procedure", ["note"]),
    ],
    clearances: noneSensitive,
    purposes: ["HPAYMT"],
  },
  owner: {
    label: "Owner",
    inSentence: "owner",
    summary: "Runs the organisation: people, roles, rules, reviews, bookings and billing. Sees no clinical content.",
    scopes: [
      parseScope("user/Task.rs?code=urn:wardbook:task|enquiry"),
      parseScope(`user/Questionnaire.crus?context=${noteTemplates}`),
      parseScope(`user/Basic.crus?${everybodysSnippets}`),
      ...ofGroups({
        demographic: "rs",
        scheduling: "rs",
        coverage: "rs",
        billing: "rs",
        agreement: "crus",
        directory: "cruds",
      }),
      // Leave and closures are theirs to plan.
      ...ofTypes({ Schedule: "c", Slot: "cd" }),
      // Approving is an update.
      ...ofTypes({ ChargeItem: "u", ChargeItemDefinition: "crus", Invoice: "u", PaymentNotice: "u" }),
      messages,
    ],
    permissions: may(
      "people.manage",
      "clients.manage",
      "ledger.verify",
      "roles.manage",
      "policies.manage",
      "sessions.manage",
      "vendor.approve",
      "reviews.manage",
      "reviews.decide",
      "proxies.manage",
      "export",
      "reports.read",
      "recovery.approve",
      "discounts.approve",
      "refunds.approve",
      "expenses.submit",
      "expenses.approve",
      "expenses.read",
      "stationery.manage",
      "templates.manage",
    ),
    reach: "organisation",
    fieldRules: [...bookingsWithoutReasons, ...billsWithoutReasons],
    clearances: noneSensitive,
    purposes: ["HOPERAT", "HPAYMT"],
  },
  "privacy-officer": {
    label: "Privacy officer",
    inSentence: "privacy officer",
    summary: "Reads the ledger, reviews emergencies and access, and keeps consents. Sees no clinical content.",
    scopes: [...ofGroups({ demographic: "rs", directory: "rs" }), ...ofTypes({ Consent: "crus" }), messages],
    permissions: may(
      "ledger.read",
      "ledger.verify",
      "accesses.read",
      "break-glass.review",
      "consents.manage",
      "rights.manage",
      "proxies.manage",
      "policies.manage",
      "vendor.approve",
      "reviews.manage",
      "reviews.decide",
      "export",
      "retention.manage",
      "retained.read",
      "recovery.approve",
    ),
    reach: "organisation",
    fieldRules: [],
    clearances: noneSensitive,
    purposes: ["HOPERAT"],
  },
  patient: {
    label: "Patient",
    inSentence: "patient",
    summary: "Reads their own record, sees who looked at it, and answers questionnaires.",
    scopes: [...ownRecord, ...whoLooked],
    permissions: may("accesses.read"),
    reach: "patient",
    fieldRules: [],
    clearances: everything,
    purposes: ["PATRQT"],
  },
  "family-member": {
    label: "Family member",
    inSentence: "family member",
    summary: "Reads the record of a patient for whom they proved that they may act, until that ends.",
    scopes: ownRecord,
    permissions: may(),
    reach: "patient",
    fieldRules: [],
    clearances: noneSensitive,
    purposes: ["FAMRQT"],
  },
  vendor: {
    label: "Vendor",
    inSentence: "vendor's support",
    summary: "Sees definitions only, until somebody approves more for a ticket and a time.",
    scopes: ofGroups({ definition: "rs" }),
    permissions: may(),
    reach: "organisation",
    fieldRules: [],
    clearances: noneSensitive,
    purposes: ["HSYSADMIN"],
  },
};

function ofGroups(groups: Readonly<Partial<Record<ResourceGroup, string>>>): readonly Scope[] {
  const entries = Object.entries(groups) as [ResourceGroup, string][];
  return entries.flatMap(([group, letters]) =>
    resourceGroups[group].map((type) => parseScope(`user/${type}.${letters}`)),
  );
}

function ofTypes(types: Readonly<Partial<Record<ResourceType, string>>>): readonly Scope[] {
  return Object.entries(types).map(([type, letters]) => parseScope(`user/${type}.${letters}`));
}

function hidden(type: ResourceType, paths: readonly string[]): readonly FieldRule[] {
  return paths.map((path) => ({ type, path, access: "hidden" }));
}
