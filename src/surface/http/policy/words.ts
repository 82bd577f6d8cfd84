import type { Permission, Reach } from "../../../custody/access/index.ts";
import { type SensitivityCode, sensitivities } from "../../../custody/policy/index.ts";

export const permissionWords: Readonly<Record<Permission, string>> = {
  "people.manage": "Manage people",
  "clients.manage": "Manage API clients",
  "ledger.read": "Read the ledger",
  "ledger.verify": "Verify the ledger",
  import: "Import records",
  "accesses.read": "See who looked at a record",
  "notes.write": "Draft and sign notes",
  "notes.co-sign": "Co-sign notes of those who need it",
  "notes.supervised": "Needs a co-signature on their notes",
  "roles.manage": "Make and edit roles",
  "policies.manage": "Change how the organisation is protected",
  "sessions.manage": "See and end other people's sessions",
  "break-glass.use": "Open a record in an emergency",
  "break-glass.review": "Review emergencies",
  "vendor.approve": "Let a vendor in",
  "reviews.manage": "Run access reviews",
  "reviews.decide": "Decide in access reviews",
  "consents.manage": "Record consents and sensitivity labels",
  "rights.manage": "Answer people's requests about their records",
  "proxies.manage": "Record and confirm who acts for a patient",
  "reports.read": "See figures of the organisation",
  export: "Take records out in bulk",
  "retention.manage": "Decide how long records are kept",
  "retained.read": "Read what stayed of an erased record",
  "recovery.approve": "Approve that somebody enrols anew",
  "discounts.approve": "Approve discounts beyond the limit",
  "refunds.approve": "Approve refunds",
  "cash-up": "Cash up a branch at the end of the day",
  "expenses.submit": "Submit expenses and pay them from the till",
  "expenses.approve": "Approve expenses beyond the budget",
  "expenses.read": "See expenses",
  "stationery.manage": "Change letterheads and print layouts",
  "templates.manage": "Change templates of notes and everybody's snippets",
};

export const reachWords: Readonly<Record<Reach, { readonly label: string; readonly summary: string }>> = {
  organisation: { label: "The whole organisation", summary: "Every patient." },
  facility: {
    label: "Their facilities",
    summary: "Patients who belong to, or stay at, the facilities where the person works.",
  },
  related: {
    label: "Patients in their care",
    summary:
      "Patients to whom a care team, an appointment, an admission, a shift, a general practitioner or a consent ties the person.",
  },
  patient: { label: "One patient", summary: "The person's own record, or that of the patient for whom they act." },
};

export const groupWords: Readonly<Record<string, string>> = {
  demographic: "Who the patient is",
  scheduling: "Bookings",
  coverage: "Insurance",
  billing: "Billing",
  agreement: "Contracts and vouchers",
  clinical: "Clinical content",
  directory: "Directory of staff and places",
  catalogue: "Catalogue of medicines and substances",
  definition: "Definitions",
  machinery: "Machinery",
};

/** "mental health", and "HIV" as it is. */
export function labelInSentence(code: SensitivityCode): string {
  const { label } = sensitivities[code];
  return /^\p{Lu}\p{Lu}/u.test(label) ? label : `${label.charAt(0).toLowerCase()}${label.slice(1)}`;
}
