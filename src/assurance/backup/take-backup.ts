import { isDeepStrictEqual } from "node:util";
import { randomBytes32 } from "../../foundation/crypto/index.ts";
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
  readBackups,
  readRemovals,
  readUnusedArchiveKey,
  tryLockBackups,
} from "./backup-table.ts";
import { readCatalogue, readMigrations, readPlace } from "./catalogue-table.ts";
import {
  type Manifest,
  archiveKeyFor,
  backupNameAt,
  hashOf,
  manifestPath,
  newestPath,
  openManifest,
  sealManifest,
} from "./manifest.ts";
import { beginSnapshot, endSnapshot } from "./read-rows-table.ts";
import { putRootCopy } from "./root-copy.ts";
import { isSampleAsPut } from "./spot-check.ts";
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
  readonly kind: "full" | "increment";
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
  /** An increment is taken where the last backup allows it. */
  readonly kind: "full" | "increment";
  /** Who is told to the ledger. */
  readonly actor: LedgerEntry["actor"];
}

/** After so many days a chain of increments ends. */
const chainDays = 7;
const dayMilliseconds = 86_400_000;

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
  try {
    if (!(await tryLockBackups(connection)))
      throw new BackupError("backup/under-way", "a backup is being taken already, by another process");
    const base = await chooseBase(ports, wanted.kind);
    const at = now();
    const brokenOff = await findUnfinished(data, at);
    const backup = brokenOff ?? backupNameAt(at);
    // Keys are few, and all of one moment.
    if (brokenOff !== undefined) await keys.remove(backup);
    for (const store of brokenOff === undefined ? [data, keys] : [keys])
      if ((await store.folders())?.includes(backup) === true)
        throw new BackupError("backup/store-failed", `${backup} lies in ${store.name} already`);
    const chainKey = await keyOf(ports, base.row, brokenOff !== undefined);
    const { settledXid, nextXid } = await beginSnapshot(connection);
    if (base.row !== undefined && (await readRemovals(connection)) !== base.row.removals) return undefined;
    const catalogue = await readCatalogue(connection);
    const migrations = await readMigrations(connection);
    const since = base.row === undefined ? undefined : { fromXid: base.row.settled_xid, nextXid };
    const about = { backup, kind: base.row === undefined ? ("full" as const) : ("increment" as const), at, migrations };

    const fileKey = randomBytes32();
    const writeSides = async function* () {
      try {
        const named = await wrapFileKey(root, backup, fileKey);
        const copy = await ports.rootCopy();
        if (copy !== undefined) await putRootCopy(keys, backup, copy);
        const keysWritten = yield* writeSide("keys", keys, new Secret(fileKey), named);
        return [keysWritten, yield* writeSide("data", data, chainKey.key, String(chainKey.keyNo))] as const;
      } catch (error) {
        // A disk that is full would stay full of what is no backup. Anything else leaves files for the next one to go on from.
        if (error instanceof BackupError && error.code === "backup/store-full")
          for (const store of [data, keys]) await store.remove(backup).catch(() => undefined);
        throw error;
      } finally {
        fileKey.fill(0);
      }
    };
    const [keysWritten, dataWritten] = yield* writeSides();

    async function* writeSide(
      side: "data" | "keys",
      store: ArchiveStore,
      secret: Secret<Buffer>,
      named: string,
    ): AsyncGenerator<
      BackupStep,
      Manifest & { readonly bytes: number; readonly hash: string; readonly wereThere: number }
    > {
      const key = archiveKeyFor(secret, { backup, side });
      const tables = tablesOf(catalogue, side);
      const goesOn = side === "data" && brokenOff !== undefined;
      const writing = writeArchive(connection, { store, backup, side, key, tables, since, goesOn });
      for (;;) {
        const step = await writing.next();
        if (step.done !== true) {
          yield { side, done: step.value };
          continue;
        }
        const follows =
          base.row === undefined
            ? undefined
            : { backup: base.row.backup, sha256: await hashIn(store, base.row.backup) };
        const { segments, rows, wereThere } = step.value;
        const manifest: Manifest = { ...about, side, follows, segments, rows };
        const file = sealManifest(key, { backup, side, key: named }, manifest);
        if (!(await store.putOnce(manifestPath(backup), file)))
          throw new BackupError("backup/store-failed", `${backup} lies in ${store.name} already`);
        await store.replace(newestPath, Buffer.from(`${backup}\n`));
        const bytes = manifest.segments.reduce((sum, segment) => sum + segment.bytes, file.length);
        return { ...manifest, bytes, hash: hashOf(file), wereThere };
      }
    }

    const removals = await readRemovals(connection);
    const place = await readPlace(connection);
    await endSnapshot(connection);
    const taken: BackupTaken = {
      backup,
      kind: about.kind,
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
      follows: base.row?.backup ?? null,
      chain: base.row?.chain ?? backup,
      store: data.name,
      key_no: chainKey.keyNo,
      settled_xid: settledXid,
      place,
      removals,
    });
    return taken;
  } finally {
    connection.release();
  }
}

/** The backup that an increment goes on from, or why there is none. */
async function chooseBase(
  ports: BackupPorts,
  kind: BackupWanted["kind"],
): Promise<{ readonly row: BackupRow | undefined; readonly fullBecause: string | undefined }> {
  const { admin, data, keys, now, nextNumber } = ports;
  const db = admin.installation;
  const full = (fullBecause: string | undefined) => ({ row: undefined, fullBecause });
  if (kind === "full") return full(undefined);
  const rows = await readBackups(db, data.name);
  // What a clock that was set back since called newest may be older than others are.
  const row = rows.find(({ at }) => at <= now());
  if (row === undefined) return full("there is none yet");
  const first = rows.find(({ backup }) => backup === row.chain);
  if (first === undefined || now() - first.at >= chainDays * dayMilliseconds)
    return full(`the last full one is ${chainDays} days old`);
  if (row.place !== (await readPlace(db))) return full("the database was restored, or another one took over");
  if (row.removals !== (await readRemovals(db))) return full("keys were destroyed or replaced, or a ledger was pruned");
  const [sealed, sealedKeys] = [await data.read(manifestPath(row.backup)), await keys.read(manifestPath(row.backup))];
  if (sealed === undefined || sealedKeys === undefined) return full("the last one isn't there any more");
  if (hashOf(sealed) !== row.manifest.toString("hex")) return full("the last one was altered since");
  const { key } = await keyOf(ports, row);
  const archiveKey = archiveKeyFor(key, { backup: row.backup, side: "data" });
  const { migrations } = openManifest(archiveKey, manifestPath(row.backup), sealed);
  // Its rows may have columns that the newest schema, which a chain is restored into, hasn't any more.
  if (!isDeepStrictEqual(migrations, await readMigrations(db))) return full("the schema was changed since");
  // An increment on top of what is spoilt would restore nothing.
  for (const one of new Set([first, row]))
    if (!(await isSampleAsPut(data, key, one, nextNumber()))) return full("a file of before was altered or is gone");
  return { row, fullBecause: undefined };
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

async function hashIn(store: ArchiveStore, backup: string): Promise<string> {
  const file = await store.read(manifestPath(backup));
  if (file === undefined) throw new BackupError("backup/missing", `${manifestPath(backup)} is gone from ${store.name}`);
  return hashOf(file);
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
