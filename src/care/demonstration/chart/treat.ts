import type { Day } from "../calendar.ts";
import type { ConditionKey } from "../catalogue/conditions.ts";
import type { MedicineKey, Prescription } from "../catalogue/medicines.ts";
import type { ConditionLine, TreatmentStep } from "../lines/condition-line.ts";
import type { Shift } from "../measurements/trajectory.ts";
import type { Random } from "../random.ts";
import type { CareProvider } from "../staff.ts";
import type { Chart, MedicineCourse } from "./chart.ts";

/** One condition of one person, with the treatment that was chosen. */
export interface Affliction {
  readonly line: ConditionLine;
  readonly diagnosed: Day;
  readonly steps: readonly TreatmentStep[];
}

/** Pairs that are never given together, and conditions that rule a medicine out. */
const conflicts: readonly (readonly [MedicineKey, MedicineKey])[] = [
  ["ramipril", "losartan"],
  ["bisoprolol", "propranolol"],
  ["sertraline", "mirtazapine"],
  ["omeprazole", "lansoprazole"],
  ["clopidogrel", "omeprazole"],
  ["apixaban", "naproxen"],
  ["apixaban", "aspirin"],
  ["clopidogrel", "aspirin"],
  ["clopidogrel", "apixaban"],
  ["apixaban", "ibuprofen"],
  ["ramipril", "naproxen"],
  ["losartan", "naproxen"],
  ["sertraline", "naproxen"],
  ["sertraline", "sumatriptan"],
  ["donepezil", "propranolol"],
  ["donepezil", "memantine"],
  ["furosemide", "naproxen"],
  ["indapamide", "furosemide"],
  ["indapamide", "naproxen"],
  ["sertraline", "ibuprofen"],
  ["sertraline", "clopidogrel"],
  ["sertraline", "aspirin"],
  ["sertraline", "apixaban"],
  ["donepezil", "bisoprolol"],
];
const ruledOut: Partial<Readonly<Record<ConditionKey, readonly MedicineKey[]>>> = {
  asthma: ["propranolol", "bisoprolol", "naproxen", "ibuprofen", "aspirin"],
  copd: ["propranolol"],
  heartFailure: ["naproxen", "ibuprofen"],
  kidneyDisease: ["naproxen", "ibuprofen", "metformin", "nitrofurantoin", "alendronicAcid"],
  parkinsons: ["amlodipine", "indapamide"],
  gout: ["indapamide", "furosemide"],
  reflux: ["naproxen", "ibuprofen", "alendronicAcid"],
  coronaryDisease: ["naproxen", "sumatriptan"],
  stroke: ["naproxen", "sumatriptan"],
};

/** Whether a medicine sits badly with what somebody has or already takes. */
export function speaksAgainst(
  medicine: MedicineKey,
  conditions: readonly ConditionKey[],
  taken: readonly MedicineKey[],
): boolean {
  return (
    taken.includes(medicine) ||
    conditions.some((condition) => ruledOut[condition]?.includes(medicine) === true) ||
    conflicts.some(
      ([one, other]) => (one === medicine && taken.includes(other)) || (other === medicine && taken.includes(one)),
    )
  );
}

/** Chooses a treatment for each condition, in turn, that goes with the conditions, the allergies and what was chosen before. */
export function chooseTreatments(
  found: readonly { readonly line: ConditionLine; readonly diagnosed: Day }[],
  excluded: ReadonlySet<MedicineKey>,
  random: Random,
): Affliction[] {
  const keys = found.map(({ line }) => line.condition);
  const taken: MedicineKey[] = [];
  return found.map(({ line, diagnosed }) => {
    const own = new Set<MedicineKey>();
    const steps = random.pick(line.regimens).filter(({ give, insteadOf }) => {
      const again = own.has(give.medicine);
      if (insteadOf !== undefined && !own.has(insteadOf)) return false;
      if (!again && (excluded.has(give.medicine) || speaksAgainst(give.medicine, keys, taken))) return false;
      own.add(give.medicine);
      return true;
    });
    taken.push(...own);
    return { line, diagnosed, steps };
  });
}

/** What the conditions and their treatments do to the body. Nothing happens before the first day of life. */
export function shiftsOf(afflictions: readonly Affliction[], today: Day): Shift[] {
  return afflictions.flatMap(({ line, diagnosed, steps }) => [
    ...line.burden.map(([channel, amount]): Shift => ({ channel, amount, from: diagnosed - 260, overDays: 230 })),
    ...steps
      .filter(({ after }) => diagnosed + after <= today)
      .flatMap(({ after, effects }) =>
        (effects ?? []).map(([channel, amount]): Shift => ({ channel, amount, from: diagnosed + after, overDays: 60 })),
      ),
  ]);
}

/** The courses of medicines that a condition's steps amount to by `today`. */
export function coursesOf(
  affliction: Affliction,
  today: Day,
  prescriber: CareProvider,
  weight: number,
): MedicineCourse[] {
  const due = affliction.steps.filter(({ after }) => affliction.diagnosed + after <= today);
  return due.map((treatment, index): MedicineCourse => {
    const from = affliction.diagnosed + treatment.after;
    const replacement = due.find((other, place) => place > index && other.insteadOf === treatment.give.medicine);
    const courseEnd = treatment.give.courseDays === undefined ? undefined : from + treatment.give.courseDays;
    return {
      prescription: fitToWeight(treatment.give, weight),
      condition: affliction.line.condition,
      from,
      until: replacement === undefined ? courseEnd : affliction.diagnosed + replacement.after,
      prescriber,
    };
  });
}

/** Whether a visit finds the condition under control: by its measure where it has one, else by chance. */
export function howItGoes(chart: Chart, { line }: Affliction, day: Day): "well" | "unwell" {
  if (line.control === undefined) return chart.random.chance(0.32) ? "unwell" : "well";
  const [channel, low, high] = line.control;
  const value = chart.trajectory.at(channel, day);
  return value >= low && value <= high ? "well" : "unwell";
}

/** Paracetamol is halved for somebody who weighs less than 50 kg. */
export function fitToWeight(prescription: Prescription, weight: number): Prescription {
  if (prescription.medicine !== "paracetamol" || weight >= 50) return prescription;
  return { ...prescription, dose: [500, "mg"], maximum: prescription.maximum === undefined ? undefined : 2000 };
}
