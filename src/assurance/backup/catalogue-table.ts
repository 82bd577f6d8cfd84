import type { Queryable } from "../../foundation/platform/database/index.ts";
import type { Column } from "./segment.ts";

/** A table as the database describes it. */
export interface CatalogueTable {
  readonly table: string;
  readonly columns: readonly CatalogueColumn[];
  /** Columns of the primary key. */
  readonly key: readonly string[];
  readonly references: readonly Reference[];
}

export interface CatalogueColumn extends Column {
  /** Number of its type; of an array, of its elements'. */
  readonly element: number;
}

export interface Reference {
  readonly table: string;
  readonly columns: readonly string[];
  readonly theirs: readonly string[];
  /** Whether a row goes with the one that it refers to. */
  readonly cascades: boolean;
}

/** Every table of the schema. */
export async function readCatalogue(db: Queryable): Promise<readonly CatalogueTable[]> {
  return await db.query<CatalogueTable>(
    `select c.relname as "table",
       (select coalesce(json_agg(json_build_object('name', a.attname, 'type', t.typname,
          'element', case when t.typcategory = 'A' then t.typelem else t.oid end::int8) order by a.attnum), '[]')
        from pg_attribute a join pg_type t on t.oid = a.atttypid
        where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = '') as columns,
       (select coalesce(json_agg(a.attname order by k.place), '[]')
        from pg_constraint p cross join unnest(p.conkey) with ordinality k (attnum, place)
        join pg_attribute a on a.attrelid = c.oid and a.attnum = k.attnum
        where p.conrelid = c.oid and p.contype = 'p') as key,
       (select coalesce(json_agg(json_build_object(
          'table', f.confrelid::regclass::text,
          'columns', (select json_agg(a.attname order by k.place) from unnest(f.conkey) with ordinality k (attnum, place)
                      join pg_attribute a on a.attrelid = f.conrelid and a.attnum = k.attnum),
          'theirs', (select json_agg(a.attname order by k.place) from unnest(f.confkey) with ordinality k (attnum, place)
                     join pg_attribute a on a.attrelid = f.confrelid and a.attnum = k.attnum),
          'cascades', f.confdeltype = 'c')), '[]')
        from pg_constraint f where f.conrelid = c.oid and f.contype = 'f') as references
     from pg_class c where c.relnamespace = 'wardbook'::regnamespace and c.relkind in ('r', 'p') order by c.relname`,
  );
}

export function readMigrations(db: Queryable): Promise<{ readonly number: number; readonly digest: string }[]> {
  return db.query("select number, digest from wardbook.migration order by number");
}

/** Where transactions' numbers mean something: this cluster, on this timeline, in this database. A copy, a restored or a promoted one is
 *  another place. */
export async function readPlace(db: Queryable): Promise<string> {
  const rows = await db.query<{ place: string }>(
    `select s.system_identifier || '/' || c.timeline_id || '/' || d.oid as place
     from pg_control_system() s, pg_control_checkpoint() c, pg_database d where d.datname = current_database()`,
  );
  return rows[0]?.place ?? "";
}
