import type { Secret } from "../../foundation/kernel/index.ts";
import type { ArchiveStore } from "./archive-store.ts";
import type { BackupRow } from "./backup-table.ts";
import { archiveKeyFor, hashOf, manifestPath, openManifest } from "./manifest.ts";

/** Who encrypts a folder to extort, or a disk that dies, spoils most of its files: an archive's manifest and one of its files are read again.
 *  @param nth which one: another each time @returns whether both are as they were put */
export async function isSampleAsPut(
  data: ArchiveStore,
  key: Secret<Buffer>,
  { backup, manifest }: Pick<BackupRow, "backup" | "manifest">,
  nth: number,
): Promise<boolean> {
  const path = manifestPath(backup);
  const sealed = await data.read(path);
  if (sealed === undefined || hashOf(sealed) !== manifest.toString("hex")) return false;
  const { segments } = openManifest(archiveKeyFor(key, { backup, side: "data" }), path, sealed);
  const one = segments[nth % segments.length];
  if (one === undefined) return true;
  const file = await data.read(one.path);
  return file !== undefined && hashOf(file) === one.sha256;
}
