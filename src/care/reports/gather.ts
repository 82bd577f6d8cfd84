import type { ResourceId } from "../../foundation/kernel/index.ts";
import type { Minor } from "../../foundation/money/index.ts";
import type { Part } from "./veil.ts";

/** Sums by name, with the patients that each is made of. */
export interface Tally<Key, Value> {
  add(key: Key, by: Value, patient: ResourceId | undefined): void;
  of(key: Key): Part<Value>;
  keys(): readonly Key[];
}

function tally<Key, Value>(
  zero: Value,
  isNothing: (by: Value) => boolean,
  plus: (one: Value, other: Value) => Value,
): Tally<Key, Value> {
  const found = new Map<Key, { value: Value; readonly patients: Set<ResourceId> }>();
  return {
    add(key, by, patient) {
      const one = found.get(key) ?? { value: zero, patients: new Set<ResourceId>() };
      one.value = plus(one.value, by);
      // Who adds nothing doesn't hide who does.
      if (patient !== undefined && !isNothing(by)) one.patients.add(patient);
      found.set(key, one);
    },
    of: (key) => found.get(key) ?? { value: zero, patients: new Set<ResourceId>() },
    keys: () => [...found.keys()],
  };
}

export function counts<Key>(): Tally<Key, number> {
  return tally<Key, number>(
    0,
    (by) => by === 0,
    (one, other) => one + other,
  );
}

export function amounts<Key>(): Tally<Key, Minor> {
  return tally<Key, Minor>(
    0n,
    (by) => by === 0n,
    (one, other) => one + other,
  );
}

/** The nearest rank: of no numbers nothing. @param share 0.5 for the median */
export function rankOf(sorted: readonly number[], share: number): number | undefined {
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)];
}

/** In which of these stretches a moment lies: the last that begins at or before it; -1 before the first. @param starts in order */
export function indexAt(starts: readonly number[], at: number): number {
  let [low, high] = [0, starts.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((starts[middle] ?? 0) <= at) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/** Of about two milliseconds. */
const together = 1_000;

/** Takes one after the other, and lets others have the thread in between. */
export async function inTurns<T>(all: Iterable<T>, pause: () => Promise<void>, take: (one: T) => void): Promise<void> {
  let taken = 0;
  for (const one of all) {
    take(one);
    taken += 1;
    if (taken % together === 0) await pause();
  }
}
