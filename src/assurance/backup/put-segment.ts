import type { AeadKey } from "../../foundation/crypto/index.ts";
import type { ArchiveStore } from "./archive-store.ts";
import { BackupError } from "./backup-error.ts";
import { openSegment, sealSegment } from "./manifest.ts";

export interface SegmentToPut {
  readonly store: ArchiveStore;
  readonly key: AeadKey;
  readonly path: string;
  /** Its rows, as this backup's own snapshot has them. */
  readonly packed: Buffer;
  /** Whether an earlier attempt at this backup may have put it. */
  readonly mayLieThere: boolean;
}

/** Puts one file of rows. One that lies there stays only if it opens under this key, for this place, and says the very same rows: so what
 *  was broken off never brings in what another moment knew.
 *  @returns the file as it lies there @throws BackupError `backup/store-failed`, `backup/store-full` */
export async function putSegment(given: SegmentToPut): Promise<{ readonly file: Buffer; readonly wasThere: boolean }> {
  const { store, key, path, packed, mayLieThere } = given;
  const there = mayLieThere ? await store.read(path) : undefined;
  if (there !== undefined && saysTheSame(given, there)) return { file: there, wasThere: true };
  const file = sealSegment(key, path, packed);
  if (there !== undefined) await store.replace(path, file);
  else if (!(await store.putOnce(path, file)))
    throw new BackupError("backup/store-failed", `${path} lies in ${store.name} already`);
  return { file, wasThere: false };
}

function saysTheSame({ key, path, packed }: SegmentToPut, there: Buffer): boolean {
  try {
    return openSegment(key, path, there).equals(packed);
  } catch (error) {
    if (error instanceof BackupError) return false;
    throw error;
  }
}
