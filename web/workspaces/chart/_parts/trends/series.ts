import { digitsOf } from "../../../../app/api/digits.ts";
import { conceptTitle, hasCode } from "../../../../ui/clinical/codes.ts";
import { instantOf } from "../../../../ui/clinical/dates.ts";
import type {
  CodeableConcept,
  Meta,
  Observation,
  ObservationValue,
  ReferenceRange,
} from "../../../../ui/clinical/fhir-types.ts";
import { type Standing, standing } from "../../../../ui/clinical/interpretation.ts";
import { formatQuantity, joined, measuredNumber } from "../../../../ui/clinical/quantities.ts";
import { normalRange } from "../../../../ui/clinical/reference-range.ts";
import { measuredUnit } from "../../../../ui/clinical/units.ts";
import { say } from "../results/words/index.ts";

/** One reading on a plot. A blood pressure is a span from `under` (diastolic) to `value` (systolic). */
export type Point = {
  readonly id: string;
  readonly at: number;
  /** As recorded, for saying it again. */
  readonly when: string;
  readonly value: number;
  readonly under: number | undefined;
  /** The same with the digits that they were recorded with: "5.0". */
  readonly digits: { readonly value: string | undefined; readonly under: string | undefined };
  /** "128/78 mmHg", with its unit. */
  readonly text: string;
  /** "128/78": where the unit has just been said. */
  readonly bare: string;
  readonly standing: Standing | undefined;
  readonly meta: Meta | undefined;
};

/** Between which values nothing is remarkable. Either end may be open. */
export type Band = {
  readonly low: number | undefined;
  readonly high: number | undefined;
  /** The ends as they are recorded, "4.0"; as the numbers say without them. */
  readonly words?: { readonly low: string | undefined; readonly high: string | undefined };
};

/** All readings of one kind, oldest first. */
export type Series = {
  readonly key: string;
  readonly name: string;
  /** Where it is called otherwise in files, in English. */
  readonly nameInFiles?: string;
  readonly unit: string;
  readonly points: readonly Point[];
  /** The band of the newest reading that has one. */
  readonly band: Band | undefined;
  /** The band of the lower value of a span. */
  readonly underBand: Band | undefined;
  /** Where the band comes from, when not from the record itself. */
  readonly bandSource: string | undefined;
};

const pressureCodes = ["85354-9", "55284-4", "35094-2"];
const systolicCodes = ["8480-6", "271649006"];
const diastolicCodes = ["8462-4", "271650006"];

/** Readings that are wrong, or of which nothing is known yet, belong on no plot. */
const unusable = new Set(["entered-in-error", "cancelled", "registered"]);

export function observationTime(observation: Observation): string | undefined {
  return (
    observation.effectiveDateTime ??
    observation.effectivePeriod?.start ??
    observation.effectiveInstant ??
    observation.issued
  );
}

function bandOf(range: ReferenceRange | undefined): Band | undefined {
  const low = range?.low?.value;
  const high = range?.high?.value;
  if (low === undefined && high === undefined) return undefined;
  return { low, high, words: { low: measuredNumber(range?.low), high: measuredNumber(range?.high) } };
}

function keyOf(code: CodeableConcept | undefined): string {
  const coding =
    code?.coding?.find((one) => one.system === "http://loinc.org") ??
    code?.coding?.find((one) => one.code !== undefined);
  return coding?.code ?? conceptTitle(code) ?? "unnamed";
}

type Reading = {
  readonly key: string;
  readonly name: string;
  readonly unit: string;
  readonly point: Point;
  readonly band: Band | undefined;
  readonly underBand: Band | undefined;
};

function judged(value: ObservationValue): Standing | undefined {
  return standing({
    value: value.valueQuantity?.value,
    interpretation: value.interpretation,
    range: normalRange(value.referenceRange),
  });
}

/** The more serious of two judgements. */
function worse(a: Standing | undefined, b: Standing | undefined): Standing | undefined {
  const weight = (one: Standing | undefined) =>
    one === undefined ? 0 : one.kind === "normal" ? 1 : one.kind.startsWith("critical") ? 3 : 2;
  return weight(b) > weight(a) ? b : a;
}

function pressureOf(observation: Observation, at: number, when: string): Reading | undefined {
  const part = (codes: readonly string[]) => observation.component?.find((one) => hasCode(one.code, ...codes));
  const systolic = part(systolicCodes);
  const diastolic = part(diastolicCodes);
  const high = systolic?.valueQuantity?.value;
  if (systolic === undefined || high === undefined) return undefined;
  const low = diastolic?.valueQuantity?.value;
  const unit = measuredUnit(systolic.valueQuantity ?? {});
  const number = [systolic, diastolic].flatMap((one) => measuredNumber(one?.valueQuantity) ?? []).join("/");
  return {
    key: pressureCodes[0] ?? "",
    name: say("bloodPressure"),
    unit,
    point: {
      id: observation.id ?? "",
      at,
      when,
      value: high,
      under: low,
      digits: { value: digitsOf(systolic.valueQuantity, "value"), under: digitsOf(diastolic?.valueQuantity, "value") },
      text: joined(number, unit),
      bare: number,
      standing: worse(judged(systolic), diastolic === undefined ? undefined : judged(diastolic)),
      meta: observation.meta,
    },
    band: bandOf(normalRange(systolic.referenceRange)),
    underBand: bandOf(normalRange(diastolic?.referenceRange)),
  };
}

function readingOf(observation: Observation): Reading | undefined {
  const when = observationTime(observation);
  const at = instantOf(when);
  if (when === undefined || at === undefined || unusable.has(observation.status ?? "")) return undefined;
  if (
    hasCode(observation.code, ...pressureCodes) ||
    observation.component?.some((one) => hasCode(one.code, ...systolicCodes)) === true
  ) {
    return pressureOf(observation, at, when);
  }
  const quantity = observation.valueQuantity;
  if (quantity?.value === undefined) return undefined;
  const unit = measuredUnit(quantity);
  return {
    // Values in different units never share an axis.
    key: `${keyOf(observation.code)}|${unit}`,
    name: conceptTitle(observation.code) ?? say("unnamed"),
    unit,
    point: {
      id: observation.id ?? "",
      at,
      when,
      value: quantity.value,
      under: undefined,
      digits: { value: digitsOf(quantity, "value"), under: undefined },
      text: formatQuantity(quantity) ?? "",
      bare: joined(measuredNumber(quantity) ?? "", unit === "%" ? unit : ""),
      standing: judged(observation),
      meta: observation.meta,
    },
    band: bandOf(normalRange(observation.referenceRange)),
    underBand: undefined,
  };
}

/** Groups readings by what was measured, in the order of first appearance. */
export function seriesOf(observations: readonly Observation[]): readonly Series[] {
  const groups = new Map<string, Reading[]>();
  for (const observation of observations) {
    const reading = readingOf(observation);
    if (reading === undefined) continue;
    const group = groups.get(reading.key);
    if (group === undefined) groups.set(reading.key, [reading]);
    else group.push(reading);
  }
  return [...groups].map(([key, readings]) => {
    const ordered = readings.sort((a, b) => a.point.at - b.point.at);
    const newest = ordered.at(-1);
    return {
      key,
      name: newest?.name ?? key,
      unit: newest?.unit ?? "",
      points: ordered.map((reading) => reading.point),
      band: ordered.findLast((reading) => reading.band !== undefined)?.band,
      underBand: ordered.findLast((reading) => reading.underBand !== undefined)?.underBand,
      bandSource: undefined,
    };
  });
}

/** The readings within a span of time; the series keeps its band. */
export function within(series: Series, from: number, to: number): Series {
  return { ...series, points: series.points.filter((point) => point.at >= from && point.at <= to) };
}
