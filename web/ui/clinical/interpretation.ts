import { firstCode } from "./codes.ts";
import type { CodeableConcept, ReferenceRange } from "./fhir-types.ts";
import { say, sayInEnglish } from "./words/index.ts";

/** How a value stands to what is expected. `critical` alone earns the colour of danger. */
export type Standing = {
  readonly kind: "low" | "high" | "abnormal" | "critical-low" | "critical-high" | "critical" | "normal";
  /** Said in words, because colour alone doesn't reach everyone. */
  readonly words: string;
};

const names = {
  low: "belowRange",
  high: "aboveRange",
  abnormal: "abnormal",
  "critical-low": "criticallyLow",
  "critical-high": "criticallyHigh",
  critical: "critical",
  normal: "inRange",
} as const satisfies Readonly<Record<Standing["kind"], string>>;

const standings: Readonly<Record<Standing["kind"], Standing>> = {
  low: { kind: "low", words: say(names.low) },
  high: { kind: "high", words: say(names.high) },
  abnormal: { kind: "abnormal", words: say(names.abnormal) },
  "critical-low": { kind: "critical-low", words: say(names["critical-low"]) },
  "critical-high": { kind: "critical-high", words: say(names["critical-high"]) },
  critical: { kind: "critical", words: say(names.critical) },
  normal: { kind: "normal", words: say(names.normal) },
};

/** For files, which are read by programs. */
export function standingInEnglish({ kind }: Standing): string {
  return sayInEnglish(names[kind]);
}

/** Source: http://terminology.hl7.org/CodeSystem/v3-ObservationInterpretation */
const byCode: Readonly<Record<string, Standing["kind"]>> = {
  L: "low",
  H: "high",
  A: "abnormal",
  LL: "critical-low",
  "<": "critical-low",
  HH: "critical-high",
  ">": "critical-high",
  AA: "critical",
  LU: "critical-low",
  HU: "critical-high",
  N: "normal",
  POS: "abnormal",
};

export type Interpreted = {
  readonly value?: number;
  readonly interpretation?: readonly CodeableConcept[];
  readonly range?: ReferenceRange;
};

/**
 * The laboratory's own flag where it gave one, else the value against its reference range. Undefined when neither
 * exists: an unflagged value without a range is not "normal", it is unjudged.
 */
export function standing({ value, interpretation, range }: Interpreted): Standing | undefined {
  for (const concept of interpretation ?? []) {
    const kind = byCode[firstCode(concept) ?? ""];
    if (kind !== undefined) return standings[kind];
  }
  if (value === undefined || range === undefined) return undefined;
  if (range.low?.value !== undefined && value < range.low.value) return standings.low;
  if (range.high?.value !== undefined && value > range.high.value) return standings.high;
  return range.low?.value === undefined && range.high?.value === undefined ? undefined : standings.normal;
}

export function isOutOfRange(one: Standing | undefined): boolean {
  return one !== undefined && one.kind !== "normal";
}

export function isCritical(one: Standing | undefined): boolean {
  return one !== undefined && one.kind.startsWith("critical");
}
