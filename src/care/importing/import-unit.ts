import type { Caller } from "../../custody/access/index.ts";
import type { Chart, Elsewhere, ImportOutcome, ImportRefusal } from "../../custody/chart/index.ts";
import type { FileRefusal } from "./import-progress.ts";
import type { ImportSource } from "./import-source.ts";
import type { Item, Unit } from "./read-units.ts";

export interface UnitWork {
  readonly source: ImportSource;
  readonly elsewhere: Elsewhere | undefined;
  readonly unit: Unit;
  /** Then what leads nowhere is refused instead of deferred. */
  readonly isLastTry: boolean;
}

export interface UnitOutcome {
  readonly created: number;
  readonly updated: number;
  readonly unchanged: number;
  readonly refusals: readonly FileRefusal[];
  /** Ordinals of entries whose references may lead somewhere once everything else is in. */
  readonly deferred: readonly number[];
}

/** Imports what belongs together in one transaction. */
export async function importUnit(
  chart: Pick<Chart, "importTogether">,
  caller: Caller,
  { source, elsewhere, unit, isLastTry }: UnitWork,
): Promise<UnitOutcome> {
  const readable = unit.items.filter((item) => item.kind === "resource");
  const nothing: ImportOutcome = { created: 0, updated: 0, unchanged: 0, refused: [] };
  const { refused, ...counts } =
    readable.length === 0 ? nothing : await chart.importTogether(caller, readable, elsewhere);
  const deferred: number[] = [];
  const refusals = unit.items.flatMap((item) => (item.kind === "unreadable" ? [unreadable(source, item)] : []));
  for (const refusal of refused) {
    const item = readable[refusal.entry];
    if (item === undefined) continue;
    if (!isLastTry && refusal.code === "chart/unresolved-reference") deferred.push(item.ordinal);
    else refusals.push(refusalOf(source, item, refusal));
  }
  refusals.sort((a, b) => (a.entry ?? 0) - (b.entry ?? 0));
  return { ...counts, refusals, deferred };
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
