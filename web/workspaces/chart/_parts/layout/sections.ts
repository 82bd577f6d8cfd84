import type { Session } from "../../../../../contract/index.ts";
import { allows } from "../../../../app/session/allows.ts";

/** The chart's sections in order, each with its key and with the records that it can't do without. */
export const chartSections = [
  { key: "1", label: "Summary", to: "/patients/$patientId", needs: "Patient" },
  { key: "2", label: "Problems", to: "/patients/$patientId/problems", needs: "Condition" },
  { key: "3", label: "Medicines", to: "/patients/$patientId/medicines", needs: "MedicationRequest" },
  { key: "4", label: "Allergies", to: "/patients/$patientId/allergies", needs: "AllergyIntolerance" },
  { key: "5", label: "Results", to: "/patients/$patientId/results", needs: "Observation" },
  { key: "o", label: "Orders", to: "/patients/$patientId/orders", needs: "ServiceRequest" },
  { key: "6", label: "Vitals", to: "/patients/$patientId/vitals", needs: "Observation" },
  { key: "t", label: "Therapy", to: "/patients/$patientId/therapy", needs: "Observation" },
  { key: "7", label: "Timeline", to: "/patients/$patientId/timeline", needs: "Encounter" },
  { key: "8", label: "Notes", to: "/patients/$patientId/notes", needs: "DocumentReference" },
  { key: "f", label: "Files", to: "/patients/$patientId/files", needs: "DocumentReference" },
  { key: "9", label: "Who looked", to: "/patients/$patientId/access", needs: undefined },
  { key: "m", label: "Money", to: "/billing/patients/$patientId", needs: "Invoice" },
  { key: "0", label: "Consents", to: "/patients/$patientId/consents", needs: "Consent" },
] as const;

export type ChartSection = (typeof chartSections)[number];

/** The sections that this person can open. */
export function sectionsFor({ scopes, permissions }: Pick<Session, "scopes" | "permissions">): readonly ChartSection[] {
  return chartSections.filter((section) =>
    section.needs === undefined
      ? permissions?.includes("accesses.read") === true
      : allows(scopes, section.needs, section.needs === "Patient" ? "r" : "s"),
  );
}
