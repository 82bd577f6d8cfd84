import type { Clock, TenantId } from "../../foundation/kernel/index.ts";
import type { Database, Transaction } from "../../foundation/platform/database/index.ts";
import { type UnclearedDestruction, insertClearing, lockClearing, unclearedDestructions } from "./clearing-table.ts";
import { isSuperuser, pace, turnLogOver, vacuum, writeOut } from "./cluster-table.ts";
import { ResidueError } from "./residue-error.ts";

/** Small tables, which hold what the rest is opened with. Nobody reads them while they are written anew, for as long as that takes. */
const anew = ["data_key", "note_draft", "break_glass", "proxy", "patient_facility", "ledger_copy"] as const;
/** What lies in these opened with a key that is gone. */
const inPlace = ["record_version", "record_head", "ledger_batch"] as const;

export interface Cleared {
  /** Whether the database's log was written over. Only a superuser can. */
  readonly log: boolean;
}

/** What one clearing took off the disk, of one organisation. */
export interface ClearingNoted extends Cleared {
  readonly tenant: TenantId;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly destructions: readonly UnclearedDestruction[];
}

export interface ClearPorts {
  /** Connects as the schema's owner. */
  readonly admin: Database;
  readonly now: Clock;
  /** Told in the transaction that notes it: the ledger, and certificates that say when. */
  readonly note: (tx: Transaction, noted: ClearingNoted) => Promise<void>;
}

export interface ClearOptions {
  /** Beside requests: gently, and never waiting for a table for longer than a moment. */
  readonly beside?: boolean;
  /** Breaks off between two tables. What was done is done again another time. */
  readonly stop?: AbortSignal;
}

/** Takes what was deleted off the database's disk: rows that PostgreSQL would keep until it needs their room, and its log of before. It is
 *  noted of each destruction of keys that was done by when it began; what breaks off is noted of none.
 *  @throws ResidueError `residue/clearing-elsewhere`, `residue/stopped`; DatabaseError where a table stays in use */
export async function clearResidue(
  ports: ClearPorts,
  { beside = false, stop = new AbortController().signal }: ClearOptions = {},
): Promise<Cleared> {
  const connection = await ports.admin.pin();
  try {
    if (!(await lockClearing(connection)))
      throw new ResidueError("residue/clearing-elsewhere", "another process clears at this moment");
    const destroyed = await unclearedDestructions(connection);
    await pace(connection, beside);
    for (const table of anew) await step(stop, () => vacuum(connection, table, "anew"));
    for (const table of inPlace) await step(stop, () => vacuum(connection, table, "in place"));
    const log = await isSuperuser(connection);
    await step(stop, () => (log ? turnLogOver(connection) : writeOut(connection)));
    await noteCleared(ports, destroyed, log);
    return { log };
  } finally {
    connection.release();
  }
}

/** As `clearResidue` beside requests, where keys were destroyed since the last time. @returns whether anything had to be cleared */
export async function clearWhatIsLeft(ports: ClearPorts, stop: AbortSignal): Promise<boolean> {
  if ((await unclearedDestructions(ports.admin.installation)).length === 0) return false;
  await clearResidue(ports, { beside: true, stop });
  return true;
}

async function step(stop: AbortSignal, work: () => Promise<unknown>): Promise<void> {
  if (stop.aborted) throw new ResidueError("residue/stopped", "broken off: it is begun anew another time");
  await work();
}

async function noteCleared(
  { admin, now, note }: ClearPorts,
  destroyed: readonly UnclearedDestruction[],
  log: boolean,
): Promise<void> {
  const at = now();
  for (const tenant of new Set(destroyed.map((one) => one.tenant)))
    await admin.transaction(tenant, async (tx) => {
      const fresh: UnclearedDestruction[] = [];
      for (const one of destroyed)
        if (one.tenant === tenant && (await insertClearing(tx, one, { at, log }))) fresh.push(one);
      if (fresh.length > 0) await note(tx, { tenant, at, log, destructions: fresh });
    });
}
