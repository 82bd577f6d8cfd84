import type { Queryable } from "../../../src/foundation/platform/database/index.ts";

export interface StoredBytes {
  /** The whole database, catalogs included. */
  readonly database: number;
  /** By table of the schema, indexes included. */
  readonly tables: Readonly<Record<string, number>>;
}

export async function storedBytes(db: Queryable): Promise<StoredBytes> {
  const whole = await db.query<{ bytes: number }>("select pg_database_size(current_database()) as bytes");
  const rows = await db.query<{ name: string; bytes: number }>(
    `select c.relname as name, pg_total_relation_size(c.oid) as bytes
     from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname = 'wardbook' and c.relkind = 'r'`,
  );
  return {
    database: whole[0]?.bytes ?? Number.NaN,
    tables: Object.fromEntries(rows.map(({ name, bytes }) => [name, bytes])),
  };
}
