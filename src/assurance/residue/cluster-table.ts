import type { Queryable } from "../../foundation/platform/database/index.ts";

/** A file of the database's own, below its cluster's directory: "base/16384/24577". */
export interface RelationFile {
  readonly path: string;
  /** "data_key", or the table that an index or a store of long values belongs to. */
  readonly table: string;
  readonly kind: "rows" | "index" | "long values" | "other";
}

/** Files of the database that this connection is to. */
export function relationFiles(db: Queryable): Promise<RelationFile[]> {
  return db.query(
    `select pg_relation_filepath(c.oid) as path, coalesce(tabled.relname, toasted.relname, o.relname, c.relname) as "table",
       case when c.relkind = 'i' then 'index' when c.relkind in ('r', 'm') then 'rows' when c.relkind = 't' then 'long values' else 'other' end as kind
     from pg_class c
     left join pg_index i on i.indexrelid = c.oid
     left join pg_class o on o.oid = i.indrelid and o.relkind <> 't'
     left join pg_class toasted on toasted.reltoastrelid = c.oid
     left join pg_class tabled on tabled.reltoastrelid = i.indrelid
     where pg_relation_filepath(c.oid) is not null`,
  );
}

export interface Cluster {
  /** Its folder, as its server sees it. */
  readonly path: string;
  /** Its own number, which its files bear too. */
  readonly identifier: string;
  /** Number of the database that this connection is to. */
  readonly database: string;
}

/** @returns undefined where this role may not know */
export async function readCluster(db: Queryable): Promise<Cluster | undefined> {
  const [row] = await db.query<Omit<Cluster, "path"> & { readonly path: string | null }>(
    `select case when pg_has_role('pg_read_all_settings', 'usage') then current_setting('data_directory') end as path,
       system_identifier::text as identifier, d.oid::text as database
     from pg_database d, pg_control_system() where datname = current_database()`,
  );
  return row === undefined || row.path === null ? undefined : { ...row, path: row.path };
}

/** Has everything that is in memory written to the files, and the log of before ended. @returns false where this role may not */
export async function writeOut(db: Queryable): Promise<boolean> {
  const [may] = await db.query<{ may: boolean }>(
    `select pg_has_role('pg_checkpoint', 'usage') and has_function_privilege('pg_switch_wal()', 'execute') as may`,
  );
  if (may?.may !== true) return false;
  await db.query("select pg_switch_wal()");
  await db.query("checkpoint");
  return true;
}

/** Whether this role may have the server give up the files of its log. */
export async function isSuperuser(db: Queryable): Promise<boolean> {
  const [row] = await db.query<{ may: boolean }>("select rolsuper as may from pg_roles where rolname = current_user");
  return row?.may === true;
}

export async function vacuum(db: Queryable, table: string, how: "anew" | "in place"): Promise<void> {
  await db.query("set statement_timeout = 0");
  await db.query(`vacuum ${how === "anew" ? "(full)" : ""} wardbook."${table}"`);
}

/** Beside requests: whoever waits for a table makes everybody behind them wait too, so not for long; and the disk is left to others. */
export async function pace(db: Queryable, beside: boolean): Promise<void> {
  await db.query(`set lock_timeout = '${beside ? "1s" : "0"}'`);
  await db.query(`set vacuum_cost_delay = '${beside ? "2ms" : "0"}'`);
}

/** Files of the log that wait to be written over: PostgreSQL keeps those of before under names of later ones. */
async function waitingFiles(db: Queryable): Promise<number> {
  const [files] = await db.query<{ count: number }>(
    `select count(*) as count from pg_ls_waldir()
     where name ~ '^[0-9A-F]{24}$' and name > pg_walfile_name(pg_current_wal_lsn())`,
  );
  return files?.count ?? 0;
}

/** The setting takes a moment to be everywhere, and a checkpoint that was under way meanwhile keeps files once more. */
const mostRounds = 5;

/** Writes over every file of the log, and has those of before removed rather than kept for later. What is needed for replication or
 *  archiving stays. */
export async function turnLogOver(db: Queryable): Promise<void> {
  await db.query("set statement_timeout = 0");
  await db.query("alter system set wal_recycle = off");
  await db.query("select pg_reload_conf()");
  try {
    for (let round = 0, waiting = 1; round < mostRounds && waiting > 0; round += 1) {
      for (waiting = await waitingFiles(db); waiting >= 0; waiting -= 1) {
        // Without anything written since, the same file would stay.
        await db.query("select pg_logical_emit_message(false, 'wardbook', '')");
        await db.query("select pg_switch_wal()");
      }
      await db.query("checkpoint");
      waiting = await waitingFiles(db);
    }
  } finally {
    await db.query("alter system reset wal_recycle");
    await db.query("select pg_reload_conf()");
  }
}
