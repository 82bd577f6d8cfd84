import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { isAbsolute, join } from "node:path";
import type { ArchiveStore } from "./assurance/backup/index.ts";
import type { Folder, ResidueReport, ResidueStep } from "./assurance/residue/index.ts";
import type { ResourceId, TenantId } from "./foundation/kernel/index.ts";
import type { House } from "./house.ts";
import { removeLeftDrills } from "./drill-restore.ts";
import { type InstallationStep, type RestoreOptions, restoreInstallation } from "./restore-installation.ts";

export interface ScanOptions extends Pick<RestoreOptions, "dataDirectory" | "publicOrigin" | "now" | "random" | "log"> {
  readonly tenant: TenantId;
  readonly patient: ResourceId;
  readonly words: readonly string[];
  /** Where the operator puts exports and copies, as they say. */
  readonly also: readonly string[];
  readonly stores: { readonly data: ArchiveStore; readonly keys: ArchiveStore } | undefined;
  /** Restore this backup beside the installation, and scan that too. */
  readonly backup: string | undefined;
}

/** What was found in the installation, and in a backup that was restored. */
export interface ResidueScan {
  readonly live: ResidueReport;
  readonly restored: ResidueReport | undefined;
}

/** Scans an installation, its backups and, if asked, a restore of one of them, which it removes again.
 *  @throws as `restoreInstallation`, DatabaseError, BackupError */
export async function* scanResidue(
  live: House,
  options: ScanOptions,
): AsyncGenerator<ResidueStep | InstallationStep, ResidueScan> {
  const { tenant, patient, words, dataDirectory, stores } = options;
  const about = { tenant, patient, words };
  const found = yield* live.residue.scan({
    ...about,
    dataDirectory,
    folders: [...(await foldersBeside(options)), ...options.also.map((path) => ({ name: path, path }))],
    archives: stores && { ...stores, root: live.rootKey.provider },
  });
  if (options.backup === undefined || stores === undefined) return { live: found, restored: undefined };
  await removeLeftDrills(dataDirectory);
  const scratch = await mkdtemp(join(dataDirectory, `drill-${process.pid}-`));
  try {
    let restored: ResidueReport | undefined;
    yield* restoreInstallation(
      {
        ...options,
        ...stores,
        backup: options.backup === "oldest" ? await oldest(stores.data) : options.backup,
        dataDirectory: scratch,
        database: undefined,
        actor: undefined,
        passphrase: undefined,
        // No copy of a root key shall lie anywhere else.
        openedRootKey: live.rootKey,
      },
      async (house) => {
        const scanning = house.residue.scan({ ...about, dataDirectory: scratch, folders: [] });
        let step = await scanning.next();
        while (step.done !== true) step = await scanning.next();
        restored = step.value;
      },
    );
    return { live: found, restored };
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

async function oldest(data: ArchiveStore): Promise<string | undefined> {
  return (await data.folders())?.toSorted()[0];
}

/** Folders of backups, and what the program may have left in the system's temporary directory. */
async function foldersBeside({ stores }: Pick<ScanOptions, "stores">): Promise<readonly Folder[]> {
  const backups = stores === undefined ? [] : [stores.data, stores.keys];
  const temporary = tmpdir();
  const left = (await readdir(temporary).catch(() => [])).filter((name) => name.startsWith("wardbook-"));
  return [
    ...backups.flatMap(({ name }) => (isAbsolute(name) ? [{ name: "folder of backups", path: name }] : [])),
    ...left.map((name) => ({ name: "temporary files", path: join(temporary, name) })),
  ];
}
