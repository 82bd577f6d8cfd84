import { instantOf } from "../../../ui/clinical/dates.ts";
import type { Observation } from "../../../ui/clinical/fhir-types.ts";
import { measuredKey } from "../../chart/_parts/results/observation-words.ts";
import { observationTime, type Series, seriesOf } from "../../chart/_parts/trends/series.ts";
import { resultName } from "./result-words.ts";

/** One thing that was measured, and how it went. */
export type OwnResult = {
  readonly key: string;
  readonly name: string;
  readonly newest: Observation;
  /** Newest first, the newest itself among them. */
  readonly all: readonly Observation[];
  /** The numbers over time, where all are of one unit and there is more than one. */
  readonly series: Series | undefined;
};

/** Results by what was measured, those with the newest first. Mistakes are left out. */
export function ownResults(observations: readonly Observation[]): readonly OwnResult[] {
  const at = (one: Observation) => instantOf(observationTime(one)) ?? 0;
  const groups = new Map<string, Observation[]>();
  for (const observation of observations) {
    if (observation.status === "entered-in-error") continue;
    const key = measuredKey(observation);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [observation]);
    else group.push(observation);
  }
  return [...groups]
    .flatMap(([key, members]) => {
      const all = members.sort((a, b) => at(b) - at(a));
      const newest = all[0];
      if (newest === undefined) return [];
      const series = seriesOf(all);
      const only = series.length === 1 ? series[0] : undefined;
      return [
        {
          key,
          name: resultName(newest),
          newest,
          all,
          series: only !== undefined && only.points.length > 1 ? only : undefined,
        },
      ];
    })
    .sort((a, b) => at(b.newest) - at(a.newest) || a.name.localeCompare(b.name));
}
