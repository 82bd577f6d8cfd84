import type { ConnectionSettings } from "../../foundation/platform/database/index.ts";
import {
  type Queryable,
  isApplicationRoleAnothers,
  migrate,
  openDatabase,
} from "../../foundation/platform/database/index.ts";
import type { Clock } from "../../foundation/kernel/index.ts";
import type { RootKey } from "../../custody/keyring/index.ts";
import type { ArchiveStore } from "./archive-store.ts";
import { BackupError } from "./backup-error.ts";
import { insertBackup } from "./backup-table.ts";
import { type CatalogueTable, readCatalogue } from "./catalogue-table.ts";
import { knownColumns, putLaterKeys, readLaterKeys } from "./later-keys.ts";
import { makeLeafHashes } from "./leaf-hashes-table.ts";
import { isBackupName, manifestPath } from "./manifest.ts";
import {
  type OpenArchive,
  type OpenChain,
  archiveKeysIn,
  archivesWith,
  checkFiles,
  doubtsAbout,
  doubtsAboutErasures,
  newestBackup,
  openDataChain,
  openKeyChain,
  readSegments,
} from "./read-archive.ts";
import { countRows } from "./read-rows-table.ts";
import { replayDestructions } from "./replay-table.ts";
import { type ArchiveSide, isGrowing, ofNewestKeys, tableKinds } from "./table-kinds.ts";
import { tablesOf } from "./write-archive.ts";
import { beginRestore, commitRestore, emptyTable, isInUse, lockRecord, putRows } from "./write-rows-table.ts";

export interface RestorePorts {
  readonly data: ArchiveStore;
  readonly keys: ArchiveStore;
  readonly root: RootKey;
  /** Tells which of the archives that lie there may be the newest. */
  readonly now?: Clock | undefined;
  /** An empty database, and who owns it. */
  readonly owner: ConnectionSettings;
  readonly applicationPassword: ConnectionSettings["password"];
  /** Makes schemas, in place of this program's migrations. */
  readonly migrate?: typeof migrate | undefined;
}

export type RestoreStep =
  | { readonly doing: "checking"; readonly done: number; readonly total: number }
  | { readonly doing: "restoring"; readonly done: number; readonly total: number };

/** What was brought back into the database. The search index isn't: it is built anew. */
export interface Restored {
  readonly backup: string;
  /** Whatever was committed before this moment is back; milliseconds since 1970. */
  readonly at: number;
  /** SHA-256 of the data's manifest, in hexadecimal, as the ledger told it. */
  readonly manifest: string;
  /** The newest one on the way there that the ledger was told of: no tail. */
  readonly onRecord: { readonly at: number; readonly manifest: string };
  readonly rows: number;
  /** Which archive of keys opened it: the one of the same moment, or the newest. */
  readonly keysOf: string;
  /** Rows that are back although somebody had taken them away before the backup, in no way that Wardbook has: no increment tells of that. */
  readonly surplus: readonly { readonly table: string; readonly rows: number }[];
  /** What looks as if newer backups had been taken away, or an older one put in front; in words. */
  readonly doubts: readonly string[];
  /** Patients whose keys were destroyed after the backup, and whose records are gone again. */
  readonly destroyedSince: number;
}

/** A backup with all that is needed to read it. */
export interface OpenBackup {
  readonly data: OpenChain;
  /** The keys as they were with the data, or else the newest there are. */
  readonly keys: OpenChain;
  /** Knows of every destruction. */
  readonly newestKeys: OpenChain;
  /** What looks as if somebody had put an older one in front, in words. */
  readonly doubts: readonly string[];
}

/** Opens a backup; no file of rows is read yet. @param backup the newest one where none is named
 *  @throws BackupError */
export async function openBackup(
  { data, keys, root, now }: Pick<RestorePorts, "data" | "keys" | "root" | "now">,
  backup: string | undefined,
): Promise<OpenBackup> {
  if (backup !== undefined && !isBackupName(backup))
    throw new BackupError("backup/none", "a backup is named like 20260307T090000000Z");
  const wanted = backup ?? (await newestBackup(data, now));
  const newest = await newestBackup(keys, now);
  const newestKeys = await openKeyChain(keys, root, newest);
  const chain = await openDataChain(data, root, wanted, await archiveKeysIn(newestKeys));
  const hasOwn = wanted !== newest && (await keys.read(manifestPath(wanted))) !== undefined;
  const own = hasOwn ? await ownKeys(keys, root, wanted) : undefined;
  const momentOf = (archives: OpenChain) => archives.at(-1)?.manifest.at ?? 0;
  if (own === undefined && momentOf(newestKeys) < momentOf(chain))
    throw new BackupError(
      "backup/missing",
      `the archive of keys for ${wanted} is missing in ${keys.name}: the newest there, ${newest}, is older, and patients of since would be left out; bring it, or restore --backup ${newest}`,
    );
  const doubts =
    backup === undefined
      ? await doubtsAbout(data, { newest: wanted, newestKeys: newest, keys: keys.name })
      : await doubtsAboutErasures(data, { newestKeys: newest, keys: keys.name, now });
  return { data: chain, keys: own ?? newestKeys, newestKeys, doubts };
}

/** @returns undefined where the root key that wrapped them was replaced since */
async function ownKeys(keys: ArchiveStore, root: RootKey, backup: string): Promise<OpenChain | undefined> {
  try {
    return await openKeyChain(keys, root, backup);
  } catch (error) {
    if (error instanceof BackupError && error.code === "backup/wrong-key") return undefined;
    throw error;
  }
}

/** Brings a backup back into an empty database: all of it in one transaction, or nothing.
 *  @throws BackupError, DatabaseError */
export async function* restoreBackup(
  ports: RestorePorts,
  { data, keys, newestKeys, doubts }: OpenBackup,
): AsyncGenerator<RestoreStep, Restored> {
  const { migrate: bringUp = migrate } = ports;
  const newest = data.at(-1);
  const newestKey = keys.at(-1);
  if (newest === undefined || newestKey === undefined)
    throw new BackupError("backup/none", "there is nothing to restore");
  const chains = newestKeys === keys ? [keys, data] : [newestKeys, keys, data];
  for (const chain of chains) {
    const total = sumOf(chain, ({ bytes }) => bytes);
    for await (const done of checkFiles(chain)) yield { doing: "checking", done, total };
  }

  const db = openDatabase(ports.owner, 1);
  let rows = 0;
  let destroyedSince = 0;
  let surplus: Restored["surplus"] = [];
  try {
    // Asked first: migrating would give the role of whoever uses this database, or another one there, another password.
    await expectUnused(db.installation);
    if (await isApplicationRoleAnothers(ports.owner, ports.applicationPassword))
      throw new BackupError("backup/not-empty", anothersRole);
    await bringUp(ports.owner, ports.applicationPassword, newest.manifest.migrations);
    const connection = await db.pin();
    try {
      await beginRestore(connection);
      await lockRecord(connection);
      await expectUnused(connection);
      const catalogue = await readCatalogue(connection);
      const sides = { keys, data };
      const total = sumOf(keys, (file) => file.rows) + sumOf(data, (file) => file.rows);
      const tables = [...tablesOf(catalogue, "keys"), ...tablesOf(catalogue, "data")];
      const keyTables = new Set(tablesOf(catalogue, "keys").map(({ table }) => table));
      for (const table of inOrder(tables)) {
        const side = keyTables.has(table.table) ? "keys" : "data";
        for await (const put of putTable(connection, table, side, sides[side])) {
          rows += put;
          yield { doing: "restoring", done: rows, total };
        }
      }
      const isOfOneMoment = newestKey.manifest.backup === newest.manifest.backup;
      surplus = await expectCounts(connection, catalogue, [data, keys], isOfOneMoment);
      const latest = newestKeys.at(-1);
      if (latest !== undefined && latest.manifest.backup !== newest.manifest.backup)
        destroyedSince = await catchUp(connection, catalogue, latest);
      await rememberChain(connection, data);
      const later = await readLaterKeys(newestKeys === keys ? [keys] : [keys, newestKeys], newest.manifest);
      await commitRestore(connection);
      if (later !== undefined) {
        await bringUp(ports.owner, ports.applicationPassword, later.migrations);
        await beginRestore(connection);
        await putLaterKeys(connection, later);
        destroyedSince += await replayDestructions(connection);
        await commitRestore(connection);
      }
    } finally {
      connection.release();
    }
  } finally {
    await db.close();
  }
  await bringUp(ports.owner, ports.applicationPassword);
  const { backup, at } = newest.manifest;
  const told = data.findLast(({ manifest }) => manifest.kind !== "tail") ?? newest;
  const onRecord = { at: told.manifest.at, manifest: told.hash };
  return {
    backup,
    at,
    manifest: newest.hash,
    onRecord,
    rows,
    keysOf: newestKey.manifest.backup,
    surplus,
    doubts,
    destroyedSince,
  };
}

const anothersRole =
  "this PostgreSQL has the role wardbook_app already, with another password than DATA/database.secret: whoever serves from another of its databases would be locked out. Restore into a PostgreSQL of its own; or bring that one's database.secret; or, if nobody serves from there, drop the role";

/** @throws BackupError `backup/not-empty` */
async function expectUnused(db: Queryable): Promise<void> {
  if (await isInUse(db))
    throw new BackupError("backup/not-empty", "this database holds a record already: restore into an empty one");
}

/** The newest archive's rows come first, and stay: all that is put is as it was at the end. Put in the order of time, rows could meet others
 *  that were changed later, where two must never say the same (which key is current). @yields rows put */
async function* putTable(
  db: Queryable,
  table: CatalogueTable,
  side: ArchiveSide,
  chain: OpenChain,
): AsyncGenerator<number> {
  const kind = tableKinds[table.table];
  const archives = archivesWith(chain, table.table, kind !== undefined && isGrowing(kind));
  // Some have rows as soon as they are made.
  await emptyTable(db, table.table);
  for (const archive of archives) {
    for await (const segment of readSegments(archive, table.table)) {
      const rows = side === "keys" ? knownColumns(segment, table) : await makeLeafHashes(db, segment);
      await putRows(db, table, rows, "stays");
      yield segment.values[0]?.length ?? 0;
    }
  }
}

/** What the newest archive of keys knows, and the one of the backup's own time didn't. @returns patients destroyed since */
async function catchUp(db: Queryable, catalogue: readonly CatalogueTable[], newest: OpenArchive): Promise<number> {
  for (const table of catalogue)
    if (ofNewestKeys.has(table.table))
      for await (const segment of readSegments(newest, table.table))
        await putRows(db, table, knownColumns(segment, table), "is replaced");
  return replayDestructions(db);
}

/** @param isOfOneMoment whether the keys are those of the data: else rows that go with a key may have gone with it
 *  @returns what there is too much of @throws BackupError `backup/wrong-count` where anything is missing */
async function expectCounts(
  db: Queryable,
  catalogue: readonly CatalogueTable[],
  chains: readonly OpenChain[],
  isOfOneMoment: boolean,
): Promise<Restored["surplus"]> {
  const surplus: { table: string; rows: number }[] = [];
  for (const chain of chains) {
    const seen = new Set<string>();
    for (const { manifest } of chain.toReversed()) {
      // A tail doesn't count what grows: then there must be at least what there was before it.
      const isExact = manifest === chain.at(-1)?.manifest;
      for (const [table, counted] of Object.entries(manifest.rows)) {
        if (seen.has(table)) continue;
        seen.add(table);
        const found = await countRows(db, table);
        if (found > counted && isExact) surplus.push({ table, rows: found - counted });
        const goesWithKeys = catalogue.some((one) => one.table === table && one.references.some((to) => to.cascades));
        if (found >= counted || (goesWithKeys && !isOfOneMoment)) continue;
        throw new BackupError(
          "backup/wrong-count",
          `${table} has ${found} rows, but ${counted} were counted when it was backed up: nothing was restored`,
        );
      }
    }
  }
  return surplus;
}

/** The database can't know of the backup that it comes from. Nothing goes on from it here: these are other transactions' numbers. */
async function rememberChain(db: Queryable, chain: OpenChain): Promise<void> {
  const first = chain[0]?.manifest.backup ?? "";
  for (const { store, manifest, hash, keyName, bytes } of chain)
    await insertBackup(db, {
      backup: manifest.backup,
      kind: manifest.kind,
      follows: manifest.follows?.backup ?? null,
      chain: first,
      at: manifest.at,
      store: store.name,
      key_no: Number(keyName),
      manifest: Buffer.from(hash, "hex"),
      bytes,
      settled_xid: 0,
      place: "",
      removals: "",
    });
}

/** Tables that others refer to come first; of the rest the ledger's entries do, by their name, before what is made of them. */
function inOrder(tables: readonly CatalogueTable[]): CatalogueTable[] {
  const ordered: CatalogueTable[] = [];
  const seen = new Set<string>();
  const visit = (table: CatalogueTable) => {
    if (seen.has(table.table)) return;
    seen.add(table.table);
    for (const reference of table.references) {
      const other = tables.find(({ table: name }) => reference.table === `wardbook.${name}`);
      if (other !== undefined) visit(other);
    }
    ordered.push(table);
  };
  for (const table of tables) visit(table);
  return ordered;
}

function sumOf(chain: OpenChain, of: (file: { readonly bytes: number; readonly rows: number }) => number): number {
  return chain.reduce((sum, { manifest }) => manifest.segments.reduce((part, file) => part + of(file), sum), 0);
}
