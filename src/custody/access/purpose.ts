/** Why somebody acts. Source: HL7 v3 ActReason, value set PurposeOfUse (http://terminology.hl7.org/ValueSet/v3-PurposeOfUse). */
export const purposes = [
  "TREAT",
  "ETREAT",
  "HPAYMT",
  "HOPERAT",
  "HSYSADMIN",
  "PATRQT",
  "FAMRQT",
  "HRESCH",
  "PUBHLTH",
] as const;
export type Purpose = (typeof purposes)[number];

export const purposeWords: Readonly<Record<Purpose, string>> = {
  TREAT: "treatment",
  ETREAT: "emergency treatment",
  HPAYMT: "payment",
  HOPERAT: "running the organisation",
  HSYSADMIN: "system administration",
  PATRQT: "the patient's own request",
  FAMRQT: "a family member's request",
  HRESCH: "research",
  PUBHLTH: "public health",
};

const broader: Readonly<Partial<Record<Purpose, Purpose>>> = {
  ETREAT: "TREAT",
  HSYSADMIN: "HOPERAT",
  FAMRQT: "PATRQT",
};

/** Whether a statement about `stated` is one about `actual`: the same purpose, or a narrower one. */
export function coversPurpose(stated: Purpose, actual: Purpose): boolean {
  return stated === actual || broader[actual] === stated;
}
