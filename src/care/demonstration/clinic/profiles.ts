import type { ConditionKey } from "../catalogue/conditions.ts";
import { backAndBalancePhysiotherapy } from "../lines/back-and-balance-physiotherapy.ts";
import { lowerLimbPhysiotherapy } from "../lines/lower-limb-physiotherapy.ts";
import type { PhysiotherapyLine } from "../lines/physiotherapy-line.ts";
import { upperLimbPhysiotherapy } from "../lines/upper-limb-physiotherapy.ts";
import type { Sex } from "../names/person-name.ts";
import type { Random } from "../random.ts";

export const clinicPatients = 60;
/** The child, and the parent who is a patient as well. */
export const childIndex = 41;
export const parentIndex = 40;
export const parentRecordNumber = recordNumberOf(parentIndex);

type ClinicKind = "new" | "short" | "usual" | "long" | "child";

/** What is meant to happen to a patient of the clinic. */
export interface ClinicProfile {
  readonly kind: ClinicKind;
  readonly sex: Sex;
  readonly age: number;
  readonly conditions: readonly ConditionKey[];
  readonly courses: readonly PhysiotherapyLine[];
}

const physiotherapy = [...upperLimbPhysiotherapy, ...backAndBalancePhysiotherapy, ...lowerLimbPhysiotherapy];

/** How common a condition is, by age. */
const prevalence: readonly (readonly [condition: ConditionKey, from: number, until: number, share: number])[] = [
  ["hypertension", 42, 95, 0.42],
  ["type2Diabetes", 40, 95, 0.2],
  ["prediabetes", 38, 70, 0.12],
  ["asthma", 16, 60, 0.14],
  ["copd", 58, 95, 0.12],
  ["hyperlipidaemia", 45, 95, 0.26],
  ["atrialFibrillation", 66, 95, 0.14],
  ["coronaryDisease", 60, 95, 0.1],
  ["hypothyroidism", 32, 95, 0.1],
  ["depression", 18, 75, 0.15],
  ["anxiety", 18, 60, 0.14],
  ["migraine", 16, 55, 0.13],
  ["reflux", 30, 90, 0.14],
  ["gout", 45, 90, 0.08],
  ["ironDeficiency", 18, 60, 0.09],
  ["kidneyDisease", 65, 95, 0.12],
  ["insomnia", 25, 80, 0.06],
  ["hayFever", 16, 50, 0.16],
  ["osteoporosis", 62, 95, 0.1],
  ["vitaminDDeficiency", 18, 80, 0.1],
  ["prostateEnlargement", 60, 95, 0.2],
];

/** The kind of each patient is fixed, so that every seed has new ones, long histories and a child. */
export function clinicProfile(index: number, random: Random): ClinicProfile {
  const kind = kindOf(index);
  if (kind === "child") {
    return {
      kind,
      sex: random.pick(["female", "male"] as const),
      age: 9,
      conditions: ["asthma", "eczema"],
      courses: physiotherapy.filter((line) => line.condition === "ankleSprain"),
    };
  }
  const sex: Sex = random.chance(0.54) ? "female" : "male";
  const age = index === parentIndex ? random.integer(34, 43) : kind === "long" ? random.integer(58, 81) : ageOf(random);
  const most = kind === "long" ? 5 : kind === "usual" ? 3 : 1;
  const likely = prevalence.filter(
    ([condition, from, until, share]) =>
      age >= from &&
      age <= until &&
      !(condition === "prostateEnlargement" && sex === "female") &&
      random.chance(kind === "long" ? share * 1.9 : share),
  );
  const conditions = withoutRivals(
    random.sample(
      likely.map(([condition]) => condition),
      most,
    ),
  );
  const fitting = physiotherapy.filter((line) => age >= line.ages[0] && age <= line.ages[1]);
  const count =
    kind === "new"
      ? 0
      : kind === "long"
        ? 2
        : kind === "short"
          ? 1
          : conditions.length === 0 || random.chance(0.62)
            ? 1
            : 0;
  return {
    kind,
    sex,
    age,
    conditions: kind === "new" ? conditions.slice(0, 1) : conditions,
    courses: random.sample(fitting, count),
  };
}

function kindOf(index: number): ClinicKind {
  if (index === childIndex) return "child";
  if (index === parentIndex) return "usual";
  if ([7, 23, 38, 52].includes(index)) return "new";
  if ([2, 11, 19, 27, 34, 46, 55].includes(index)) return "long";
  return index % 4 === 1 ? "short" : "usual";
}

function ageOf(random: Random): number {
  return Math.round(Math.min(89, Math.max(18, random.normal(52, 17))));
}

/** Nobody has both diabetes and prediabetes. */
function withoutRivals(conditions: readonly ConditionKey[]): ConditionKey[] {
  return conditions.filter((condition) => condition !== "prediabetes" || !conditions.includes("type2Diabetes"));
}

/** The clinic's number of a patient. */
export function recordNumberOf(index: number): string {
  return `AC-${10_240 + index * 13}`;
}
