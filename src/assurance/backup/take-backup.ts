import { type AeadKey, randomBytes32 } from "../../foundation/crypto/index.ts";
import { type Clock, Secret, type TenantId } from "../../foundation/kernel/index.ts";
import type { Database, Transaction } from "../../foundation/platform/database/index.ts";
import type { RootKey } from "../../custody/keyring/index.ts";
import type { LedgerEntry } from "../../custody/ledger/index.ts";
import type { ArchiveStore } from "./archive-store.ts";
import { unwrapArchiveKey, wrapArchiveKey, wrapFileKey } from "./archive-key.ts";
import { BackupError } from "./backup-error.ts";
import {
  type BackupRow,
  insertArchiveKey,
  insertBackup,
  readArchiveKeys,
  readRemovals,
  readUnusedArchiveKey,
  endLockOf,
  tryLockBackups,
  unlockBackups,
} from "./backup-table.ts";
import { expectOwnPlace } from "./expect-own-place.ts";
import type { BackupKind } from "./backup-kind.ts";
import { readCatalogue, readMigrations, readPlace } from "./catalogue-table.ts";
import {
  type Manifest,
  archiveKeyFor,
  backupNameAt,
  hashOf,
  manifestPath,
  newestPath,
  sealManifest,
} from "./manifest.ts";
import { beginSnapshot, endSnapshot } from "./read-rows-table.ts";
import { putRootCopy } from "./root-copy.ts";
import { chooseBase } from "./choose-base.ts";
import type { ArchiveSide } from "./table-kinds.ts";
import { readReach } from "./tail-rows-table.ts";
import { findUnfinished } from "./unfinished-backup.ts";
import { tablesOf, writeArchive } from "./write-archive.ts";

export interface BackupPorts {
  /** Connects as the schema's owner, who sees every organisation. */
  readonly admin: Database;
  readonly root: RootKey;
  /** Sealed rows of everything that is kept. */
  readonly data: ArchiveStore;
  /** Wrapped keys, without which data opens to nobody. Elsewhere, and for a short time. */
  readonly keys: ArchiveStore;
  /** The root key's file, sealed under shares: it lies with the keys then. Undefined where it isn't kept like that. */
  readonly rootCopy: () => Promise<Buffer | undefined>;
  readonly ledger: {
    settle(): Promise<void>;
    append(tx: Transaction, tenant: TenantId, witnessed: readonly { readonly entry: LedgerEntry }[]): Promise<unknown>;
  };
  readonly tenants: () => Promise<readonly { readonly tenant: TenantId }[]>;
  readonly nextNumber: () => number;
  readonly now: Clock;
}

export interface BackupStep {
  readonly side: "data" | "keys";
  /** Rows put so far. */
  readonly done: number;
}

export interface BackupTaken {
  readonly backup: string;
  readonly kind: BackupKind;
  /** Of a tail that has nothing: then nothing was put, and the one before is as good. */
  readonly nothingNew?: true | undefined;
  /** Why not an increment, where one was asked for. */
  readonly fullBecause: string | undefined;
  readonly at: number;
  readonly segments: number;
  /** How many of them a backup that was broken off had put. */
  readonly wereThere: number;
  readonly rows: number;
  /** Of data and of keys, as they lie there. */
  readonly bytes: number;
  readonly keyBytes: number;
  /** SHA-256 of the data's manifest, in hexadecimal: the ledger tells it. */
  readonly manifest: string;
}

export interface BackupWanted {
  /** An increment or a tail is taken where the last backup allows it. */
  readonly kind: "full" | "increment" | "tail";
  /** Who is told to the ledger. */
  readonly actor: LedgerEntry["actor"];
}

/** Takes one backup, while everybody works on. All of it is as the database was at one moment. Whoever is killed leaves files that no
 *  manifest names: they are no backup; the next one keeps those that say what it would, and pruning removes them a day later.
 *  @throws BackupError; DatabaseError, KeyringError */
export async function* takeBackup(ports: BackupPorts, wanted: BackupWanted): AsyncGenerator<BackupStep, BackupTaken> {
  await ports.ledger.settle();
  for (;;) {
    const taken = yield* tryToTake(ports, wanted);
    if (taken !== undefined) return taken;
  }
}

/** @returns undefined where keys were destroyed just before the snapshot: then an increment is no longer possible */
async function* tryToTake(
  ports: BackupPorts,
  wanted: BackupWanted,
): AsyncGenerator<BackupStep, BackupTaken | undefined> {
  const { admin, root, data, keys, now } = ports;
  const connection = await admin.pin();
  let isReading = false;
  let locking: number | undefined;
  try {
    locking = await tryLockBackups(connection);
    if (locking === undefined)
      throw new BackupError("backup/under-way", "a backup is being taken already, by another process");
    const base = await chooseBase(ports, wanted.kind);
    const at = now();
    // The first one is never a tail.
    if (base.kind !== "tail") await expectOwnPlace(ports, at);
    const brokenOff = await findUnfinished(ports, at);
    const backup = brokenOff ?? backupNameAt(at);
    // Keys are few, and all of one moment.
    if (brokenOff !== undefined) await keys.remove(backup);
    for (const store of brokenOff === undefined ? [data, keys] : [keys])
      if ((await store.folders())?.includes(backup) === true)
        throw new BackupError("backup/store-failed", `${backup} lies in ${store.name} already`);
    const baseRow = base.from?.row;
    const chainKey = await keyOf(ports, baseRow, brokenOff !== undefined);
    const { settledXid, nextXid } = await beginSnapshot(connection);
    if (baseRow !== undefined && (await readRemovals(connection)) !== baseRow.removals) return undefined;
    const catalogue = await readCatalogue(connection);
    const migrations = await readMigrations(connection);
    const before = base.from?.manifest;
    const reach = base.kind === "tail" ? before?.reach : undefined;
    const since = baseRow === undefined ? undefined : { fromXid: baseRow.settled_xid, nextXid, reach };
    const about = { backup, kind: base.kind, at, migrations };
    const ends = await readReach(connection, at);

    const fileKey = randomBytes32();
    const writeSides = async function* () {
      try {
        const named = await wrapFileKey(root, backup, fileKey);
        const copy = await ports.rootCopy();
        if (copy !== undefined) await putRootCopy(keys, backup, copy);
        const keySide = yield* writeSide("keys", keys, new Secret(fileKey), named);
        const dataSide = yield* writeSide("data", data, chainKey.key, String(chainKey.keyNo));
        if (base.kind === "tail" && !hasNews(keySide.manifest, dataSide.manifest)) {
          for (const store of [data, keys]) await store.remove(backup);
          return undefined;
        }
        return [await finish(keySide), await finish(dataSide)] as const;
      } catch (error) {
        // A disk that is full would stay full of what is no backup. Anything else leaves files for the next one to go on from.
        if (error instanceof BackupError && error.code === "backup/store-full")
          for (const store of [data, keys]) await store.remove(backup).catch(() => undefined);
        throw error;
      } finally {
        fileKey.fill(0);
      }
    };
    isReading = true;
    const written = yield* writeSides();
    isReading = false;

    async function* writeSide(
      side: ArchiveSide,
      store: ArchiveStore,
      secret: Secret<Buffer>,
      named: string,
    ): AsyncGenerator<BackupStep, WrittenSide> {
      const key = archiveKeyFor(secret, { backup, side });
      const tables = tablesOf(catalogue, side);
      const goesOn = side === "data" && brokenOff !== undefined;
      const writing = writeArchive(connection, { store, backup, side, key, tables, since, before, goesOn });
      for (;;) {
        const step = await writing.next();
        if (step.done !== true) {
          yield { side, done: step.value };
          continue;
        }
        const { wereThere, ...archive } = step.value;
        const hash = side === "data" ? base.from?.row.manifest.toString("hex") : base.from?.keysHash;
        const follows =
          baseRow === undefined || hash === undefined ? undefined : { backup: baseRow.backup, sha256: hash };
        const manifest = { ...about, side, follows, ...archive, ...(side === "data" ? { reach: ends } : {}) };
        return { store, key, named, manifest, wereThere };
      }
    }

    const removals = await readRemovals(connection);
    const place = await readPlace(connection);
    await endSnapshot(connection);
    if (written === undefined)
      return { backup, kind: base.kind, nothingNew: true, fullBecause: undefined, at, ...nothing };
    const [keysWritten, dataWritten] = written;
    const taken: BackupTaken = {
      backup,
      kind: base.kind,
      fullBecause: base.fullBecause,
      at,
      segments: dataWritten.segments.length,
      wereThere: dataWritten.wereThere,
      rows: dataWritten.segments.reduce((sum, segment) => sum + segment.rows, 0),
      bytes: dataWritten.bytes,
      keyBytes: keysWritten.bytes,
      manifest: dataWritten.hash,
    };
    await remember(ports, wanted, taken, {
      follows: baseRow?.backup ?? null,
      chain: baseRow?.chain ?? backup,
      store: data.name,
      key_no: chainKey.keyNo,
      settled_xid: settledXid,
      place,
      removals,
    });
    return taken;
  } finally {
    // One that was broken off in the middle of a table is let go as it is: what is left of the table would be waited for.
    if (!isReading) await unlockBackups(connection);
    connection.release();
    if (isReading && locking !== undefined) await endLockOf(locking, admin.installation);
  }
}

/** Of the chain that goes on, or a new one; or the one that was made for a full backup that was broken off. */
async function keyOf(
  { admin, root, nextNumber }: BackupPorts,
  base: BackupRow | undefined,
  isBrokenOff = false,
): Promise<{ readonly keyNo: number; readonly key: Secret<Buffer> }> {
  if (base !== undefined) {
    const row = (await readArchiveKeys(admin.installation)).find(({ key_no }) => key_no === base.key_no);
    if (row === undefined) throw new BackupError("backup/wrong-key", "the archive's key is gone from the database");
    return { keyNo: base.key_no, key: await unwrapArchiveKey(root, row) };
  }
  const made = isBrokenOff ? await readUnusedArchiveKey(admin.installation) : undefined;
  if (made !== undefined) return { keyNo: made.key_no, key: await unwrapArchiveKey(root, made) };
  const keyNo = nextNumber();
  const bytes = randomBytes32();
  // Before the snapshot: what is sealed with it, and the archive of keys, must both have it.
  await insertArchiveKey(admin.installation, { key_no: keyNo, wrapped: await wrapArchiveKey(root, keyNo, bytes) });
  return { keyNo, key: new Secret(bytes) };
}

interface WrittenSide {
  readonly store: ArchiveStore;
  readonly key: AeadKey;
  /** As the manifest's first line names the key. */
  readonly named: string;
  readonly manifest: Manifest;
  readonly wereThere: number;
}

const nothing = { segments: 0, wereThere: 0, rows: 0, bytes: 0, keyBytes: 0, manifest: "" } as const;

/** Of keys those of patients count: the others' tables go whole each time. */
function hasNews(keys: Manifest, data: Manifest): boolean {
  return data.segments.length > 0 || keys.segments.some(({ table }) => table === "data_key");
}

async function finish({ store, key, named, manifest, wereThere }: WrittenSide) {
  const { backup, side, segments } = manifest;
  const file = sealManifest(key, { backup, side, key: named }, manifest);
  if (!(await store.putOnce(manifestPath(backup), file)))
    throw new BackupError("backup/store-failed", `${backup} lies in ${store.name} already`);
  await store.replace(newestPath, Buffer.from(`${backup}\n`));
  const bytes = segments.reduce((sum, segment) => sum + segment.bytes, file.length);
  return { segments, bytes, hash: hashOf(file), wereThere };
}

async function remember(
  { admin, ledger, tenants, now }: BackupPorts,
  { actor }: BackupWanted,
  { backup, kind, at, bytes, manifest, segments }: BackupTaken,
  rest: Omit<BackupRow, "backup" | "kind" | "at" | "manifest" | "bytes">,
): Promise<void> {
  await insertBackup(admin.installation, {
    ...rest,
    backup,
    kind,
    at,
    manifest: Buffer.from(manifest, "hex"),
    bytes,
  });
  // One a minute would bury what else there is: an increment, which has all of them, is told.
  if (kind === "tail") return;
  const detail = `${kind} backup ${backup}: manifest SHA-256 ${manifest}, ${segments} segments, ${bytes} bytes, to ${rest.store}`;
  const entry: LedgerEntry = {
    at: now(),
    action: "backed-up",
    actor,
    why: "administration",
    resources: [],
    count: 0,
    detail,
  };
  for (const { tenant } of await tenants())
    await admin.transaction(tenant, (tx) => ledger.append(tx, tenant, [{ entry }]));
}
