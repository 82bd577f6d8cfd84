import type { PinnedConnection, Queryable } from "../../foundation/platform/database/index.ts";
import { besidesOf } from "./leaf-hashes-table.ts";
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
  await db.query("set local max_parallel_workers_per_gather = 0");
  // To compile a statement costs more than a tail does.
  await db.query("set local jit = off");
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

/** Which rows: all of them where this is undefined. */
export interface Since {
  /** Every transaction below it had ended. */
  readonly fromXid: number;
  readonly nextXid: number;
  /** For a tail: finds rows by indexes, where there is one. */
  readonly reach?: Reach | undefined;
}

/** Rows whose transaction's number is at least `fromXid`, where one is given: all that were written or changed since every transaction
 *  below it had ended, and perhaps some more. A row has but the lower half of the number.
 *  @yields rows in COPY's binary form: their columns, and what `besidesOf` says */
export async function* readRows(
  db: PinnedConnection,
  { table, columns }: { readonly table: string; readonly columns: readonly Column[] },
  since: Since | undefined,
): AsyncGenerator<Buffer> {
  const listed = [...columns.map((column) => `r.${name(column.name)}`), ...besidesOf(table)].join(", ");
  for (const { from, where } of sourcesOf(table, since))
    yield* db.copyOut(`copy (select ${listed} from ${from} where ${where}) to stdout (format binary)`);
}

function sourcesOf(table: string, since: Since | undefined): readonly RowSource[] {
  if (since === undefined) return [{ from: `${tableName(table)} r`, where: "true" }];
  const changed = changedSince(since);
  const quick = since.reach === undefined ? undefined : tailSources(table, since.reach, changed);
  return quick ?? [{ from: `${tableName(table)} r`, where: changed }];
}

/** Half of all numbers lie before the present one, and so far back a row's age can be told. */
const mostAge = 2 ** 31 - 2 ** 24;

/** What holds for rows that were written since. Those that are older than half of all numbers seem to be yet to come. */
function changedSince({ fromXid, nextXid }: Since): string {
  if (nextXid - fromXid >= mostAge) return "true";
  return `age(r.xmin) between 0 and (select age('${fromXid % 2 ** 32}'::xid))`;
}

/** Whether a tail finds all new rows of the table without looking through it. */
export function isQuick(table: string, { reach }: Since): boolean {
  return reach !== undefined && tailSources(table, reach, "true") !== undefined;
}
