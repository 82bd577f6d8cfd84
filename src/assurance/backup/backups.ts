import type { LedgerEntry } from "../../custody/ledger/index.ts";
import { readBackups, readRemovals } from "./backup-table.ts";
import { type PrunedBackups, pruneBackups } from "./prune-backups.ts";
import { type BackupPorts, type BackupStep, type BackupTaken, type BackupWanted, takeBackup } from "./take-backup.ts";

/** Backups of one installation to one place. */
export interface Backups {
  /** Takes one, while everybody works on. @throws BackupError */
  take(wanted: BackupWanted): AsyncGenerator<BackupStep, BackupTaken>;
  /** Takes away what is old; of tails those that were folded. @throws BackupError */
  prune(actor: LedgerEntry["actor"], what?: "all" | "tails"): Promise<PrunedBackups>;
  /** Whether the newest that is no tail is older than so many minutes, or the newest holds keys that are gone or replaced by now. */
  isDue(everyMinutes: number): Promise<boolean>;
  /** Whether what the newest has, of whatever kind, is older than so many seconds. */
  isTailDue(everySeconds: number): Promise<boolean>;
}

export function openBackups(ports: BackupPorts): Backups {
  const { admin, data, now } = ports;
  // Since then nothing had happened when somebody looked last.
  let unchangedAt = Number.NEGATIVE_INFINITY;
  // One of a clock that was set back since isn't young for ever.
  const past = async () => (await readBackups(admin.installation, data.name)).filter(({ at }) => at <= now());
  return {
    async *take(wanted) {
      const taken = yield* takeBackup(ports, wanted);
      if (taken.nothingNew === true) unchangedAt = taken.at;
      return taken;
    },
    prune: (actor, what) => pruneBackups(ports, actor, what),
    async isDue(everyMinutes) {
      const backups = await past();
      const settled = backups.find(({ kind }) => kind !== "tail");
      if (settled === undefined || now() - settled.at >= everyMinutes * 60_000) return true;
      return backups[0]?.removals !== (await readRemovals(admin.installation));
    },
    async isTailDue(everySeconds) {
      const at = Math.max((await past())[0]?.at ?? Number.NEGATIVE_INFINITY, unchangedAt <= now() ? unchangedAt : 0);
      return now() - at >= everySeconds * 1_000;
    },
  };
}
