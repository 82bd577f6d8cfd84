import type { Clock, Positions } from "../../foundation/kernel/index.ts";
import type { Database } from "../../foundation/platform/database/index.ts";
import type { Keyring } from "../keyring/index.ts";
import type { LedgerWriter } from "../ledger/index.ts";
import type { Records } from "../records/index.ts";

/** What the chart stands on. */
export interface ChartPorts {
  readonly db: Database;
  readonly keyring: Keyring;
  readonly records: Records;
  readonly ledger: LedgerWriter;
  readonly now: Clock;
  readonly positions: Positions;
}

/** Something disclosed or done, with the ledger entries that witnessed it. */
export interface Witnessing<T> {
  readonly value: T;
  readonly entryIds: readonly string[];
}
