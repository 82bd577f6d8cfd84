import type { Database } from "../../foundation/platform/database/index.ts";
import { isSuperuser, turnLogOver, vacuum, writeOut } from "./cluster-table.ts";

/** Small tables, which hold what the rest is opened with. Nobody reads them while they are written anew, for as long as that takes. */
const anew = ["data_key", "note_draft", "break_glass", "patient_facility"] as const;
/** What lies in these opened with a key that is gone. */
const inPlace = ["record_version", "record_head", "ledger_batch"] as const;

export interface Cleared {
  /** Whether the database's log was written over. Only a superuser can. */
  readonly log: boolean;
}

/** Takes what was deleted off the database's disk: rows that PostgreSQL would keep until it needs their room, and its log of before. */
export async function clearResidue({ admin }: { readonly admin: Database }): Promise<Cleared> {
  const connection = await admin.pin();
  try {
    for (const table of anew) await vacuum(connection, table, "anew");
    for (const table of inPlace) await vacuum(connection, table, "in place");
    const log = await isSuperuser(connection);
    if (log) await turnLogOver(connection);
    else await writeOut(connection);
    return { log };
  } finally {
    connection.release();
  }
}
