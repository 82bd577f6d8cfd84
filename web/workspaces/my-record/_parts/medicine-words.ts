import { conceptText } from "../../../ui/clinical/codes.ts";
import type { Zone } from "../../../ui/clinical/dates.ts";
import { dosageParts } from "../../../ui/clinical/dosage.ts";
import type {
  CodeableConcept,
  Dosage,
  MedicationRequest,
  MedicationStatement,
  Quantity,
  Reference,
} from "../../../ui/clinical/fhir-types.ts";
import { withReadableDoses } from "../../../ui/clinical/numbers.ts";
import { formatStrength } from "../../../ui/clinical/quantities.ts";
import { formatAsNeeded, formatFrequency } from "../../../ui/clinical/timing.ts";
import { doseUnit } from "../../../ui/clinical/units.ts";
import { englishDay } from "./plain-date.ts";

const numbers = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"] as const;
/** What is counted rather than measured: "two tablets", but "10 mg". */
const pieces = new Set(["tablet", "capsule", "puff", "drop", "dose", "patch", "sachet", "spray"]);

/** How a medicine gets into the body, as one tells somebody to do it. Another way is said as it is recorded, after "Use". */
const ways: Readonly<Record<string, readonly [verb: string, way: string]>> = {
  oral: ["Take", "by mouth"],
  "by mouth": ["Take", "by mouth"],
  sublingual: ["Put", "under the tongue"],
  inhaled: ["Breathe in", ""],
  topical: ["Put", "on the skin"],
  transdermal: ["Put", "on the skin"],
  subcutaneous: ["Inject", "under the skin"],
  intramuscular: ["Inject", "into a muscle"],
  eye: ["Put", "in the eye"],
  nasal: ["Use", "in the nose"],
  rectal: ["Use", "in the bottom"],
};

export type HowTaken = {
  /** "Take one tablet by mouth, twice a day." Made of the parts that are recorded; one for each step. */
  readonly sentences: readonly string[];
  /** The prescriber's own words, where they add anything to the sentence. */
  readonly written: readonly string[];
  /** "Take with water": what is to be heeded besides. */
  readonly instructions: readonly string[];
};

/** How a medicine is taken, from what is recorded and nothing else. Text and structure are never blended: they may disagree. */
export function howTaken(dosages: readonly Dosage[] | undefined, zone?: Zone): HowTaken {
  const sentences: string[] = [];
  const written: string[] = [];
  const instructions: string[] = [];
  for (const dosage of dosages ?? []) {
    const sentence = sentenceOf(dosage, zone);
    const text = dosage.text === undefined || dosage.text.trim() === "" ? undefined : withReadableDoses(dosage.text);
    if (sentence !== undefined) sentences.push(sentences.length === 0 ? sentence : `Then: ${lowered(sentence)}`);
    if (text !== undefined) written.push(text);
    for (const said of [...(dosage.additionalInstruction ?? []).map(conceptText), dosage.patientInstruction])
      if (said !== undefined && said !== "" && !instructions.includes(said)) instructions.push(said);
  }
  return { sentences, written, instructions };
}

/** Undefined without a dose and without a time: then only the prescriber's own words tell anything. */
function sentenceOf(dosage: Dosage, zone: Zone): string | undefined {
  const { dose, rate, route, bounds } = dosageParts(dosage, zone);
  const often = formatFrequency(dosage.timing);
  if (dose === undefined && often === undefined) return undefined;
  const [verb, way] = ways[route ?? ""] ?? ["Use", route === undefined ? "" : `(${route})`];
  const start = [verb, amountWords(dosage) ?? dose ?? "it", way].filter((part) => part !== "").join(" ");
  const most = formatStrength(dosage.maxDosePerPeriod);
  const needed = formatAsNeeded(dosage);
  const parts = [
    rate === undefined ? start : `${start} at ${rate}`,
    needed === undefined ? undefined : needed.replace(/^as needed/, "only when you need it"),
    often === undefined ? undefined : plainFrequency(often),
    bounds === undefined ? undefined : plainEnd(bounds, dosage, zone),
    most === undefined ? undefined : `never more than ${most.replace(/ h$/, " hours").replace(/ d$/, " days")}`,
  ];
  return `${parts.filter((part) => part !== undefined).join(", ")}.`;
}

/** "one tablet", "half a tablet", "one to two puffs"; undefined for what is measured: "10 mg" stays a figure. */
function amountWords({ doseAndRate }: Dosage): string | undefined {
  const amount = doseAndRate?.[0];
  const { low, high } = amount?.doseRange ?? {};
  if (low?.value !== undefined && high?.value !== undefined) {
    const [from, to] = [numbers[low.value], numbers[high.value]];
    const piece = pieceOf(high);
    return from === undefined || to === undefined || piece === undefined ? undefined : `${from} to ${to} ${piece}`;
  }
  const dose = amount?.doseQuantity;
  const piece = dose === undefined ? undefined : pieceOf(dose);
  if (dose?.value === undefined || piece === undefined) return undefined;
  if (dose.value === 0.5) return `half a ${piece}`;
  const count = numbers[dose.value];
  return count === undefined ? undefined : `${count} ${piece}`;
}

function pieceOf({ value, unit, code }: Quantity): string | undefined {
  const one = doseUnit(unit ?? code, 1);
  return value === undefined || !pieces.has(one) ? undefined : doseUnit(unit ?? code, value);
}

/** "twice daily at 08:00" as one says it: "twice a day at 08:00". */
function plainFrequency(text: string): string {
  return text
    .replace(
      /\b(once|twice|times) (daily|weekly|monthly|yearly)\b/g,
      (_, count: string, each: string) => `${count} a ${each === "daily" ? "day" : each.slice(0, -2)}`,
    )
    .replace(/\b(\d+)(?= (?:to \d+ )?times\b)/g, (_, count: string) => numbers[Number(count)] ?? count)
    .replace(/\bto (\d+)(?= times\b)/g, (_, count: string) => `to ${numbers[Number(count)] ?? count}`);
}

function plainEnd(bounds: string, { timing }: Dosage, zone: Zone): string {
  const end = englishDay(timing?.repeat?.boundsPeriod?.end, zone);
  return end === undefined || !bounds.startsWith("until ") ? bounds : `until ${end}`;
}

function lowered(sentence: string): string {
  return sentence.charAt(0).toLowerCase() + sentence.slice(1);
}

type Reasoned = {
  readonly reasonCode?: readonly CodeableConcept[];
  readonly reasonReference?: readonly Reference[];
};

/** What it is for, as whoever ordered it wrote down. Never guessed from the medicine. */
export function whatFor(medicine: Reasoned): string | undefined {
  const said = [
    ...(medicine.reasonCode ?? []).map(conceptText),
    ...(medicine.reasonReference ?? []).map(({ display }) => display),
  ].filter((text) => text !== undefined && text !== "");
  return said.length === 0 ? undefined : [...new Set(said)].join(", ");
}

export const dosagesOf = (medicine: MedicationRequest | MedicationStatement): readonly Dosage[] | undefined =>
  medicine.resourceType === "MedicationRequest" ? medicine.dosageInstruction : medicine.dosage;

export const medicineWords = {
  title: "Medicines",
  about: "What is prescribed now, in the words of what was written down. If it differs from what you take, say so.",
  current: "Now",
  past: "Earlier",
  none: "No medicine is written down as taken now. That doesn’t mean that you take none: tell whoever treats you.",
  nonePast: "No earlier medicine is written down.",
  unknownUse: "How to take it isn’t written here. Ask whoever prescribed it, or the pharmacy.",
  asWritten: "As it was prescribed:",
  wasTaken: "It was taken so:",
  purpose: "For:",
  since: "Since",
  by: "Prescribed by",
  reported: "Told by",
  onHold: "On hold: ask before you take it.",
} as const;
