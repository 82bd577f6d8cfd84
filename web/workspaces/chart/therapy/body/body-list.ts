import {
  type BodyRegion,
  bodyRegionOf,
  type SensationId,
  sensations,
  sides,
  therapySystem,
} from "../../../../../contract/therapy/index.ts";
import { instantOf } from "../../../../ui/clinical/dates.ts";
import { observationTime } from "../../_parts/trends/series.ts";
import type { TherapyObservation } from "../use-therapy.ts";
import { say } from "../words/index.ts";
import { regionText } from "./region-words.ts";

/** One region that is marked. */
export type Mark = {
  readonly region: BodyRegion;
  readonly sensation: SensationId;
  readonly intensity: number;
};

/** All that was marked at one time. */
export type BodyChart = {
  readonly when: string;
  readonly at: number;
  readonly by: string | undefined;
  readonly marks: readonly Mark[];
  readonly observations: readonly TherapyObservation[];
};

/** As it stands in the record. */
function sensationName(id: SensationId): string {
  return sensations.find((one) => one.id === id)?.name ?? id;
}

const sensationTexts: Readonly<Record<SensationId, string>> = {
  pain: say("pain"),
  numbness: say("numbness"),
  "pins-and-needles": say("pinsAndNeedles"),
};

/** As the reader calls it. */
export function sensationText(id: SensationId): string {
  return sensationTexts[id];
}

function markOf({ code, bodySite, valueInteger }: TherapyObservation): Mark | undefined {
  const coded = (concept: TherapyObservation["code"], wanted: string) =>
    concept?.coding?.find(({ system }) => system === wanted)?.code;
  const region = bodyRegionOf(coded(bodySite, therapySystem.region));
  const sensation = sensations.find(({ id }) => id === coded(code, therapySystem.sensation))?.id;
  if (region === undefined || sensation === undefined || valueInteger === undefined) return undefined;
  return { region, sensation, intensity: valueInteger };
}

/** The charts, newest first: what was marked at the same moment is one. */
export function bodyCharts(observations: readonly TherapyObservation[]): readonly BodyChart[] {
  const byTime = new Map<string, TherapyObservation[]>();
  for (const observation of observations) {
    const when = observationTime(observation);
    if (when === undefined || observation.status === "entered-in-error" || markOf(observation) === undefined) continue;
    const known = byTime.get(when);
    if (known === undefined) byTime.set(when, [observation]);
    else known.push(observation);
  }
  return [...byTime]
    .map(([when, found]) => ({
      when,
      at: instantOf(when) ?? 0,
      by: found[0]?.performer?.[0]?.display,
      marks: found.flatMap((one) => markOf(one) ?? []),
      observations: found,
    }))
    .sort((a, b) => b.at - a.at);
}

export function bodyObservations(frame: TherapyObservation, marks: readonly Mark[]): readonly TherapyObservation[] {
  return marks.map(({ region, sensation, intensity }) => ({
    ...frame,
    code: {
      coding: [{ system: therapySystem.sensation, code: sensation, display: sensationName(sensation) }],
      text: sensationName(sensation),
    },
    bodySite: {
      coding: [
        { system: therapySystem.region, code: region.id, display: region.name },
        ...(region.side === "middle" ? [] : [sides[region.side]]),
      ],
      text: region.name,
    },
    valueInteger: intensity,
  }));
}

/** The marks with this one put, changed or, where it stands just so, taken away. */
export function withMark(marks: readonly Mark[], mark: Mark): readonly Mark[] {
  const same = (one: Mark) => one.region.id === mark.region.id && one.sensation === mark.sensation;
  const known = marks.find(same);
  if (known === undefined) return [...marks, mark];
  if (known.intensity === mark.intensity) return marks.filter((one) => !same(one));
  return marks.map((one) => (same(one) ? mark : one));
}

/** What changed from one chart to another, as sentences. */
export function comparison(now: readonly Mark[], before: readonly Mark[]): readonly string[] {
  const key = ({ region, sensation }: Mark) => `${region.id}|${sensation}`;
  const known = new Map(before.map((mark) => [key(mark), mark]));
  const here = new Set(now.map(key));
  const parts = ({ region, sensation }: Mark) => ({
    region: regionText(region),
    sensation: sensationText(sensation).toLocaleLowerCase(),
  });
  const named = (mark: Mark) => say("regionFelt", parts(mark));
  const list = (marks: readonly Mark[], tell: (mark: Mark) => string = named) => marks.map(tell).join("; ");
  const changed = (sign: number) =>
    now.filter((mark) => Math.sign(mark.intensity - (known.get(key(mark))?.intensity ?? mark.intensity)) === sign);
  const step = (mark: Mark) =>
    say("regionStep", { ...parts(mark), from: known.get(key(mark))?.intensity ?? "", to: mark.intensity });
  const told = [
    ["newMarks", list(now.filter((mark) => !known.has(key(mark))))],
    ["goneMarks", list(before.filter((mark) => !here.has(key(mark))))],
    ["lessMarks", list(changed(-1), step)],
    ["moreMarks", list(changed(1), step)],
  ] as const;
  const said = told.flatMap(([word, marks]) => (marks === "" ? [] : [say(word, { marks })]));
  return said.length === 0 ? [say("samePlaces")] : said;
}
