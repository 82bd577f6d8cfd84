import { type Instrument, instrumentOf, instruments, therapySystem } from "../../../../../contract/therapy/index.ts";
import { instantOf } from "../../../../ui/clinical/dates.ts";
import { observationTime } from "../../_parts/trends/series.ts";
import type { TherapyObservation } from "../use-therapy.ts";

/** One time that something was measured. */
export type Measured = {
  readonly when: string;
  readonly at: number;
  readonly value: number;
  readonly observation: TherapyObservation;
};

/** All times of one instrument, oldest first: never empty. */
export type MeasureCourse = {
  readonly instrument: Instrument;
  readonly first: Measured;
  readonly last: Measured;
  readonly all: readonly Measured[];
};

const unusable = new Set(["entered-in-error", "cancelled", "registered"]);

function instrumentIn(observation: TherapyObservation): Instrument | undefined {
  return instrumentOf(observation.code?.coding?.find(({ system }) => system === therapySystem.instrument)?.code);
}

/** What was measured with each instrument, the instruments in the order in which staff look for them. */
export function measureCourses(observations: readonly TherapyObservation[]): readonly MeasureCourse[] {
  const byInstrument = new Map<string, Measured[]>();
  for (const observation of observations) {
    const instrument = instrumentIn(observation);
    const when = observationTime(observation);
    const at = instantOf(when);
    const value = observation.valueQuantity?.value;
    if (instrument === undefined || when === undefined || at === undefined || value === undefined) continue;
    if (unusable.has(observation.status ?? "")) continue;
    const found = byInstrument.get(instrument.id) ?? [];
    found.push({ when, at, value, observation });
    byInstrument.set(instrument.id, found);
  }
  return instruments.flatMap((instrument) => {
    const all = byInstrument.get(instrument.id)?.sort((a, b) => a.at - b.at);
    const [first, last] = [all?.[0], all?.at(-1)];
    return all === undefined || first === undefined || last === undefined ? [] : [{ instrument, first, last, all }];
  });
}

/** What the patient named the last time, so that it is scored again and not typed again. */
export function activitiesOf({ observation }: Measured): readonly { readonly name: string; readonly score: number }[] {
  return (observation.component ?? []).flatMap(({ code, valueInteger }) =>
    code?.text === undefined || valueInteger === undefined ? [] : [{ name: code.text, score: valueInteger }],
  );
}
