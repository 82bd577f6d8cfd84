import { type ArchiveStore, openBucketStore, openFolderStore, openSftpStore } from "./assurance/backup/index.ts";
import { openS3Store } from "./custody/ledger/index.ts";
import type { Clock } from "./foundation/kernel/index.ts";
import type { BackupSetting } from "./foundation/platform/config/index.ts";

/** Where the settings say that backups and their keys go. */
export function openArchiveStores(
  { data, keys }: BackupSetting,
  now: Clock,
): { readonly data: ArchiveStore; readonly keys: ArchiveStore } {
  const folder = (place: BackupSetting["keys"]) =>
    typeof place === "string" ? openFolderStore(place) : openSftpStore(place);
  return {
    data: typeof data === "string" || "hostKey" in data ? folder(data) : openBucketStore(openS3Store({ ...data, now })),
    keys: folder(keys),
  };
}
