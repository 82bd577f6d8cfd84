import { isKnownBackup } from "./backup-table.ts";
import { isBackupName, manifestPath } from "./manifest.ts";
import type { BackupPorts } from "./take-backup.ts";

/** So long the files of a backup that was broken off are waited for: then they are removed. */
export const unfinishedMilliseconds = 86_400_000;

/** When a backup began, by its name; milliseconds since 1970. */
export function beganAt(backup: string): number {
  return Date.parse(backup.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)(\d{3})Z$/, "$1-$2-$3T$4:$5:$6.$7Z"));
}

/** The backup that was broken off last, if none was finished since and it isn't old. The next one goes on in its folder.
 *  @returns undefined also where the place doesn't list, and for one that was finished, whatever became of its manifest since: its keys may be
 *    those of later ones too, and a restore into another database may have been told that it was taken away */
export async function findUnfinished(
  { admin, data, keys }: Pick<BackupPorts, "admin" | "data" | "keys">,
  now: number,
): Promise<string | undefined> {
  const begun = ((await data.folders()) ?? []).filter((name) => isBackupName(name) && beganAt(name) <= now);
  const last = begun.toSorted().at(-1);
  if (last === undefined || now - beganAt(last) >= unfinishedMilliseconds) return undefined;
  if (await isKnownBackup(admin.installation, last)) return undefined;
  for (const store of [data, keys]) if ((await store.read(manifestPath(last))) !== undefined) return undefined;
  return last;
}
