import type { FhirResource, ResourceType } from "../../../foundation/fhir/index.ts";
import type { Facts } from "../../access/index.ts";
import { type ClaimingType, claimsOf, isClaimingType } from "./claims-of.ts";
import type { Claims } from "./claims.ts";

/**
 * Whether a resource says something that its previous version didn't and that lets this caller reach a patient: it ties them, or
 * moves the patient while the caller is held to places.
 */
export function bringsReach(
  { references, facilities }: Pick<Facts, "references" | "facilities">,
  resource: FhirResource,
  previous: FhirResource | undefined,
): boolean {
  const type = resource.resourceType as ResourceType;
  if (!isClaimingType(type)) return false;
  const said = new Set(previous === undefined ? [] : saidBy(type, previous).map(({ text }) => text));
  return saidBy(type, resource).some(
    ({ text, holder }) =>
      !said.has(text) && (holder === undefined ? facilities !== undefined : references?.includes(holder) === true),
  );
}

/** Ties, each with its holder, and stays, which have none. */
function saidBy(type: ClaimingType, resource: FhirResource): readonly { text: string; holder?: string }[] {
  // What differs in one zone differs in all.
  const { ties = [], stays = [] }: Claims = claimsOf(type, resource, "UTC");
  return [
    ...ties.map((tie) => ({ text: JSON.stringify(tie), holder: tie.holder })),
    ...stays.map((stay) => ({ text: JSON.stringify(stay) })),
  ];
}
