import type pg from "pg";

const lock = 7_264_001;

/** Held until the session ends. */
export async function lockMigrations(client: pg.PoolClient): Promise<void> {
  await client.query("select pg_advisory_lock($1)", [lock]);
}

export async function prepareMigrations(client: pg.PoolClient): Promise<void> {
  await client.query("create schema if not exists wardbook");
  await client.query(
    "create table if not exists wardbook.migration (number int primary key, name text not null, digest text not null, applied_at timestamptz not null default now())",
  );
}

export async function appliedMigrations(client: pg.PoolClient): Promise<{ number: number; digest: string }[]> {
  return (await client.query<{ number: number; digest: string }>("select number, digest from wardbook.migration")).rows;
}

export async function recordMigration(
  client: pg.PoolClient,
  migration: { readonly number: number; readonly name: string; readonly digest: string },
): Promise<void> {
  await client.query("insert into wardbook.migration (number, name, digest) values ($1, $2, $3)", [
    migration.number,
    migration.name,
    migration.digest,
  ]);
}
