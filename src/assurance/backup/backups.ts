import type { LedgerEntry } from "../../custody/ledger/index.ts";
import { type KnownBackupRow, readEveryBackup } from "./backup-table.ts";
import { type PrunedBackups, pruneBackups } from "./prune-backups.ts";
import { type BackupPorts, type BackupStep, type BackupTaken, type BackupWanted, takeBackup } from "./take-backup.ts";

/** Backups of one installation to one place. */
export interface Backups {
  /** Takes one, while everybody works on. @throws BackupError */
  take(wanted: BackupWanted): AsyncGenerator<BackupStep, BackupTaken>;
  /** Takes away what is old. @throws BackupError */
  prune(actor: LedgerEntry["actor"]): Promise<PrunedBackups>;
  /** Those that the database knows of, wherever they lie, newest first. */
  list(): Promise<readonly KnownBackupRow[]>;
}

export function openBackups(ports: BackupPorts): Backups {
  return {
    take: (wanted) => takeBackup(ports, wanted),
    prune: (actor) => pruneBackups(ports, actor),
    list: () => readEveryBackup(ports.admin.installation),
  };
}
