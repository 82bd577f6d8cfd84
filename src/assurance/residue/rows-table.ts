import type { Queryable } from "../../foundation/platform/database/index.ts";

const quoted = (name: string) => `"${name.replaceAll('"', '""')}"`;

/** Every table outside of the database's own schemas. */
export function everyTable(db: Queryable): Promise<{ readonly schema: string; readonly table: string }[]> {
  return db.query(
    `select n.nspname as schema, c.relname as "table" from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where c.relkind in ('r', 'm') and n.nspname not in ('pg_catalog', 'information_schema') and n.nspname not like 'pg\\_t%' order by 1, 2`,
  );
}

const rowsAtOnce = 64;

/** Each row in PostgreSQL's binary form: texts in UTF-8, ids as 16 bytes, long values whole. As they are at one moment. */
export async function* rowsOf(
  db: Queryable,
  { schema, table }: { readonly schema: string; readonly table: string },
): AsyncGenerator<Buffer> {
  await db.query("begin isolation level repeatable read, read only");
  try {
    await db.query("set local statement_timeout = 0");
    await db.query("set local idle_in_transaction_session_timeout = 0");
    await db.query(
      `declare residue_rows no scroll cursor for select record_send(t) as sent from ${quoted(schema)}.${quoted(table)} t`,
    );
    for (;;) {
      const rows = await db.query<{ sent: Buffer }>(`fetch ${rowsAtOnce} from residue_rows`);
      for (const { sent } of rows) yield sent;
      if (rows.length < rowsAtOnce) return;
    }
  } finally {
    await db.query("rollback");
  }
}
