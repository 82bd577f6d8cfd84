import type { Ledger } from "../../../src/custody/ledger/index.ts";

/** A ledger that keeps nothing: no entry is sealed, written, awaited or sequenced. Reachable from the bench alone. */
export function unwitnessed(real: Ledger): Ledger {
  return {
    append: async () => [],
    witness: async () => [],
    settle: async () => undefined,
    sequence: async () => ({ size: 0, more: false }),
    commitHeads: () => Promise.reject(new Error("nothing is kept")),
    declarePruning: () => Promise.reject(new Error("nothing is kept")),
    withdrawPruning: () => Promise.reject(new Error("nothing is kept")),
    start: () => undefined,
    close: () => real.close(),
  };
}
