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

/** What the patient may confirm themselves, in their account: that they wish it. That they do is else one officer's word, so another looks;
 *  everything else rests on papers, at which a second officer looks. */
export function isTheirsToConfirm(authority: Authority): boolean {
  return authority === "own-wish";
}

export const authorityWords: Readonly<Record<Authority, string>> = {
  "parental-responsibility": "parental responsibility",
  guardian: "a guardian's or deputy's appointment",
  "power-of-attorney": "a power of attorney for health",
  "own-wish": "the patient's own wish",
};
