/** What a signature says. Closed: 21 CFR 11.50(a)(3) asks for a meaning, and each of these has one that others know. */
export const meanings = ["authorship", "review", "approval", "witness"] as const;
export type Meaning = (typeof meanings)[number];

export const signatureTypeSystem = "urn:iso-astm:E1762-95:2013";
export const participantSystem = "http://terminology.hl7.org/CodeSystem/provenance-participant-type";

export interface MeaningWords {
  /** Code of FHIR R4's signature types, which are those of ASTM E1762-95 (2013). */
  readonly code: string;
  readonly display: string;
  /** What the signer is to the record: a code of FHIR's provenance participant types. */
  readonly participant: string;
  /** What stands beside the name, on screen and on paper. */
  readonly sentence: string;
}

/** Source: ASTM E1762-95 (2013), as FHIR R4 lists it at http://hl7.org/fhir/R4/valueset-signature-type.html */
export const meaningWords: Readonly<Record<Meaning, MeaningWords>> = {
  authorship: {
    code: "1.2.840.10065.1.12.1.1",
    display: "Author's Signature",
    participant: "author",
    sentence: "wrote this and says that it is complete",
  },
  review: {
    code: "1.2.840.10065.1.12.1.13",
    display: "Review Signature",
    participant: "verifier",
    sentence: "has reviewed this",
  },
  // "A signature validating a health document for inclusion in the patient record."
  approval: {
    code: "1.2.840.10065.1.12.1.6",
    display: "Validation Signature",
    participant: "verifier",
    sentence: "approves this",
  },
  witness: {
    code: "1.2.840.10065.1.12.1.9",
    display: "Event Witness Signature",
    participant: "attester",
    sentence: "witnessed what this records",
  },
};

export function meaningOfCode(code: unknown): Meaning | undefined {
  return meanings.find((meaning) => meaningWords[meaning].code === code);
}
