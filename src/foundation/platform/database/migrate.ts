import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import type pg from "pg";
import { type ConnectionSettings, poolOf } from "./database.ts";
import { DatabaseError, databaseError } from "./database-error.ts";
import { adoptApplicationRole, readServerVersion } from "./roles-table.ts";
import { appliedMigrations, lockMigrations, prepareMigrations, recordMigration } from "./migration-table.ts";

const folder = join(import.meta.dirname, "../../../../migrations");
const oldestServer = 15;

interface Migration {
  readonly number: number;
  readonly name: string;
  readonly text: string;
  readonly digest: string;
}

async function readMigrations(): Promise<Migration[]> {
  const names = (await readdir(folder)).filter((name) => /^\d{4}-.+\.sql$/.test(name)).sort();
  return Promise.all(
    names.map(async (name) => {
      const text = await readFile(join(folder, name), "utf8");
      return { number: Number(name.slice(0, 4)), name, text, digest: createHash("sha256").update(text).digest("hex") };
    }),
  );
}

async function apply(client: pg.PoolClient, migration: Migration): Promise<void> {
  try {
    await client.query("begin");
    await client.query(migration.text);
    await recordMigration(client, migration);
    await client.query("commit");
  } catch (error) {
    await client.query("rollback").catch(() => undefined);
    const detail = error instanceof Error ? error.message : "unknown";
    throw new DatabaseError("database/migration-failed", `migration ${migration.name} failed: ${detail}`, {
      cause: error,
    });
  }
}

/** Those that made a schema of before. @throws DatabaseError `database/migration-changed` where one of them isn't here as it was then */
function exactly(
  migrations: readonly Migration[],
  only: readonly { readonly number: number; readonly digest: string }[],
): Migration[] {
  return only.map(({ number, digest }) => {
    const migration = migrations.find((known) => known.number === number);
    if (migration?.digest === digest) return migration;
    throw new DatabaseError(
      "database/migration-changed",
      `migration ${number} isn't here as it was then: this program is older, or another one`,
    );
  });
}

/** Brings the schema up to date as the owner and sets the application role's password. Safe to run at every start, by several
 *  processes at once. @param only to make a schema of before, which a backup was taken from
 *  @returns settings that connect as the application role, which owns nothing.
 *  @throws DatabaseError `database/too-old`, `database/migration-changed`, `database/migration-failed`, `database/no-create-role` */
export async function migrate(
  owner: ConnectionSettings,
  applicationPassword: ConnectionSettings["password"],
  only?: readonly { readonly number: number; readonly digest: string }[],
): Promise<ConnectionSettings> {
  const known = await readMigrations();
  const migrations = only === undefined ? known : exactly(known, only);
  const pool = poolOf(owner, 1);
  try {
    const client = await pool.connect().catch((error: unknown) => {
      throw databaseError(error);
    });
    try {
      const version = await readServerVersion(client);
      if (version < oldestServer) {
        throw new DatabaseError(
          "database/too-old",
          `PostgreSQL ${version} is too old: version ${oldestServer} or later is needed`,
        );
      }
      await lockMigrations(client);
      const application = await adoptApplicationRole(client, owner, applicationPassword);
      await prepareMigrations(client);
      const applied = new Map((await appliedMigrations(client)).map((row) => [row.number, row.digest]));
      for (const migration of migrations) {
        const digest = applied.get(migration.number);
        if (digest === undefined) await apply(client, migration);
        else if (digest !== migration.digest) {
          throw new DatabaseError(
            "database/migration-changed",
            `migration ${migration.name} was edited after it had been applied`,
          );
        }
      }
      return application;
    } finally {
      client.release(true); // ends the session, and with it the advisory lock
    }
  } finally {
    await pool.end();
  }
}
