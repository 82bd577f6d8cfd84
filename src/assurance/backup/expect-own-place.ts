import { BackupError } from "./backup-error.ts";
import { isKnownBackup, readArchiveKeys } from "./backup-table.ts";
import { isBackupName, manifestPath } from "./manifest.ts";
import { openDataChain, openKeyChain } from "./read-archive.ts";
import type { BackupPorts } from "./take-backup.ts";
import { beganAt } from "./unfinished-backup.ts";

type Ports = Pick<BackupPorts, "admin" | "root" | "data" | "keys">;

/** Two installations in one folder would go on in each other's backups, and remove each other's keys as their own old ones.
 *  @throws BackupError `backup/not-empty` where the newest that lies in a place isn't this installation's */
export async function expectOwnPlace(ports: Ports, now: number): Promise<void> {
  for (const store of [ports.data, ports.keys]) {
    const stranger = await newestUnknown(ports, store, now);
    if (stranger !== undefined && !(await opensHere(ports, stranger)))
      throw new BackupError(
        "backup/not-empty",
        `${store.name} has a backup ${stranger} that isn't of this installation: give each a folder of its own, or move that one's backups aside`,
      );
  }
}

/** The newest finished one, where the database doesn't know it: another's, of before a restore, or of a process that was killed just then. */
async function newestUnknown({ admin }: Ports, store: Ports["data"], now: number): Promise<string | undefined> {
  const begun = ((await store.folders()) ?? []).filter((name) => isBackupName(name) && beganAt(name) <= now);
  for (const backup of begun.toSorted().toReversed()) {
    if (await isKnownBackup(admin.installation, backup)) return undefined;
    if ((await store.read(manifestPath(backup))) !== undefined) return backup;
  }
  return undefined;
}

/** With this root key, or with an archive key that this one has. What was altered is nobody's, and in nobody's way. */
async function opensHere({ admin, root, data, keys }: Ports, backup: string): Promise<boolean> {
  const wrapped = new Map((await readArchiveKeys(admin.installation)).map((one) => [one.key_no, one.wrapped]));
  const openings = [() => openKeyChain(keys, root, backup, 1), () => openDataChain(data, root, backup, wrapped, 1)];
  for (const open of openings) {
    try {
      await open();
      return true;
    } catch (error) {
      if (!(error instanceof BackupError)) throw error;
      if (error.code !== "backup/wrong-key" && error.code !== "backup/missing") return true;
    }
  }
  return false;
}
