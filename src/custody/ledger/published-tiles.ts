import type { TenantId } from "../../foundation/kernel/index.ts";
import type { Queryable } from "../../foundation/platform/database/index.ts";
import { type CheckpointRow, checkpointTowards } from "./ledger-table.ts";
import { emptyRoot } from "./merkle/index.ts";
import { leafHashesBetween } from "./table-hash-reader.ts";
import { type TileDirectory, TileError, appendTiles } from "./tiles/index.ts";
import { trustedCheckpoint } from "./trusted-checkpoint.ts";
import type { Checkpoint, NoteVerifier } from "./verify/index.ts";

/** How far a log's files go, as it was signed: beyond what everybody is shown, where witnesses are still waited for.
 *  @throws TileError `ledger/tile-differs` when a note there isn't signed by this log */
export async function readStanding(directory: TileDirectory, log: readonly NoteVerifier[]): Promise<Checkpoint> {
  let standing: Checkpoint = { origin: log[0]?.name ?? "", size: 0, rootHash: emptyRoot };
  for (const name of ["checkpoint", "standing"] as const) {
    const note = await directory.readNote(name);
    if (note === undefined) continue;
    const signed = trustedCheckpoint(note, log);
    if (signed === undefined)
      throw new TileError("ledger/tile-differs", `the ${name} that was published isn't signed by this ledger`);
    if (signed.size >= standing.size) standing = signed;
  }
  return standing;
}

export interface TileSource {
  readonly db: Queryable;
  readonly tenant: TenantId;
  readonly log: readonly NoteVerifier[];
}

// Leaf hashes of one step are in memory together.
const mostAtOnce = 65_536;

/** Brings the tiles to a checkpoint, from one signed checkpoint to the next, so that each step is checked before it is written and a
 *  killed process goes on where it was.
 *  @throws TileError `ledger/tile-differs`, `ledger/tree-forked`, `ledger/rolled-back` */
export async function bringTilesTo(
  directory: TileDirectory,
  { db, tenant, log }: TileSource,
  target: CheckpointRow,
): Promise<Checkpoint> {
  let standing = await readStanding(directory, log);
  for (;;) {
    const step =
      standing.size < target.size
        ? ((await checkpointTowards(db, tenant, standing.size, Math.min(standing.size + mostAtOnce, target.size))) ??
          target)
        : target;
    const next = trustedCheckpoint(step.note, log);
    if (next === undefined || next.size !== step.size)
      throw new TileError("ledger/tree-forked", "a checkpoint in the database isn't signed by this ledger");
    await appendTiles(directory, {
      standing,
      next,
      leaves: (first, end) => leafHashesBetween(db, tenant, first, end - first),
    });
    standing = next;
    if (step.size >= target.size) return next;
    await directory.writeNote("standing", step.note);
  }
}
