/** By what right somebody acts for a patient. */
export const authorities = ["parental-responsibility", "guardian", "power-of-attorney", "own-wish"] as const;
export type Authority = (typeof authorities)[number];

export const proofKinds = [
  "birth-certificate",
  "court-order",
  "registered-power",
  "identity-document",
  "signed-statement",
  "other",
] as const;
export type ProofKind = (typeof proofKinds)[number];

/** What the proxy sees: all but what sensitivity labels hide, or the whole record. */
export const extents = ["ordinary", "whole"] as const;
export type Extent = (typeof extents)[number];

/** The patient said so themselves; for everything else a second person looks. So they do before anybody sees what is marked sensitive:
 *  that the patient wishes it is one officer's word. */
export function needsSecond(authority: Authority, extent: Extent): boolean {
  return authority !== "own-wish" || extent === "whole";
}

export const authorityWords: Readonly<Record<Authority, string>> = {
  "parental-responsibility": "parental responsibility",
  guardian: "a guardian's or deputy's appointment",
  "power-of-attorney": "a power of attorney for health",
  "own-wish": "the patient's own wish",
};
