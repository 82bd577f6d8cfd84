import { say } from "../words/index.ts";

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
  TREAT: { label: say("treatment"), means: say("treatmentMeans") },
  ETREAT: {
    label: say("emergency"),
    means: say("emergencyMeans"),
  },
  HPAYMT: { label: say("payment"), means: say("paymentMeans") },
  HOPERAT: { label: say("running"), means: say("runningMeans") },
  HRESCH: { label: say("research"), means: say("researchMeans") },
  HSYSADMIN: { label: say("system"), means: say("systemMeans") },
  PATRQT: { label: say("patientRequest"), means: say("patientRequestMeans") },
  FAMRQT: { label: say("familyRequest"), means: say("familyRequestMeans") },
};
