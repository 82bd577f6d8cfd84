import type { ArchiveStore } from "./archive-store.ts";
import { BackupError } from "./backup-error.ts";
import { newestBackup } from "./read-archive.ts";

const rootCopyPath = (backup: string) => `${backup}/root.key`;

/** Puts a copy of the root key's file with the keys: sealed under shares, so nobody opens it alone.
 *  @throws BackupError `backup/store-failed`, `backup/store-full`, `backup/altered` */
export async function putRootCopy(keys: ArchiveStore, backup: string, copy: Buffer): Promise<void> {
  const path = rootCopyPath(backup);
  if (!(await keys.putOnce(path, copy)))
    throw new BackupError("backup/store-failed", `${path} lies in ${keys.name} already`);
  if ((await keys.read(path))?.equals(copy) !== true)
    throw new BackupError("backup/altered", `${path} was put into ${keys.name}, but isn't there as it was put`);
}

/** The newest archive's copy of the root key's file, for a machine that has none.
 *  @returns undefined where the root key wasn't kept under shares @throws BackupError `backup/none`, `backup/store-failed` */
export async function readRootCopy(keys: ArchiveStore): Promise<Buffer | undefined> {
  return keys.read(rootCopyPath(await newestBackup(keys)));
}
