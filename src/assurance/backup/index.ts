export { rewrapArchiveKeys } from "./archive-key.ts";
export type { ArchiveStore } from "./archive-store.ts";
export { BackupError } from "./backup-error.ts";
export type { BackupErrorCode } from "./backup-error.ts";
export { openFolderStore } from "./folder-store.ts";
export { openBackup, restoreBackup } from "./restore-backup.ts";
export type { OpenBackup, RestorePorts, RestoreStep, Restored } from "./restore-backup.ts";
export { takeBackup } from "./take-backup.ts";
export type { BackupPorts, BackupStep, BackupTaken, BackupWanted } from "./take-backup.ts";
