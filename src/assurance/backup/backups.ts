import type { LedgerEntry } from "../../custody/ledger/index.ts";
import { readBackups, readRemovals } from "./backup-table.ts";
import { type PrunedBackups, pruneBackups } from "./prune-backups.ts";
import { type BackupPorts, type BackupStep, type BackupTaken, type BackupWanted, takeBackup } from "./take-backup.ts";

/** Backups of one installation to one place. */
export interface Backups {
  /** Takes one, while everybody works on. @throws BackupError */
  take(wanted: BackupWanted): AsyncGenerator<BackupStep, BackupTaken>;
  /** Takes away what is old. @throws BackupError */
  prune(actor: LedgerEntry["actor"]): Promise<PrunedBackups>;
  /** Whether the newest is older than so many minutes, or holds keys that are gone or replaced by now. */
  isDue(everyMinutes: number): Promise<boolean>;
}

export function openBackups(ports: BackupPorts): Backups {
  return {
    take: (wanted) => takeBackup(ports, wanted),
    prune: (actor) => pruneBackups(ports, actor),
    async isDue(everyMinutes) {
      const { admin, data, now } = ports;
      // One of a clock that was set back since isn't young for ever.
      const newest = (await readBackups(admin.installation, data.name)).find(({ at }) => at <= now());
      if (newest === undefined || now() - newest.at >= everyMinutes * 60_000) return true;
      return newest.removals !== (await readRemovals(admin.installation));
    },
  };
}
