import type { Term } from "../codes.ts";
import type { MedicineKey } from "./medicines.ts";

export interface Allergen {
  readonly term: Term;
  readonly category: "medication" | "food" | "environment";
  readonly criticality: "low" | "high";
  readonly reactions: readonly { readonly term: Term; readonly severity: "mild" | "moderate" | "severe" }[];
  /** Medicines that somebody with this allergy is never given. */
  readonly excludes: readonly MedicineKey[];
}

const rash: Term = { text: "Rash", snomed: "271807003", display: "Eruption of skin" };
const hives: Term = { text: "Hives", snomed: "126485001", display: "Urticaria" };
const anaphylaxis: Term = { text: "Anaphylaxis", snomed: "39579001", display: "Anaphylaxis" };
const swelling: Term = { text: "Swelling of the lips and tongue", snomed: "41291007", display: "Angioedema" };
const nausea: Term = { text: "Nausea", snomed: "422587007", display: "Nausea" };
const vomiting: Term = { text: "Vomiting", snomed: "422400008", display: "Vomiting" };

export const noKnownAllergy: Term = { text: "No known allergies", snomed: "716186003", display: "No known allergy" };

export const allergens: readonly Allergen[] = [
  {
    term: { text: "Penicillin", snomed: "91936005", display: "Allergy to penicillin" },
    category: "medication",
    criticality: "high",
    reactions: [
      { term: rash, severity: "moderate" },
      { term: anaphylaxis, severity: "severe" },
    ],
    excludes: ["amoxicillin"],
  },
  {
    term: { text: "Codeine" },
    category: "medication",
    criticality: "low",
    reactions: [{ term: vomiting, severity: "moderate" }],
    excludes: ["codeine"],
  },
  {
    term: { text: "Ibuprofen and other anti-inflammatories" },
    category: "medication",
    criticality: "high",
    reactions: [
      { term: swelling, severity: "severe" },
      { term: hives, severity: "moderate" },
    ],
    excludes: ["ibuprofen", "naproxen", "aspirin"],
  },
  {
    term: { text: "Trimethoprim" },
    category: "medication",
    criticality: "low",
    reactions: [{ term: rash, severity: "mild" }],
    excludes: ["trimethoprim"],
  },
  {
    term: { text: "Doxycycline" },
    category: "medication",
    criticality: "low",
    reactions: [{ term: nausea, severity: "moderate" }],
    excludes: ["doxycycline"],
  },
  {
    term: { text: "Latex", snomed: "300916003", display: "Latex allergy" },
    category: "environment",
    criticality: "low",
    reactions: [{ term: hives, severity: "mild" }],
    excludes: [],
  },
  {
    term: { text: "Bee stings", snomed: "424213003", display: "Allergy to bee venom" },
    category: "environment",
    criticality: "high",
    reactions: [{ term: swelling, severity: "severe" }],
    excludes: [],
  },
  {
    term: { text: "Shellfish", snomed: "300913006", display: "Shellfish allergy" },
    category: "food",
    criticality: "high",
    reactions: [
      { term: swelling, severity: "moderate" },
      { term: vomiting, severity: "moderate" },
    ],
    excludes: [],
  },
  {
    term: { text: "Peanut", snomed: "91935009", display: "Allergy to peanut" },
    category: "food",
    criticality: "high",
    reactions: [{ term: anaphylaxis, severity: "severe" }],
    excludes: [],
  },
  {
    term: { text: "Grass pollen", snomed: "418689008", display: "Allergy to grass pollen" },
    category: "environment",
    criticality: "low",
    reactions: [{ term: { text: "Sneezing and itching eyes" }, severity: "mild" }],
    excludes: [],
  },
];
