import { CodedError } from "../../foundation/kernel/index.ts";

export type BackupErrorCode =
  /** Another process is at it. */
  | "backup/under-way"
  /** The database has a table of which nobody said whether it is backed up. */
  | "backup/unknown-table"
  | "backup/no-destination"
  /** The place can't be read or written. */
  | "backup/store-failed"
  /** Another machine answers than the one whose key is pinned. */
  | "backup/wrong-host"
  /** The place has no room left. */
  | "backup/store-full"
  /** There is no finished backup. */
  | "backup/none"
  /** A file is gone. */
  | "backup/missing"
  /** A file isn't the one that was put there. */
  | "backup/altered"
  /** The root key isn't the one that sealed it, or the archive's key is gone. */
  | "backup/wrong-key"
  /** Made by a newer program. */
  | "backup/unknown-format"
  /** Where it should go there is something already. */
  | "backup/not-empty"
  /** What was restored isn't what was counted when it was backed up. */
  | "backup/wrong-count";

export class BackupError extends CodedError<BackupErrorCode> {}
