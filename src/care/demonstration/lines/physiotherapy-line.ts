import type { ConditionKey } from "../catalogue/conditions.ts";

/** Something the therapist measures at each session; it moves from one bound to the other as the patient recovers. */
export interface Measure {
  readonly name: string;
  readonly unit: string;
  readonly start: readonly [low: number, high: number];
  readonly goal: readonly [low: number, high: number];
}

/** The story of one course of physiotherapy. Slots: see notes/patient-words.ts. */
export interface PhysiotherapyLine {
  readonly condition: ConditionKey;
  /** Whether the problem has a side. */
  readonly sided: boolean;
  /** Weeks from the first session to discharge when all goes as it should. */
  readonly weeks: readonly [shortest: number, longest: number];
  readonly ages: readonly [youngest: number, oldest: number];
  readonly measures: readonly [Measure, Measure];
  readonly onset: readonly string[];
  readonly early: readonly string[];
  readonly middle: readonly string[];
  readonly late: readonly string[];
  readonly setback: readonly string[];
  readonly signs: readonly string[];
  readonly treatment: readonly string[];
  readonly homework: readonly string[];
}
