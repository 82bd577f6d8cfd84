import type { ResourceId } from "../../foundation/kernel/index.ts";
import type { Basis } from "./viewing.ts";

/** Fewer patients than this aren't told of to who may not see them. */
export const fewest = 5;

/** A figure, and the patients that it is made of. */
export interface Part<Value> {
  readonly value: Value;
  readonly patients: ReadonlySet<ResourceId>;
}

/** A row of a table that is told or isn't. */
export interface Row<Value> extends Part<Value> {
  readonly id: string;
  readonly name: string;
}

/** What stands for rows that are of too few patients each. */
export const pooled = "others";

/** What of figures may be told. To whoever sees the patients anyway: everything. To others: nothing of fewer than five patients, counts to the
 *  nearest five, and no row that could be found by taking the others from their total. */
export interface Veil {
  count(count: number, patients?: number): number | null;
  /** A figure that isn't a count of patients or visits, such as minutes or money. */
  figure<Value>(part: Part<Value>): Value | null;
  rows<Value>(rows: readonly Row<Value>[], sum: (values: readonly Value[]) => Value): readonly Row<Value>[];
  /** All of a series, or none of it: one left out would be its total without the rest. */
  series<Value>(parts: readonly Part<Value>[]): readonly Value[] | null;
  /** Of parts that stand beside their total, those that may be told: the rest together is of enough patients, or of nobody. */
  beside<Of extends Part<unknown>>(parts: readonly Of[]): ReadonlySet<Of>;
  /** Whether figures may be told that these are sums and differences of: each of these could be worked out. */
  apart(parts: readonly Part<unknown>[]): boolean;
}

const none: Veil = {
  count: (count) => count,
  figure: ({ value }) => value,
  rows: (rows) => rows,
  series: (parts) => parts.map(({ value }) => value),
  beside: (parts) => new Set(parts),
  apart: () => true,
};

/** Those that are left out are of too few patients each, and more of the smallest where they are of too few together. */
function shownBeside<Of extends Part<unknown>>(parts: readonly Of[]): { shown: readonly Of[]; hidden: readonly Of[] } {
  const shown = [...parts].sort((one, other) => other.patients.size - one.patients.size);
  const hidden: Of[] = [];
  while ((shown.at(-1)?.patients.size ?? fewest) < fewest || (hidden.length > 0 && patientsIn(hidden).size < fewest)) {
    const last = shown.pop();
    if (last === undefined) break;
    hidden.push(last);
  }
  return { shown, hidden };
}

function patientsIn(parts: readonly Part<unknown>[]): ReadonlySet<ResourceId> {
  return new Set(parts.flatMap(({ patients }) => [...patients]));
}

const drawn: Veil = {
  count: (count, patients = count) => (Math.min(count, patients) < fewest ? null : Math.round(count / fewest) * fewest),
  figure: ({ value, patients }) => (patients.size < fewest ? null : value),
  rows(rows, sum) {
    const { shown, hidden } = shownBeside(rows);
    if (hidden.length === 0) return shown;
    const patients = patientsIn(hidden);
    if (patients.size < fewest) return [];
    return [...shown, { id: pooled, name: "", value: sum(hidden.map(({ value }) => value)), patients }];
  },
  series: (parts) => (parts.every(({ patients }) => patients.size >= fewest) ? parts.map(({ value }) => value) : null),
  // Of nobody is nothing: it hides nobody, and adds nothing to what is left.
  beside: (parts) => new Set(shownBeside(parts.filter(({ patients }) => patients.size > 0)).shown),
  apart: (parts) => parts.every(({ patients }) => patients.size === 0 || patients.size >= fewest),
};

export function veilFor(basis: Basis): Veil {
  return basis === "own" ? none : drawn;
}
