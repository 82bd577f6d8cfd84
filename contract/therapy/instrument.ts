/** A published source: enough to find it again. */
export type Citation = { readonly text: string; readonly address: string };

/** By how much a score has to change for somebody like these to matter to them (`important`), or to be more than what two
 *  measurements of an unchanged person differ by (`detectable`). */
export type Difference = {
  readonly kind: "important" | "detectable";
  /** In the instrument's own unit. */
  readonly value: number;
  /** In whom it was found. */
  readonly population: string;
  /** Where it holds for first scores within these bounds only, both included. */
  readonly baseline?: readonly [least: number, most: number];
  readonly source: Citation;
};

/** What somebody types for it. */
export type Entry =
  /** The score itself. */
  | { readonly kind: "value" }
  /** Seconds for a way: the score is the speed. */
  | { readonly kind: "time"; readonly metres: number }
  /** A score for each thing that the patient names: the score is their mean. */
  | { readonly kind: "activities"; readonly most: number; readonly bounds: readonly [least: number, most: number] }
  /** Scores of numbered items, read off the form that the clinic has a licence for: the items' words aren't kept here. */
  | {
      readonly kind: "items";
      readonly count: number;
      readonly bounds: readonly [least: number, most: number];
      /** How many must be answered. */
      readonly answered: number;
      readonly formula: Formula;
      readonly source: Citation;
    };

/** `share-of-possible`: the sum as a percentage of the largest that the answered items could have. `mean-less-one`: (mean - 1) × 25. */
export type Formula = "share-of-possible" | "mean-less-one";

/** A way of measuring that gives one number. */
export type Instrument = {
  readonly id: string;
  readonly name: string;
  /** As staff say it: "TUG". */
  readonly short: string;
  /** What is done, or asked. */
  readonly how: string;
  readonly unit: { readonly text: string; readonly ucum: string };
  readonly bounds: readonly [least: number, most: number];
  /** Digits after the point that are kept. */
  readonly decimals: number;
  readonly better: "higher" | "lower";
  readonly entry: Entry;
  /** Asked of the patient, or tested. */
  readonly category: "survey" | "exam";
  readonly loinc?: { readonly code: string; readonly display: string };
  /** Empty: no source was found that this programme could stand on. The first that fits is drawn. */
  readonly differences: readonly Difference[];
};
