import type { Session } from "../../../../../contract/index.ts";
import { allows } from "../../../../app/session/allows.ts";
import { say } from "../../words/index.ts";

/** The chart's sections in order, each with its key and with the records that it can't do without. */
export const chartSections = [
  { key: "1", label: say("summary"), to: "/patients/$patientId", needs: "Patient" },
  { key: "2", label: say("problems"), to: "/patients/$patientId/problems", needs: "Condition" },
  { key: "3", label: say("medicines"), to: "/patients/$patientId/medicines", needs: "MedicationRequest" },
  { key: "4", label: say("allergies"), to: "/patients/$patientId/allergies", needs: "AllergyIntolerance" },
  { key: "5", label: say("results"), to: "/patients/$patientId/results", needs: "Observation" },
  { key: "o", label: say("orders"), to: "/patients/$patientId/orders", needs: "ServiceRequest" },
  { key: "6", label: say("vitals"), to: "/patients/$patientId/vitals", needs: "Observation" },
  { key: "t", label: say("therapy"), to: "/patients/$patientId/therapy", needs: "Observation" },
  { key: "7", label: say("timeline"), to: "/patients/$patientId/timeline", needs: "Encounter" },
  { key: "8", label: say("notes"), to: "/patients/$patientId/notes", needs: "DocumentReference" },
  { key: "f", label: say("files"), to: "/patients/$patientId/files", needs: "DocumentReference" },
  { key: "9", label: say("whoLooked"), to: "/patients/$patientId/access", needs: undefined },
  { key: "m", label: say("money"), to: "/billing/patients/$patientId", needs: "Invoice" },
  { key: "0", label: say("consents"), to: "/patients/$patientId/consents", needs: "Consent" },
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
