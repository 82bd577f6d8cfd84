import type { Queryable } from "../../foundation/platform/database/index.ts";
import type { BackupKind } from "./backup-kind.ts";
import type { Destructions } from "./choose-kept.ts";

// Statements of the schema's owner.

export interface BackupRow {
  readonly backup: string;
  readonly kind: BackupKind;
  readonly follows: string | null;
  readonly chain: string;
  readonly at: number;
  readonly store: string;
  readonly key_no: number;
  readonly manifest: Buffer;
  readonly bytes: number;
  readonly settled_xid: number;
  readonly place: string;
  /** As `readRemovals` told. */
  readonly removals: string;
}

const columns = "backup, kind, follows, chain, at, store, key_no, manifest, bytes, settled_xid, place, removals";

/** Newest first. */
export function readBackups(db: Queryable, store: string): Promise<BackupRow[]> {
  return db.query(`select ${columns} from wardbook.backup where store = $1 order by at desc, backup desc`, [store]);
}

export async function insertBackup(db: Queryable, row: BackupRow): Promise<void> {
  await db.query(
    `insert into wardbook.backup (${columns}) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) on conflict (backup) do nothing`,
    [
      row.backup,
      row.kind,
      row.follows,
      row.chain,
      row.at,
      row.store,
      row.key_no,
      row.manifest,
      row.bytes,
      row.settled_xid,
      row.place,
      row.removals,
    ],
  );
}

export async function isKnownBackup(db: Queryable, backup: string): Promise<boolean> {
  return (await db.query("select from wardbook.backup where backup = $1", [backup])).length > 0;
}

export async function deleteBackup(db: Queryable, backup: string): Promise<void> {
  await db.query("delete from wardbook.backup where backup = $1", [backup]);
}

export interface ArchiveKeyRow {
  readonly key_no: number;
  readonly wrapped: Buffer;
}

export function readArchiveKeys(db: Queryable): Promise<ArchiveKeyRow[]> {
  return db.query("select key_no, wrapped from wardbook.archive_key order by key_no");
}

/** The newest that no backup names: of one that was broken off. */
export async function readUnusedArchiveKey(db: Queryable): Promise<ArchiveKeyRow | undefined> {
  const rows = await db.query<ArchiveKeyRow>(
    `select key_no, wrapped from wardbook.archive_key k
     where not exists (select from wardbook.backup b where b.key_no = k.key_no) order by key_no desc limit 1`,
  );
  return rows[0];
}

export async function insertArchiveKey(db: Queryable, row: ArchiveKeyRow): Promise<void> {
  await db.query("insert into wardbook.archive_key (key_no, wrapped) values ($1, $2) on conflict (key_no) do nothing", [
    row.key_no,
    row.wrapped,
  ]);
}

/** Only where it is still wrapped as it was. */
export async function replaceArchiveKey(db: Queryable, keyNo: number, old: Buffer, wrapped: Buffer): Promise<void> {
  await db.query("update wardbook.archive_key set wrapped = $3 where key_no = $1 and wrapped = $2", [
    keyNo,
    old,
    wrapped,
  ]);
}

/** Keys that no backup names. One that is being made has its key already: nobody else is at it, says `tryLockBackups`. */
export async function deleteUnusedArchiveKeys(db: Queryable): Promise<void> {
  await db.query(
    "delete from wardbook.archive_key k where not exists (select from wardbook.backup b where b.key_no = k.key_no)",
  );
}

/** Changes with whatever takes rows away from tables that grow: keys destroyed, replaced keys gone, ledgers pruned, records erased. An increment can't
 *  tell of that. */
export async function readRemovals(db: Queryable): Promise<string> {
  const rows = await db.query<{ removals: string }>(
    `select (select count(*) from wardbook.key_destruction) || '/' || (select count(*) from wardbook.key_rotation where ended_at is not null)
       || '/' || (select coalesce(sum(gone_to), 0) from wardbook.ledger_pruning)
       || '/' || (select coalesce(sum(until), 0) from wardbook.erased_record) || '/' || (select coalesce(sum(ended_at), 0) from wardbook.ending_key) as removals`,
  );
  return rows[0]?.removals ?? "";
}

/** How many destructions of keys `readRemovals` told of; undefined for a row that a restore made. */
export function destructionsIn({ removals }: Pick<BackupRow, "removals">): number | undefined {
  return removals === "" ? undefined : Number(removals.split("/")[0]);
}

/** Undefined where none was destroyed ever. */
export async function readDestructions(db: Queryable): Promise<Destructions | undefined> {
  const rows = await db.query<{ count: number; at: number | null }>(
    "select count(*) as count, max(at) as at from wardbook.key_destruction",
  );
  const { count, at } = rows[0] ?? { count: 0, at: null };
  return at === null ? undefined : { count, lastAt: at };
}

const lock = 7_267_000;

/** Held as long as the connection lives. @returns the number of its server process; undefined where somebody else holds it */
export async function tryLockBackups(connection: Queryable): Promise<number | undefined> {
  const rows = await connection.query<{ locked: boolean; process: number }>(
    "select pg_try_advisory_lock($1) as locked, pg_backend_pid() as process",
    [lock],
  );
  return rows[0]?.locked === true ? rows[0].process : undefined;
}

/** To be called before the connection is closed: the server notices that a moment later, and whoever comes next would be told that somebody is at it. */
export async function unlockBackups(connection: Queryable): Promise<void> {
  try {
    await connection.query("rollback");
    await connection.query("select pg_advisory_unlock($1)", [lock]);
  } catch {
    // It was lost, and the lock with it.
  }
}

/** For a connection that was closed in the middle of a table, and could not be asked to unlock: its server process may go on for a moment.
 *  @param process what `tryLockBackups` told */
export async function endLockOf(process: number, db: Queryable): Promise<void> {
  const patienceMilliseconds = 5_000;
  try {
    await db.query(
      `select pg_terminate_backend(pid, $3) from pg_locks
       where locktype = 'advisory' and database = (select oid from pg_database where datname = current_database()) and objid = $1 and pid = $2`,
      [lock, process, patienceMilliseconds],
    );
  } catch {
    // Nobody can be asked: then nobody takes a backup either.
  }
}

/** Full backups of since then, and what goes on from them, by name, wherever they lie. @returns undefined where no backup is known at all */
export async function backupsFrom(
  db: Queryable,
  { since, now }: { readonly since: number; readonly now: number },
): Promise<readonly string[] | undefined> {
  const rows = await db.query<{ backup: string; is_later: boolean }>(
    `select b.backup, exists (
       select from wardbook.backup f where f.backup = b.chain and f.kind = 'full' and f.at >= $1 and f.at <= $2) as is_later
     from wardbook.backup b`,
    [since, now],
  );
  return rows.length === 0 ? undefined : rows.filter((row) => row.is_later).map(({ backup }) => backup);
}

/** Wherever it lies; those of a clock that was set back since don't count. Milliseconds since 1970. The application's role may ask this. */
export async function newestBackupAt(db: Queryable, now: number): Promise<number | undefined> {
  const rows = await db.query<{ at: number | null }>("select max(at) as at from wardbook.backup where at <= $1", [now]);
  return rows[0]?.at ?? undefined;
}
