import { existsSync } from "node:fs";
import { mkdir, readdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import {
  type ArchiveStore,
  BackupError,
  type RestoreStep,
  type Restored,
  openBackup,
  readRootCopy,
  restoreBackup,
} from "./assurance/backup/index.ts";
import { type OpenRootKey, openRootKey } from "./custody/keyring/index.ts";
import {
  type Comparison,
  type KeptCheckpoint,
  type LedgerActor,
  type Verification,
  compareCheckpoint,
  verifyLedger,
} from "./custody/ledger/index.ts";
import { randomToken } from "./foundation/crypto/index.ts";
import { startBundledPostgres } from "./foundation/platform/bundled-postgres/index.ts";
import type { TenantId } from "./foundation/kernel/index.ts";
import type { ConnectionSettings } from "./foundation/platform/database/index.ts";
import { readOrMakeSecret } from "./foundation/platform/secret-file/index.ts";
import type { ComposeOptions } from "./compose-options.ts";
import { compose } from "./compose.ts";
import type { House } from "./house.ts";
import { noteRestore } from "./unfinished-restore.ts";

export interface RestoreOptions extends Omit<ComposeOptions, "owner"> {
  /** Absent: a PostgreSQL is made in the data directory. */
  readonly database: ConnectionSettings | undefined;
  readonly data: ArchiveStore;
  readonly keys: ArchiveStore;
  /** The newest one without it. */
  readonly backup: string | undefined;
  /** The last checkpoint of a ledger that somebody kept: tells whether anything is lost. */
  readonly kept?: KeptCheckpoint | undefined;
  /** From 0 up to 1: spreads out what is asked of a keeper of the root key again. */
  readonly random: () => number;
  /** Who is told to the ledger; undefined for a drill, of which nothing is kept: then nothing is written or signed. */
  readonly actor: LedgerActor | undefined;
}

export type InstallationStep =
  | RestoreStep
  | { readonly doing: "indexing" | "verifying"; readonly done: number; readonly total: number };

export interface RestoredOrganisation {
  readonly tenant: TenantId;
  readonly name: string;
  readonly shortName: string;
  /** Resources in the index that was built anew, deleted ones among them. */
  readonly resources: number;
  readonly ledger: Exclude<Verification, { readonly state: "running" }>;
  /** What the checkpoint that was kept says of this ledger, before the restore added to it; undefined for another ledger's. */
  readonly compared: Comparison | undefined;
}

export interface RestoredInstallation extends Restored {
  readonly organisations: readonly RestoredOrganisation[];
}

/** From a backup, its keys and the root key to a data directory that can be served. What fails before its rows are all there leaves no record
 *  behind; what fails after that leaves one that no server starts with.
 *  @param look at what was restored, before it is closed
 *  @throws BackupError, KeyringError, DatabaseError, BundledPostgresError */
export async function* restoreInstallation(
  options: RestoreOptions,
  look: (house: House, restored: RestoredInstallation) => Promise<void> = async () => undefined,
): AsyncGenerator<InstallationStep, RestoredInstallation> {
  const { dataDirectory, data, keys, now } = options;
  const ledgerDirectory = join(dataDirectory, "ledger");
  if (existsSync(ledgerDirectory) && (await readdir(ledgerDirectory)).length > 0)
    throw new BackupError(
      "backup/not-empty",
      `${ledgerDirectory} holds what an earlier installation signed: move it aside, keep it, and restore into a directory with nothing but keyring/root.key`,
    );
  await mkdir(dataDirectory, { recursive: true, mode: 0o700 });
  const openedRootKey = options.openedRootKey ?? (await openRoot(options));
  const root = openedRootKey.provider;
  const backup = await openBackup({ data, keys, root, now }, options.backup);
  const applicationPassword = await readOrMakeSecret(join(dataDirectory, "database.secret"), () => randomToken());
  const bundled =
    options.database === undefined
      ? await startBundledPostgres({ dataDirectory: join(dataDirectory, "postgres"), log: options.log })
      : undefined;
  const owner = options.database ?? bundled?.owner;
  if (owner === undefined) throw new BackupError("backup/none", "there is no database to restore into");
  const note = await noteRestore(dataDirectory);
  try {
    const restored = yield* restoreBackup({ data, keys, root, owner, applicationPassword }, backup);
    const house = await compose({ ...options, owner, openedRootKey });
    try {
      const organisations: RestoredOrganisation[] = [];
      for (const { tenant, name, shortName } of await house.keyring.tenants()) {
        let resources = 0;
        for await (const { done, total } of house.reindex(tenant)) {
          resources = done;
          yield { doing: "indexing", done, total };
        }
        let compared: Comparison | undefined;
        if (options.kept !== undefined) {
          await house.ledger.sequence(tenant);
          compared = await compareCheckpoint({ db: house.db, keyring: house.keyring }, tenant, options.kept);
        }
        if (options.actor !== undefined) {
          await house.ledger.witness(tenant, [{ entry: entryOf(options.actor, now(), restored) }]);
          await house.leavers.removeAgain(tenant);
          await house.ledger.sequence(tenant);
        }
        organisations.push({ tenant, name, shortName, resources, ledger: yield* verified(house, tenant), compared });
      }
      await note.finish();
      const installation = { ...restored, organisations };
      await look(house, installation);
      return installation;
    } finally {
      await house.close();
    }
  } catch (error) {
    // None of these comes after a row was committed.
    if (error instanceof BackupError) await note.withdraw();
    throw error;
  } finally {
    await bundled?.stop();
  }
}

/** Where no root key lies here, the copy that lies with the keys is brought: shares of it open that.
 *  @throws KeyringError, BackupError */
async function openRoot({ dataDirectory, keys, now, random, ...options }: RestoreOptions): Promise<OpenRootKey> {
  const setting = options.rootKey ?? ({ kind: "file" } as const);
  const directory = join(dataDirectory, "keyring");
  const path = join(directory, "root.key");
  const copy = setting.kind === "file" && !existsSync(path) ? await readRootCopy(keys, now) : undefined;
  if (copy !== undefined) {
    await mkdir(directory, { recursive: true, mode: 0o700 });
    await writeFile(path, copy, { mode: 0o600, flag: "wx", flush: true });
  }
  try {
    return await openRootKey({
      setting,
      directory,
      passphrase: options.passphrase,
      secret: options.rootKeySecret,
      shares: options.rootKeyShares ?? [],
      mayCreate: async () => false,
      now,
      sleep,
      random,
    });
  } catch (error) {
    // The next attempt may find another copy.
    if (copy !== undefined) await rm(path, { force: true });
    throw error;
  }
}

async function* verified(
  { db, keyring, anchor }: House,
  tenant: Parameters<typeof verifyLedger>[1],
): AsyncGenerator<InstallationStep, RestoredOrganisation["ledger"]> {
  for await (const step of verifyLedger({ db, keyring, anchor }, tenant)) {
    if (step.state !== "running") return step;
    yield { doing: "verifying", done: step.checked, total: step.total };
  }
  throw new Error("a verification ended without an answer");
}

function entryOf(actor: LedgerActor, moment: number, { backup, manifest, at, destroyedSince }: Restored) {
  const again = destroyedSince === 0 ? "" : `; keys that were destroyed since are gone again: ${destroyedSince}`;
  return {
    at: moment,
    action: "restored",
    actor,
    why: "administration",
    resources: [],
    count: 0,
    detail: `from backup ${backup} (manifest SHA-256 ${manifest}): the record as it was at ${new Date(at).toISOString()}${again}`,
  } as const;
}
