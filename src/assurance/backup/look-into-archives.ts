import type { ResourceId, TenantId } from "../../foundation/kernel/index.ts";
import type { RootKey } from "../../custody/keyring/index.ts";
import type { ArchiveStore } from "./archive-store.ts";
import { BackupError } from "./backup-error.ts";
import { isBackupName, manifestPath } from "./manifest.ts";
import {
  type OpenChain,
  archiveKeysIn,
  newestBackup,
  openDataChain,
  openKeyChain,
  readSegments,
} from "./read-archive.ts";
import type { Segment } from "./segment.ts";

export interface ArchivePorts {
  readonly data: ArchiveStore;
  readonly keys: ArchiveStore;
  readonly root: RootKey;
}

/** An archive, and what was looked for in it; undefined for one that no key opens which is here. */
export interface LookedInto<Found> {
  readonly archive: string;
  readonly found: Found | undefined;
}

async function finished(store: ArchiveStore): Promise<readonly string[]> {
  const names: string[] = [];
  for (const folder of ((await store.folders()) ?? []).filter(isBackupName))
    if ((await store.read(manifestPath(folder))) !== undefined) names.push(folder);
  return names;
}

async function opened(opening: Promise<OpenChain>): Promise<OpenChain | undefined> {
  try {
    return await opening;
  } catch (error) {
    if (error instanceof BackupError && error.code !== "backup/store-failed") return undefined;
    throw error;
  }
}

/** Numbers of the keys of a patient that each archive of keys still has. @throws BackupError */
export async function keysOfPatient(
  { keys, root }: ArchivePorts,
  tenant: TenantId,
  patient: ResourceId,
): Promise<readonly LookedInto<readonly number[]>[]> {
  const subject = Buffer.from(patient.replaceAll("-", ""), "hex");
  const looked: LookedInto<readonly number[]>[] = [];
  for (const archive of await finished(keys)) {
    const own = (await opened(openKeyChain(keys, root, archive)))?.at(-1);
    const found: number[] = [];
    if (own !== undefined)
      for await (const segment of readSegments(own, "data_key")) {
        const tenants = valuesOf(segment, "tenant");
        const numbers = valuesOf(segment, "key_no");
        for (const [row, value] of valuesOf(segment, "subject").entries())
          if (value?.equals(subject) === true && tenants[row]?.readInt32BE(0) === tenant)
            found.push(Number(numbers[row]?.readBigInt64BE(0) ?? 0n));
      }
    looked.push({ archive, found: own === undefined ? undefined : found });
  }
  return looked;
}

function valuesOf({ columns, values }: Segment, column: string): readonly (Buffer | undefined)[] {
  return values[columns.findIndex(({ name }) => name === column)] ?? [];
}

/** Every value that archives of data hold, as the database had it: what was sealed there still is. @throws BackupError */
export async function* archivedValues({
  data,
  keys,
  root,
}: ArchivePorts): AsyncGenerator<LookedInto<{ readonly table: string; readonly bytes: Buffer }>> {
  const newest = (await finished(keys)).length === 0 ? undefined : await newestBackup(keys);
  const newestKeys = newest === undefined ? undefined : await opened(openKeyChain(keys, root, newest));
  const archiveKeys = newestKeys === undefined ? new Map<number, Buffer>() : await archiveKeysIn(newestKeys);
  for (const archive of await finished(data)) {
    const own = (await opened(openDataChain(data, root, archive, archiveKeys)))?.at(-1);
    if (own === undefined) yield { archive, found: undefined };
    else
      for (const table of new Set(own.manifest.segments.map((segment) => segment.table)))
        for await (const { values } of readSegments(own, table))
          for (const bytes of values.flat()) if (bytes !== undefined) yield { archive, found: { table, bytes } };
  }
}
