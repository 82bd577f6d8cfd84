import { ageInYears } from "../../../../ui/clinical/age.ts";
import { wallTime } from "../../../../ui/clinical/dates.ts";
import { standing } from "../../../../ui/clinical/interpretation.ts";
import { say, sayInEnglish } from "../results/words/index.ts";
import type { Band, Point, Series } from "./series.ts";

type VitalName =
  | "bloodPressure"
  | "heartRate"
  | "oxygenSaturation"
  | "respiratoryRate"
  | "temperature"
  | "weight"
  | "bodyMassIndex"
  | "painScore"
  | "height";

type Kind = {
  readonly codes: readonly string[];
  readonly name: VitalName;
  readonly adult?: { readonly band: Band; readonly underBand?: Band; readonly unit: RegExp; readonly source: string };
};

const news2 = "NEWS2, Royal College of Physicians 2017: the range that scores 0, adults from 16";
const nice = "NICE guideline NG136: clinic threshold, adults";
const who = "WHO classification, adults";

/** The vital signs that a clinic looks for first, in that order, and what is unremarkable for adults. Each with its source. */
const kinds: readonly Kind[] = [
  {
    codes: ["85354-9"],
    name: "bloodPressure",
    adult: {
      band: { low: undefined, high: 139 },
      underBand: { low: undefined, high: 89 },
      unit: /^mmHg$/,
      source: nice,
    },
  },
  { codes: ["8867-4"], name: "heartRate", adult: { band: { low: 51, high: 90 }, unit: /min/, source: news2 } },
  {
    codes: ["59408-5", "2708-6"],
    name: "oxygenSaturation",
    adult: { band: { low: 96, high: undefined }, unit: /^%$/, source: news2 },
  },
  { codes: ["9279-1"], name: "respiratoryRate", adult: { band: { low: 12, high: 20 }, unit: /min/, source: news2 } },
  {
    codes: ["8310-5", "8331-1"],
    name: "temperature",
    adult: { band: { low: 36.1, high: 38 }, unit: /^°C$/, source: news2 },
  },
  { codes: ["29463-7", "3141-9"], name: "weight" },
  {
    codes: ["39156-5"],
    name: "bodyMassIndex",
    adult: { band: { low: 18.5, high: 24.9 }, unit: /^kg\/m²$/, source: who },
  },
  { codes: ["72514-3", "38208-5"], name: "painScore" },
  { codes: ["8302-2"], name: "height" },
];

function kindOf(series: Series): number {
  const code = series.key.split("|")[0] ?? "";
  return kinds.findIndex((kind) => kind.codes.includes(code));
}

const adultFrom = 16;

/** Orders vital signs as clinicians read them, and gives adults' readings without a range of their own a cited one. */
export function arrangeVitals(all: readonly Series[], birthDate: string | undefined): readonly Series[] {
  const place = (series: Series) => {
    const at = kindOf(series);
    return at === -1 ? kinds.length : at;
  };
  return all
    .map((series) => withAdultBand(series, kinds[kindOf(series)], birthDate))
    .sort((a, b) => place(a) - place(b) || a.name.localeCompare(b.name));
}

function withAdultBand(series: Series, kind: Kind | undefined, birthDate: string | undefined): Series {
  if (kind === undefined) return series;
  const named = { ...series, name: say(kind.name), nameInFiles: sayInEnglish(kind.name) };
  const { adult } = kind;
  if (
    series.band !== undefined ||
    series.underBand !== undefined ||
    adult === undefined ||
    !adult.unit.test(series.unit)
  )
    return named;
  const isAdult = (point: Point) => (ageInYears(birthDate, wallTime(point.at)) ?? 0) >= adultFrom;
  const newest = series.points.at(-1);
  if (newest === undefined || !isAdult(newest)) return named;
  const judge = (point: Point): Point => {
    if (point.standing !== undefined || !isAdult(point)) return point;
    const upper = standing({ value: point.value, range: rangeOf(adult.band) });
    const lower =
      adult.underBand === undefined ? undefined : standing({ value: point.under, range: rangeOf(adult.underBand) });
    return { ...point, standing: upper?.kind === "normal" && lower !== undefined ? lower : upper };
  };
  return {
    ...named,
    points: series.points.map(judge),
    band: adult.band,
    underBand: adult.underBand,
    bandSource: adult.source,
  };
}

function rangeOf({ low, high }: Band) {
  return {
    low: low === undefined ? undefined : { value: low },
    high: high === undefined ? undefined : { value: high },
  };
}
