import { CodedError } from "../../foundation/kernel/index.ts";
import type { openS3Store } from "../../custody/ledger/index.ts";
import type { ArchiveStore } from "./archive-store.ts";
import { BackupError } from "./backup-error.ts";

/** A bucket whose objects are locked. Nothing in it can be taken away before its time, by nobody: what is pruned loses its archive key
 *  instead, and rules of the bucket's own end what isn't locked any more. */
export function openBucketStore(bucket: ReturnType<typeof openS3Store>): ArchiveStore {
  async function orFailed<T>(answer: Promise<T>): Promise<T> {
    try {
      return await answer;
    } catch (cause) {
      const why = cause instanceof CodedError ? cause.message : "it can't be reached";
      throw new BackupError("backup/store-failed", `${bucket.name}: ${why}`, { cause });
    }
  }
  return {
    name: bucket.name,
    read: (path) => orFailed(bucket.read(path)),
    putOnce: (path, bytes) => orFailed(bucket.putOnce(path, bytes)),
    replace: (path, bytes) => orFailed(bucket.putVersion(path, bytes)),
    folders: async () => undefined,
    remove: async () => undefined,
    close: bucket.close,
  };
}
