/** A purpose of use in words: as the organisation calls it, else the common ones of HL7 v3 PurposeOfUse, else the code. */
export function purposeLabel(
  code: string,
  known: readonly { readonly code: string; readonly label: string }[] | undefined,
): string {
  const label = known?.find((one) => one.code === code)?.label ?? common[code]?.label ?? code;
  return `${label.charAt(0).toLocaleUpperCase()}${label.slice(1)}`;
}

/** What acting for that purpose means. */
export function purposeMeaning(code: string): string | undefined {
  return common[code]?.means;
}

// Source: HL7 v3 PurposeOfUse, http://terminology.hl7.org/ValueSet/v3-PurposeOfUse
const common: Readonly<Record<string, { readonly label: string; readonly means: string }>> = {
  TREAT: { label: "Treatment", means: "Caring for patients: what your role and your patients’ wishes allow." },
  ETREAT: {
    label: "Emergency treatment",
    means: "A danger to life; asked for chart by chart, and reviewed afterwards.",
  },
  HPAYMT: { label: "Payment", means: "Invoices, coverage and claims; clinical notes stay out of reach." },
  HOPERAT: { label: "Running the organisation", means: "Appointments, rotas, quality; only what that takes." },
  HRESCH: { label: "Research", means: "Only patients who agreed to research." },
  HSYSADMIN: { label: "Looking after the system", means: "People, clients, settings; no patient’s chart." },
  PATRQT: { label: "At the patient’s request", means: "The patient reads their own record." },
  FAMRQT: { label: "At the family’s request", means: "A family member reads what the patient shares." },
};
