import { type Clock, CodedError } from "../../foundation/kernel/index.ts";
import type { Caller } from "../../custody/access/index.ts";
import type { Chart } from "../../custody/chart/index.ts";
import type { FileRefusal, ImportProgress } from "./import-progress.ts";
import type { ImportSource } from "./import-source.ts";
import { importUnit } from "./import-unit.ts";
import { measurePace } from "./pace.ts";
import { stages } from "./precedence.ts";
import { type Unit, readUnits } from "./read-units.ts";
import { type Survey, surveyFile } from "./survey.ts";

export interface ImportPorts {
  readonly chart: Pick<Chart, "importTogether">;
  readonly now: Clock;
}

/** While one commits, the next is prepared. */
const mostInFlight = 2;

/**
 * Imports files, in the order that they need one another, and tells how far it is after each group of resources. What can't
 * be imported is told and left out; what refers to something that isn't there yet is tried again at the end. Running the same
 * import again, also after it was stopped or broke off, writes only what is missing.
 * @param signal stops it: what is being written at that moment is finished
 * @throws DatabaseError, KeyringError: what was written until then stays
 */
export async function* importFiles(
  { chart, now }: ImportPorts,
  caller: Caller,
  sources: readonly ImportSource[],
  signal?: AbortSignal,
): AsyncGenerator<ImportProgress> {
  const pace = measurePace(now);
  let total = 0;
  let counts = { created: 0, updated: 0, unchanged: 0, refused: 0 };
  let refusals: FileRefusal[] = [];
  const deferred = new Map<ImportSource, Map<number, FileRefusal>>();
  const stopped = () => signal?.aborted === true;

  const progress = (state: ImportProgress["state"]): ImportProgress => {
    const { created, updated, unchanged, refused } = counts;
    const told = { state, total, ...counts, ...pace(created + updated + unchanged + refused, total), refusals };
    refusals = [];
    return told;
  };

  const surveys: Survey[] = [];
  for (const source of sources) {
    if (stopped()) break;
    try {
      const survey = await surveyFile(source, { signal });
      surveys.push(survey);
      total += survey.total;
    } catch (error) {
      refusals.push(wholeFile(source, error));
      counts = { ...counts, refused: counts.refused + 1 };
      total += 1;
    }
    yield progress("counting");
  }

  async function take({ survey, unit }: UnitOf): Promise<void> {
    const { source, elsewhere } = survey;
    const outcome = await importUnit(chart, caller, { source, elsewhere, unit });
    const waiting = deferred.get(source) ?? new Map<number, FileRefusal>();
    deferred.set(source, waiting);
    for (const { ordinal } of unit.items) waiting.delete(ordinal);
    for (const [ordinal, refusal] of outcome.deferred) waiting.set(ordinal, refusal);
    refusals.push(...outcome.refusals);
    counts = {
      created: counts.created + outcome.created,
      updated: counts.updated + outcome.updated,
      unchanged: counts.unchanged + outcome.unchanged,
      refused: counts.refused + outcome.refusals.length,
    };
  }

  for (let stage = 0; stage < stages; stage += 1) {
    const ofStage = surveys.filter((survey) => survey.stage === stage);
    for await (const _ of overlapping(unitsOf(ofStage), mostInFlight, take, stopped)) yield progress("running");
  }

  const left = () => [...deferred.values()].reduce((sum, { size }) => sum + size, 0);
  for (let before = Number.POSITIVE_INFINITY; left() < before && left() > 0 && !stopped(); ) {
    before = left();
    for (const [source, waiting] of deferred) {
      if (waiting.size === 0 || stopped()) continue;
      const survey = await surveyFile(source, { nameAll: true, signal });
      const units = selected(unitsOf([survey]), new Set(waiting.keys()));
      for await (const _ of overlapping(units, mostInFlight, take, stopped)) yield progress("running");
    }
  }
  if (!stopped()) {
    for (const waiting of deferred.values()) refusals.push(...waiting.values());
    counts = { ...counts, refused: counts.refused + left() };
  }
  yield progress(stopped() ? "stopped" : "done");
}

interface UnitOf {
  readonly survey: Survey;
  readonly unit: Unit;
}

async function* unitsOf(surveys: readonly Survey[]): AsyncGenerator<UnitOf> {
  for (const survey of surveys) {
    for await (const unit of readUnits(survey.source)) yield { survey, unit };
  }
}

async function* selected(units: AsyncIterable<UnitOf>, ordinals: ReadonlySet<number>): AsyncGenerator<UnitOf> {
  for await (const { survey, unit } of units) {
    const items = unit.items.filter(({ ordinal }) => ordinals.has(ordinal));
    if (items.length > 0) yield { survey, unit: { ...unit, items } };
  }
}

/** Works on items as they come, several at once; yields after each that is finished. After a failure the others are finished, then it throws. */
async function* overlapping<Item>(
  items: AsyncIterable<Item>,
  most: number,
  work: (item: Item) => Promise<void>,
  stopped: () => boolean,
): AsyncGenerator<void> {
  const running = new Set<Promise<void>>();
  const failures: unknown[] = [];
  const oneFinished = async () => {
    await Promise.race(running);
    if (failures.length > 0) throw failures[0];
  };
  try {
    for await (const item of items) {
      if (stopped()) break;
      const promise: Promise<void> = work(item)
        .catch((error: unknown) => void failures.push(error))
        .finally(() => running.delete(promise));
      running.add(promise);
      if (running.size < most) continue;
      await oneFinished();
      yield;
    }
    while (running.size > 0) {
      await oneFinished();
      yield;
    }
  } finally {
    await Promise.allSettled(running);
  }
}

function wholeFile({ name }: ImportSource, error: unknown): FileRefusal {
  if (!(error instanceof CodedError)) throw error;
  return {
    file: name,
    entry: undefined,
    resource: "",
    code: error.code,
    path: error.path,
    message: error.message,
    faults: [],
  };
}
