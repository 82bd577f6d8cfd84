import type { ConditionKey } from "../catalogue/conditions.ts";
import type { NeedKey } from "../chart/care-plans.ts";
import type { Sex } from "../names/person-name.ts";

export type ArcKind = "urinaryInfection" | "chestInfection" | "fall" | "weightLoss" | "skinWound";

/** What is meant to happen to a resident; the rest is left to chance. */
export interface ResidentProfile {
  readonly sex: Sex;
  readonly age: number;
  readonly daysResident: number;
  readonly conditions: readonly ConditionKey[];
  /** Kind and how many days ago it began. */
  readonly arcs: readonly (readonly [kind: ArcKind, daysAgo: number])[];
  readonly needs: readonly NeedKey[];
  readonly notForResuscitation?: boolean;
  readonly diedDaysAgo?: number;
}

/** The home's number of a resident. */
export function residentNumberOf(index: number): string {
  return `LH-${2101 + index * 7}`;
}

/** The resident whose family looks in by itself. */
export const familyOf = residentNumberOf(1);

export const residentProfiles: readonly ResidentProfile[] = [
  {
    sex: "female",
    age: 88,
    daysResident: 1160,
    conditions: ["alzheimers", "hypertension", "kneeOsteoarthritis"],
    arcs: [
      ["fall", 210],
      ["urinaryInfection", 95],
    ],
    needs: ["memory", "falls"],
    notForResuscitation: true,
  },
  {
    sex: "male",
    age: 79,
    daysResident: 790,
    conditions: ["parkinsons", "constipation", "prostateEnlargement"],
    arcs: [
      ["fall", 342],
      ["fall", 120],
      ["fall", 6],
    ],
    needs: ["movement", "falls"],
  },
  {
    sex: "female",
    age: 81,
    daysResident: 940,
    conditions: ["copd", "hypertension", "osteoporosis"],
    arcs: [
      ["chestInfection", 402],
      ["chestInfection", 5],
    ],
    needs: ["breathing"],
  },
  {
    sex: "male",
    age: 90,
    daysResident: 560,
    conditions: ["heartFailure", "atrialFibrillation", "kidneyDisease"],
    arcs: [["chestInfection", 152]],
    needs: ["breathing", "skin"],
    notForResuscitation: true,
  },
  {
    sex: "female",
    age: 76,
    daysResident: 1330,
    conditions: ["stroke", "hypertension", "hyperlipidaemia"],
    arcs: [["skinWound", 301]],
    needs: ["skin", "falls"],
  },
  {
    sex: "male",
    age: 83,
    daysResident: 880,
    conditions: ["type2Diabetes", "hypertension", "hearingLoss"],
    arcs: [["urinaryInfection", 254]],
    needs: ["skin"],
  },
  {
    sex: "female",
    age: 94,
    daysResident: 1010,
    conditions: ["dementia", "osteoporosis"],
    arcs: [
      ["weightLoss", 255],
      ["fall", 520],
    ],
    needs: ["memory"],
    notForResuscitation: true,
  },
  {
    sex: "female",
    age: 85,
    daysResident: 370,
    conditions: ["alzheimers", "depression", "vitaminDDeficiency"],
    arcs: [["urinaryInfection", 140]],
    needs: ["memory", "nutrition"],
  },
  {
    sex: "male",
    age: 92,
    daysResident: 1570,
    conditions: ["hearingLoss", "kneeOsteoarthritis", "hypertension"],
    arcs: [["fall", 610]],
    needs: ["falls"],
  },
  {
    sex: "female",
    age: 77,
    daysResident: 37,
    conditions: ["hipOsteoarthritis", "vitaminDDeficiency", "constipation"],
    arcs: [],
    needs: ["falls"],
  },
  { sex: "male", age: 84, daysResident: 6, conditions: ["hypertension"], arcs: [], needs: [] },
  {
    sex: "female",
    age: 89,
    daysResident: 1220,
    conditions: ["dementia", "type2Diabetes", "hypertension"],
    arcs: [
      ["urinaryInfection", 505],
      ["urinaryInfection", 61],
    ],
    needs: ["memory", "nutrition"],
    notForResuscitation: true,
  },
  {
    sex: "male",
    age: 75,
    daysResident: 680,
    conditions: ["parkinsons", "depression", "constipation"],
    arcs: [["weightLoss", 420]],
    needs: ["movement"],
  },
  {
    sex: "female",
    age: 80,
    daysResident: 460,
    conditions: ["heartFailure", "type2Diabetes", "hyperlipidaemia"],
    arcs: [["skinWound", 24]],
    needs: ["breathing", "nutrition"],
  },
  {
    sex: "male",
    age: 78,
    daysResident: 830,
    conditions: ["copd", "coronaryDisease", "hyperlipidaemia"],
    arcs: [
      ["chestInfection", 615],
      ["chestInfection", 331],
    ],
    needs: ["breathing"],
  },
  {
    sex: "female",
    age: 91,
    daysResident: 1110,
    conditions: ["osteoporosis", "hipOsteoarthritis", "hypothyroidism"],
    arcs: [
      ["fall", 705],
      ["fall", 45],
    ],
    needs: ["falls", "skin"],
    notForResuscitation: true,
  },
  {
    sex: "female",
    age: 86,
    daysResident: 1440,
    conditions: ["alzheimers", "hypothyroidism", "constipation"],
    arcs: [["weightLoss", 700]],
    needs: ["memory"],
  },
  {
    sex: "male",
    age: 73,
    daysResident: 280,
    conditions: ["stroke", "hypertension", "hearingLoss"],
    arcs: [["fall", 88]],
    needs: ["falls"],
  },
  {
    sex: "female",
    age: 98,
    daysResident: 1250,
    conditions: ["heartFailure", "kidneyDisease", "dementia"],
    arcs: [
      ["urinaryInfection", 390],
      ["fall", 260],
    ],
    needs: ["memory"],
    notForResuscitation: true,
    diedDaysAgo: 33,
  },
  {
    sex: "male",
    age: 69,
    daysResident: 300,
    conditions: ["gout", "hypertension", "insomnia", "prostateEnlargement"],
    arcs: [],
    needs: [],
  },
];
