import { conceptTitle } from "../../../../ui/clinical/codes.ts";
import { instantOf } from "../../../../ui/clinical/dates.ts";
import type { Meta, Observation } from "../../../../ui/clinical/fhir-types.ts";
import { isCritical, isOutOfRange, type Standing } from "../../../../ui/clinical/interpretation.ts";
import { measuredKey, observationStanding, observationWords, rangeWords } from "../results/observation-words.ts";
import { observationTime } from "../trends/series.ts";
import { say } from "../../words/index.ts";

export type OutOfRange = {
  readonly id: string;
  readonly name: string;
  readonly text: string;
  readonly when: string;
  readonly at: number;
  readonly range: string | undefined;
  readonly standing: Standing;
  readonly meta: Meta | undefined;
};

/** Each test's newest result, where that is out of range; critical ones first, then by date. */
export function newestOutOfRange(observations: readonly Observation[]): readonly OutOfRange[] {
  const newest = new Map<string, { observation: Observation; when: string; at: number }>();
  for (const observation of observations) {
    const when = observationTime(observation);
    const at = instantOf(when);
    if (
      when === undefined ||
      at === undefined ||
      observation.status === "entered-in-error" ||
      observation.status === "cancelled"
    )
      continue;
    const key = measuredKey(observation);
    const known = newest.get(key);
    if (known === undefined || at > known.at) newest.set(key, { observation, when, at });
  }
  const out: OutOfRange[] = [];
  for (const { observation, when, at } of newest.values()) {
    const standing = observationStanding(observation);
    if (standing === undefined || !isOutOfRange(standing)) continue;
    out.push({
      id: observation.id ?? "",
      name: conceptTitle(observation.code) ?? say("unnamedTest"),
      text: observationWords(observation),
      when,
      at,
      range: rangeWords(observation),
      standing,
      meta: observation.meta,
    });
  }
  return out.sort(
    (a, b) =>
      Number(isCritical(b.standing)) - Number(isCritical(a.standing)) || b.at - a.at || a.name.localeCompare(b.name),
  );
}
