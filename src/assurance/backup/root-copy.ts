import { isUnderShares } from "../../custody/keyring/index.ts";
import type { Clock } from "../../foundation/kernel/index.ts";
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
 *  @returns undefined where the root key wasn't kept under shares
 *  @throws BackupError `backup/none`, `backup/store-failed`; `backup/altered` for what opens without shares: whoever holds such a root key made it up,
 *    and would make up the record as well */
export async function readRootCopy(keys: ArchiveStore, now: Clock): Promise<Buffer | undefined> {
  const path = rootCopyPath(await newestBackup(keys, now));
  const copy = await keys.read(path);
  if (copy !== undefined && !isUnderShares(copy))
    throw new BackupError(
      "backup/altered",
      `${path} in ${keys.name} is not a root key that is sealed under shares: it was altered or exchanged`,
    );
  return copy;
}
