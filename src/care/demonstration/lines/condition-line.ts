import type { ConditionKey } from "../catalogue/conditions.ts";
import type { MedicineKey, Prescription } from "../catalogue/medicines.ts";
import type { PanelKey } from "../measurements/laboratory-tests.ts";
import type { Channel } from "../measurements/trajectory.ts";
import type { Sex } from "../names/person-name.ts";

type Effect = readonly [channel: Channel, amount: number];

export interface TreatmentStep {
  /** Days after the diagnosis. */
  readonly after: number;
  readonly give: Prescription;
  /** The medicine that this one takes the place of. */
  readonly insteadOf?: MedicineKey;
  /** What it does to the body, over about two months. */
  readonly effects?: readonly Effect[];
}

/** The story of one long-term condition: what it does, how it is treated and watched, and how people talk about it. */
export interface ConditionLine {
  readonly condition: ConditionKey;
  /** What a visit for it is called. */
  readonly visit: string;
  readonly sex?: Sex;
  /** Changes of the body while untreated. */
  readonly burden: readonly Effect[];
  /** Ways to treat it, of which a patient has one. */
  readonly regimens: readonly (readonly TreatmentStep[])[];
  /** The values between which it counts as well controlled. */
  readonly control?: readonly [channel: Channel, low: number, high: number];
  readonly watchedBy: readonly PanelKey[];
  /** Sentences of the visit at which it was found. Slots: see notes/patient-words.ts. */
  readonly found: readonly string[];
  readonly well: readonly string[];
  readonly unwell: readonly string[];
  readonly plan: readonly string[];
  /** Plans that only make sense where the condition is not under control. */
  readonly changes?: readonly string[];
}

export function step(
  after: number,
  give: Prescription,
  effects: readonly Effect[] = [],
  insteadOf?: MedicineKey,
): TreatmentStep {
  return { after, give, effects, insteadOf };
}
