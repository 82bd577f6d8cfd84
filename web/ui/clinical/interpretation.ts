import { firstCode } from "./codes.ts";
import type { CodeableConcept, ReferenceRange } from "./fhir-types.ts";
import { say } from "./words/index.ts";

/** How a value stands to what is expected. `critical` alone earns the colour of danger. */
export type Standing = {
  readonly kind: "low" | "high" | "abnormal" | "critical-low" | "critical-high" | "critical" | "normal";
  /** Said in words, because colour alone doesn't reach everyone. */
  readonly words: string;
};

const standings: Readonly<Record<Standing["kind"], Standing>> = {
  low: { kind: "low", words: say("belowRange") },
  high: { kind: "high", words: say("aboveRange") },
  abnormal: { kind: "abnormal", words: say("abnormal") },
  "critical-low": { kind: "critical-low", words: say("criticallyLow") },
  "critical-high": { kind: "critical-high", words: say("criticallyHigh") },
  critical: { kind: "critical", words: say("critical") },
  normal: { kind: "normal", words: say("inRange") },
};

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
