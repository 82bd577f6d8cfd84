import type { ResourceType } from "../../foundation/fhir/index.ts";
import { type Criteria, parseCriteria } from "./criteria.ts";
import type { Purpose } from "./purpose.ts";
import { resourceGroups } from "./resource-groups.ts";
import type { Scope } from "./scope.ts";

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

/** What of a kind that a purpose doesn't need it needs all the same: everybody's snippets are about nobody, and the organisation's to keep. */
const neededOf: Readonly<Partial<Record<Purpose, { readonly type: ResourceType; readonly criteria: Criteria }>>> = {
  HOPERAT: { type: "Basic", criteria: parseCriteria("identifier=urn:wardbook:snippets-of|organisation") },
};

/** Whether a scope reaches nothing of its kind but what the purpose needs of it. */
export function purposeNeedsWithin(purpose: Purpose, { type, criteria }: Pick<Scope, "type" | "criteria">): boolean {
  const only = neededOf[purpose];
  return (
    only?.type === type &&
    only.criteria.every((a) => criteria.some((b) => a.parameter === b.parameter && a.value === b.value))
  );
}

/** Purposes for which a patient's record is closed unless the patient said otherwise. */
export function needsConsent(purpose: Purpose): boolean {
  return purpose === "HRESCH";
}
