import type { Queryable } from "../../foundation/platform/database/index.ts";
import type { Column } from "./segment.ts";
import { type Reach, type RowSource, tailSources } from "./tail-rows-table.ts";

const name = (text: string) => `"${text.replaceAll('"', '""')}"`;
const tableName = (table: string) => `wardbook.${name(table)}`;

/** All statements until `endSnapshot` see the database as it is at this moment, and change nothing. However long that takes. A migration waits
 *  until then: to a snapshot of before, a table that is written anew has no rows. */
export async function beginSnapshot(db: Queryable): Promise<{ readonly settledXid: number; readonly nextXid: number }> {
  const tables = await db.query<{ table: string }>(
    `select relname as "table" from pg_class where relnamespace = 'wardbook'::regnamespace and relkind in ('r', 'p') order by 1`,
  );
  await db.query("begin isolation level repeatable read, read only");
  await db.query("set local statement_timeout = 0");
  await db.query("set local idle_in_transaction_session_timeout = 0");
  // Rows come in the order in which they lie: what goes on after an interruption meets the same files.
  await db.query("set local synchronize_seqscans = off");
  // The snapshot is taken after it: by the first statement that reads.
  await db.query(`lock table ${tables.map(({ table }) => tableName(table)).join(", ")} in access share mode`);
  const rows = await db.query<{ settled: number; next: number }>(
    `select pg_snapshot_xmin(s)::text::int8 as settled, pg_snapshot_xmax(s)::text::int8 as next
     from (select pg_current_snapshot() as s) now`,
  );
  return { settledXid: rows[0]?.settled ?? 0, nextXid: rows[0]?.next ?? 0 };
}

export async function endSnapshot(db: Queryable): Promise<void> {
  await db.query("commit");
}

export async function countRows(db: Queryable, table: string): Promise<number> {
  return (await db.query<{ count: number }>(`select count(*) as count from ${tableName(table)}`))[0]?.count ?? 0;
}

/** Of the largest resources (32 MiB) so many lie in memory at a time. */
const pageLength = 32;

/** Which rows: all of them where this is undefined. */
export interface Since {
  /** Every transaction below it had ended. */
  readonly fromXid: number;
  readonly nextXid: number;
  /** For a tail: finds rows by indexes, where there is one. */
  readonly reach?: Reach | undefined;
}

/** Rows whose transaction's number is at least `fromXid`, where one is given: all that were written or changed since every transaction
 *  below it had ended, and perhaps some more. A row has but the lower half of the number; of one that is frozen, and so old, the upper
 *  half is guessed too high: then it comes once more than it must. */
export async function* readRows(
  db: Queryable,
  { table, columns }: { readonly table: string; readonly columns: readonly Column[] },
  since: Since | undefined,
): AsyncGenerator<readonly Buffer[]> {
  const listed = columns.map((column) => `r.${name(column.name)}`).join(", ");
  for (const { from, where } of sourcesOf(table, since)) {
    await db.query(
      `declare backup_rows no scroll cursor for select record_send(row(${listed})) as sent from ${from} where ${where}`,
    );
    try {
      for (;;) {
        const rows = await db.query<{ sent: Buffer }>(`fetch ${pageLength} from backup_rows`);
        if (rows.length > 0) yield rows.map(({ sent }) => sent);
        if (rows.length < pageLength) break;
      }
    } finally {
      await db.query("close backup_rows").catch(() => undefined);
    }
  }
}

function sourcesOf(table: string, since: Since | undefined): readonly RowSource[] {
  if (since === undefined) return [{ from: `${tableName(table)} r`, where: "true" }];
  const changed = `mod(${since.nextXid} - r.xmin::text::int8, 4294967296) <= ${since.nextXid - since.fromXid}`;
  const quick = since.reach === undefined ? undefined : tailSources(table, since.reach, changed);
  return quick ?? [{ from: `${tableName(table)} r`, where: changed }];
}

/** Whether a tail finds all new rows of the table without looking through it. */
export function isQuick(table: string, { reach }: Since): boolean {
  return reach !== undefined && tailSources(table, reach, "true") !== undefined;
}
