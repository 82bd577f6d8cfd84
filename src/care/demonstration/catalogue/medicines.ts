/** How a medicine goes in. SNOMED CT route codes. */
export const routes = {
  oral: { snomed: "26643006", display: "Oral route", words: "by mouth" },
  inhaled: { snomed: "447694001", display: "Respiratory tract route", words: "inhaled" },
} as const;

export interface Medicine {
  readonly name: string;
  readonly form: string;
  readonly route: keyof typeof routes;
  /** WHO ATC code. */
  readonly atc: string;
}

function medicine(name: string, form: string, atcCode: string, route: Medicine["route"] = "oral"): Medicine {
  return { name, form, atc: atcCode, route };
}

export const medicines = {
  amlodipine: medicine("Amlodipine", "tablet", "C08CA01"),
  ramipril: medicine("Ramipril", "capsule", "C09AA05"),
  losartan: medicine("Losartan", "tablet", "C09CA01"),
  indapamide: medicine("Indapamide", "tablet", "C03BA11"),
  bisoprolol: medicine("Bisoprolol", "tablet", "C07AB07"),
  furosemide: medicine("Furosemide", "tablet", "C03CA01"),
  apixaban: medicine("Apixaban", "tablet", "B01AF02"),
  clopidogrel: medicine("Clopidogrel", "tablet", "B01AC04"),
  aspirin: medicine("Aspirin", "dispersible tablet", "B01AC06"),
  atorvastatin: medicine("Atorvastatin", "tablet", "C10AA05"),
  metformin: medicine("Metformin", "tablet", "A10BA02"),
  gliclazide: medicine("Gliclazide", "tablet", "A10BB09"),
  sitagliptin: medicine("Sitagliptin", "tablet", "A10BH01"),
  levothyroxine: medicine("Levothyroxine", "tablet", "H03AA01"),
  sertraline: medicine("Sertraline", "tablet", "N06AB06"),
  mirtazapine: medicine("Mirtazapine", "tablet", "N06AX11"),
  propranolol: medicine("Propranolol", "tablet", "C07AA05"),
  sumatriptan: medicine("Sumatriptan", "tablet", "N02CC01"),
  omeprazole: medicine("Omeprazole", "capsule", "A02BC01"),
  lansoprazole: medicine("Lansoprazole", "capsule", "A02BC03"),
  paracetamol: medicine("Paracetamol", "tablet", "N02BE01"),
  naproxen: medicine("Naproxen", "tablet", "M01AE02"),
  ibuprofen: medicine("Ibuprofen", "tablet", "M01AE01"),
  codeine: medicine("Codeine", "tablet", "R05DA04"),
  amitriptyline: medicine("Amitriptyline", "tablet", "N06AA09"),
  salbutamol: medicine("Salbutamol", "inhaler", "R03AC02", "inhaled"),
  beclometasone: medicine("Beclometasone", "inhaler", "R03BA01", "inhaled"),
  tiotropium: medicine("Tiotropium", "inhalation powder capsule", "R03BB04", "inhaled"),
  donepezil: medicine("Donepezil", "tablet", "N06DA02"),
  memantine: medicine("Memantine", "tablet", "N06DX01"),
  coCareldopa: medicine("Co-careldopa", "tablet", "N04BA02"),
  alendronicAcid: medicine("Alendronic acid", "tablet", "M05BA04"),
  colecalciferol: medicine("Colecalciferol", "capsule", "A11CC05"),
  allopurinol: medicine("Allopurinol", "tablet", "M04AA01"),
  ferrousFumarate: medicine("Ferrous fumarate", "tablet", "B03AA02"),
  tamsulosin: medicine("Tamsulosin", "modified-release capsule", "G04CA02"),
  macrogol: medicine("Macrogol compound", "powder for oral solution", "A06AD65"),
  senna: medicine("Senna", "tablet", "A06AB06"),
  melatonin: medicine("Melatonin", "modified-release tablet", "N05CH01"),
  cetirizine: medicine("Cetirizine", "tablet", "R06AE07"),
  amoxicillin: medicine("Amoxicillin", "capsule", "J01CA04"),
  doxycycline: medicine("Doxycycline", "capsule", "J01AA02"),
  nitrofurantoin: medicine("Nitrofurantoin", "modified-release capsule", "J01XE01"),
  trimethoprim: medicine("Trimethoprim", "tablet", "J01EA01"),
} as const satisfies Readonly<Record<string, Medicine>>;

export type MedicineKey = keyof typeof medicines;

/** A dose and how often, as one person is told to take it. */
export interface Prescription {
  readonly medicine: MedicineKey;
  /** As on the box: "5 mg". */
  readonly strength: string;
  readonly dose: readonly [amount: number, unit: DoseUnit];
  /** "HH:MM"; empty for a medicine that is only taken when needed. */
  readonly times: readonly string[];
  /** What it is taken for, where it is taken only when needed. */
  readonly whenNeeded?: string;
  /** The most in 24 hours, in the dose's unit. */
  readonly maximum?: number;
  /** Days between doses; 1 unless said. */
  readonly everyDays?: number;
  /** Length of a course that ends. */
  readonly courseDays?: number;
  /** "swallow whole", "with food". */
  readonly advice?: string;
}

export type DoseUnit = "mg" | "micrograms" | "puff" | "tablet" | "sachet";

const onceADay: Readonly<Record<string, readonly string[]>> = {
  morning: ["08:00"],
  night: ["21:00"],
  twice: ["08:00", "20:00"],
  thrice: ["08:00", "14:00", "20:00"],
  four: ["08:00", "12:00", "17:00", "21:00"],
};

/** Short for a regular prescription: `take("amlodipine", "5 mg", [5, "mg"], "morning")`. */
export function take(
  medicineKey: MedicineKey,
  strength: string,
  dose: Prescription["dose"],
  when: "morning" | "night" | "twice" | "thrice" | "four",
  more: Partial<Prescription> = {},
): Prescription {
  return { medicine: medicineKey, strength, dose, times: onceADay[when] ?? [], ...more };
}

/** Short for a medicine taken only when needed. */
export function whenNeeded(
  medicineKey: MedicineKey,
  strength: string,
  dose: Prescription["dose"],
  reason: string,
  maximum: number,
): Prescription {
  return { medicine: medicineKey, strength, dose, times: [], whenNeeded: reason, maximum };
}
