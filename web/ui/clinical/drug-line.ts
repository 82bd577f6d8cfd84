import { conceptText, referenceId } from "./codes.ts";
import { formatDate, type Zone } from "./dates.ts";
import { formatDosage } from "./dosage.ts";
import type { Dosage, Medication, MedicationRequest, MedicationStatement } from "./fhir-types.ts";
import { withReadableDoses } from "./numbers.ts";
import { formatStrength } from "./quantities.ts";
import { say } from "./words/index.ts";

/** A medicine as it is shown: "Amoxicillin 500 mg capsule" over "1 capsule, oral, 3 times daily, for 7 days". */
export type DrugLine = {
  readonly name: string;
  readonly dosage: string | undefined;
  readonly instruction: string | undefined;
  readonly until: string | undefined;
  /** The same as it is recorded. */
  readonly untilOn: string | undefined;
};

/** Medicines that a bundle brought along with its requests, by id. */
export type Medications = ReadonlyMap<string, Medication>;

type MedicationHolder = Pick<MedicationRequest, "contained" | "medicationCodeableConcept" | "medicationReference">;

function medicationOf(holder: MedicationHolder, known: Medications): Medication | undefined {
  const reference = holder.medicationReference?.reference;
  if (reference?.startsWith("#") === true) return holder.contained?.find((one) => one.id === reference.slice(1));
  const id = referenceId(holder.medicationReference);
  return id === undefined ? undefined : known.get(id);
}

/** Strength in a name as drug dictionaries write it ("500 MG") in the one way the rest of the screen does ("500 mg"). */
export function withReadableStrength(name: string): string {
  const readableUnits = name
    .replace(/(\d) ?(?:mcg|ug|µg|μg)\b/g, "$1 micrograms")
    .replace(
      /(\d+(?:\.\d+)?) ?(MG|MCG|UG|ML|G|UNT|ACTUAT|HR)\b/g,
      (_, amount: string, unit: string) => `${amount} ${readable[unit] ?? unit}`,
    )
    .replace(/\/(ML|ACTUAT|HR)\b/g, (_, unit: string) => `/${readable[unit] ?? unit}`);
  return withReadableDoses(readableUnits);
}

const readable: Readonly<Record<string, string>> = {
  MG: "mg",
  MCG: "micrograms",
  UG: "micrograms",
  ML: "mL",
  G: "g",
  UNT: "units",
  ACTUAT: "actuation",
  HR: "hour",
};

/** Name, strength and form; what the name already says isn't said twice. */
export function drugName(holder: MedicationHolder, known: Medications = new Map()): string {
  const medication = medicationOf(holder, known);
  const base =
    conceptText(holder.medicationCodeableConcept) ??
    conceptText(medication?.code) ??
    holder.medicationReference?.display;
  if (base === undefined) return say("medicineNotNamed");
  const name = withReadableStrength(base);
  const strength =
    medication?.ingredient?.length === 1 ? formatStrength(medication.ingredient[0]?.strength) : undefined;
  const form = conceptText(medication?.form)?.toLowerCase();
  const extra = [strength, form].filter(
    (part) => part !== undefined && !name.toLowerCase().includes(part.toLowerCase()),
  );
  return [name, ...extra].join(" ");
}

function sentence(dosages: readonly Dosage[] | undefined, zone: Zone): string | undefined {
  const parts = (dosages ?? []).map((dosage) => formatDosage(dosage, zone)).filter((part) => part !== undefined);
  return parts.length === 0 ? undefined : parts.join("; then ");
}

function instructions(dosages: readonly Dosage[] | undefined): string | undefined {
  const parts = (dosages ?? []).flatMap((dosage) => [
    ...(dosage.additionalInstruction ?? []).map(conceptText),
    dosage.patientInstruction,
  ]);
  const said = [...new Set(parts.filter((part) => part !== undefined && part !== ""))];
  return said.length === 0 ? undefined : said.join(". ");
}

export function requestLine(request: MedicationRequest, known: Medications = new Map(), zone?: Zone): DrugLine {
  const bounds = request.dosageInstruction
    ?.map((dosage) => dosage.timing?.repeat?.boundsPeriod?.end)
    .find((end) => end !== undefined);
  const end = bounds ?? request.dispenseRequest?.validityPeriod?.end;
  return {
    name: drugName(request, known),
    dosage: sentence(request.dosageInstruction, zone),
    instruction: instructions(request.dosageInstruction),
    until: end === undefined ? undefined : formatDate(end, zone),
    untilOn: end,
  };
}

export function statementLine(statement: MedicationStatement, known: Medications = new Map(), zone?: Zone): DrugLine {
  return {
    name: drugName(statement, known),
    dosage: sentence(statement.dosage, zone),
    instruction: instructions(statement.dosage),
    until: statement.effectivePeriod?.end === undefined ? undefined : formatDate(statement.effectivePeriod.end, zone),
    untilOn: statement.effectivePeriod?.end,
  };
}
