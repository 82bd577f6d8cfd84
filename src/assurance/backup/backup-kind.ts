/** What a backup has.
 *  - `full`: everything.
 *  - `fold`: once a day, all since the last full one or fold. It and what comes later need none of the increments before it.
 *  - `increment`: all since the last of these three. Whole tables are looked through.
 *  - `tail`: what is new since the last backup of any kind, found by indexes: quick, and soon folded into an increment. What commits very
 *    late, or is changed in place, waits for that. */
export type BackupKind = "full" | "fold" | "increment" | "tail";

const ranks: Readonly<Record<BackupKind, number>> = { full: 0, fold: 1, increment: 2, tail: 3 };

/** Whether a backup of the one kind may go on from one of the other. */
export function mayFollow(kind: BackupKind, base: BackupKind): boolean {
  return ranks[base] <= ranks[kind];
}
