import { conceptText } from "./codes.ts";
import type { Dosage } from "./fhir-types.ts";
import { withReadableDoses } from "./numbers.ts";
import { formatDose, formatDoseRange, formatStrength } from "./quantities.ts";
import { formatAsNeeded, formatBounds, formatFrequency } from "./timing.ts";
import type { Zone } from "./dates.ts";

/** The parts of a drug line that come from one dosage instruction; an absent part is undefined, never guessed. */
export type DosageParts = {
  readonly dose: string | undefined;
  readonly rate: string | undefined;
  readonly route: string | undefined;
  readonly frequency: string | undefined;
  readonly bounds: string | undefined;
  readonly instruction: string | undefined;
};

const routeWords: Readonly<Record<string, string>> = {
  "Oral route": "oral",
  "Oral use": "oral",
  PO: "oral",
  "Per os": "oral",
  IV: "intravenous",
  "Intravenous route": "intravenous",
  IM: "intramuscular",
  "Intramuscular route": "intramuscular",
  SC: "subcutaneous",
  SQ: "subcutaneous",
  "Subcutaneous route": "subcutaneous",
  "Respiratory tract route": "inhaled",
  "Inhalation route": "inhaled",
  "Topical route": "topical",
  "Sublingual route": "sublingual",
  "Rectal route": "rectal",
  "Transdermal route": "transdermal",
  "Nasal route": "nasal",
  "Ophthalmic route": "eye",
};

export function dosageParts(dosage: Dosage, zone?: Zone): DosageParts {
  const amount = dosage.doseAndRate?.[0];
  const route = conceptText(dosage.route);
  const frequency = [formatFrequency(dosage.timing), formatAsNeeded(dosage)]
    .filter((part) => part !== undefined)
    .join(", ");
  const instructions = [...(dosage.additionalInstruction ?? []).map(conceptText), dosage.patientInstruction].filter(
    (part) => part !== undefined && part !== "",
  );
  return {
    dose: formatDose(amount?.doseQuantity) ?? formatDoseRange(amount?.doseRange),
    rate: formatDose(amount?.rateQuantity) ?? formatStrength(amount?.rateRatio),
    route: route === undefined ? undefined : (routeWords[route] ?? route.replace(/ (?:route|use)$/i, "").toLowerCase()),
    frequency: frequency === "" ? undefined : frequency,
    bounds: formatBounds(dosage.timing, zone),
    instruction: instructions.length === 0 ? undefined : instructions.join(". "),
  };
}

/**
 * One sentence: "1 tablet, oral, twice daily, for 7 days". An instruction without structured dose or timing gives its
 * own text; with both, the structured parts win, because text and structure that disagree must not be blended.
 */
export function formatDosage(dosage: Dosage, zone?: Zone): string | undefined {
  const parts = dosageParts(dosage, zone);
  const written = dosage.text === undefined ? undefined : withReadableDoses(dosage.text);
  if (parts.dose === undefined && parts.frequency === undefined && written !== undefined) return written;
  const most = formatStrength(dosage.maxDosePerPeriod);
  const line = [
    parts.dose,
    parts.rate === undefined ? undefined : `at ${parts.rate}`,
    parts.route,
    parts.frequency,
    parts.bounds,
    most === undefined ? undefined : `at most ${most}`,
  ]
    .filter((part) => part !== undefined)
    .join(", ");
  return line === "" ? written : line;
}
