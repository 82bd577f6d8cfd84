import type { ResourceType } from "../../foundation/fhir/index.ts";
import type { Purpose } from "./purpose.ts";
import { resourceGroups } from "./resource-groups.ts";

const bookkeeping = [
  ...resourceGroups.demographic,
  ...resourceGroups.scheduling,
  ...resourceGroups.coverage,
  ...resourceGroups.billing,
  ...resourceGroups.agreement,
  ...resourceGroups.directory,
  ...resourceGroups.catalogue,
  ...resourceGroups.definition,
] as const;

/** Kinds of records that a purpose can need; absent: every kind. What isn't needed isn't reached, whatever the role. */
const needed: Readonly<Partial<Record<Purpose, ReadonlySet<string>>>> = {
  HPAYMT: new Set([...bookkeeping, "Communication", "Encounter", "Condition", "Procedure"]),
  HOPERAT: new Set([...bookkeeping, "Communication", "Consent", "Encounter", "EpisodeOfCare", "Task"]),
  HSYSADMIN: new Set([
    ...resourceGroups.directory,
    ...resourceGroups.catalogue,
    ...resourceGroups.definition,
    "Communication",
  ]),
};

export function purposeNeeds(purpose: Purpose, type: ResourceType): boolean {
  return needed[purpose]?.has(type) ?? true;
}

/** Purposes for which a patient's record is closed unless the patient said otherwise. */
export function needsConsent(purpose: Purpose): boolean {
  return purpose === "HRESCH";
}
