import type { Caller } from "../../custody/access/index.ts";
import { type Chart, ChartError, type Elsewhere, type ImportRefusal } from "../../custody/chart/index.ts";
import type { FileRefusal } from "./import-progress.ts";
import type { ImportSource } from "./import-source.ts";
import type { Item, Unit } from "./read-units.ts";
import { ReferenceNames } from "./reference-names.ts";

export interface UnitWork {
  readonly source: ImportSource;
  readonly elsewhere: Elsewhere | undefined;
  readonly unit: Unit;
}

export interface UnitOutcome {
  readonly created: number;
  readonly updated: number;
  readonly unchanged: number;
  readonly refusals: readonly FileRefusal[];
  /** Entries whose references may lead somewhere once everything else is in, by ordinal. */
  readonly deferred: ReadonlyMap<number, FileRefusal>;
}

/** Imports what belongs together: in one transaction, unless something in it is said more than once. */
export async function importUnit(
  chart: Pick<Chart, "importTogether">,
  caller: Caller,
  { source, elsewhere, unit }: UnitWork,
): Promise<UnitOutcome> {
  const rounds = roundsOf(unit);
  const find = rounds.length > 1 ? namesOf(unit, elsewhere) : elsewhere;
  const counts = { created: 0, updated: 0, unchanged: 0 };
  const deferred = new Map<number, FileRefusal>();
  const refusals = unit.items.flatMap((item) => (item.kind === "unreadable" ? [unreadable(source, item)] : []));
  for (const round of rounds) {
    const outcome = await untilUndisturbed(() => chart.importTogether(caller, round, find));
    counts.created += outcome.created;
    counts.updated += outcome.updated;
    counts.unchanged += outcome.unchanged;
    for (const refusal of outcome.refused) {
      const item = round[refusal.entry];
      if (item === undefined) continue;
      const told = refusalOf(source, item, refusal);
      if (refusal.code === "chart/unresolved-reference") deferred.set(item.ordinal, told);
      else refusals.push(told);
    }
  }
  refusals.sort((a, b) => (a.entry ?? 0) - (b.entry ?? 0));
  return { ...counts, refusals, deferred };
}

const mostDisturbances = 10;

/** Two units in flight may both touch an organisation or a practitioner; so may people who work meanwhile. */
async function untilUndisturbed<T>(attempt: () => Promise<T>): Promise<T> {
  for (let disturbances = 0; ; disturbances += 1) {
    try {
      return await attempt();
    } catch (error) {
      const isDisturbed = error instanceof ChartError && error.code === "chart/version-conflict";
      if (!isDisturbed || disturbances === mostDisturbances) throw error;
    }
  }
}

type Readable = Extract<Item, { kind: "resource" }>;

/** The first of every resource, then the second of those that come again, and so on: as if they stood in separate files. */
function roundsOf({ items }: Unit): readonly (readonly Readable[])[] {
  const rounds: Readable[][] = [];
  const times = new Map<string, number>();
  for (const item of items) {
    if (item.kind !== "resource") continue;
    const { fullUrl, resource } = item;
    const isNamed = fullUrl?.startsWith("urn:uuid:") === true;
    const name = isNamed ? fullUrl : `${resource.resourceType}/${resource.id ?? fullUrl ?? item.ordinal}`;
    const round = times.get(name) ?? 0;
    times.set(name, round + 1);
    (rounds[round] ??= []).push(item);
  }
  return rounds;
}

function namesOf({ items }: Unit, elsewhere: Elsewhere | undefined): Elsewhere {
  const names = new ReferenceNames();
  for (const item of items) if (item.kind === "resource") names.add(item);
  return (reference) => names.find(reference) ?? elsewhere?.(reference);
}

function unreadable({ name }: ImportSource, { entry, error }: Extract<Item, { kind: "unreadable" }>): FileRefusal {
  return { file: name, entry, resource: "", code: error.code, path: error.path, message: error.message, faults: [] };
}

function refusalOf(
  { name }: ImportSource,
  { entry }: Item,
  { resource, code, path, message, faults }: ImportRefusal,
): FileRefusal {
  const all = faults.map(({ details, expression, diagnostics }) => ({
    code: details,
    path: expression,
    message: diagnostics,
  }));
  return { file: name, entry, resource, code, path, message, faults: all.length > 1 ? all : [] };
}
