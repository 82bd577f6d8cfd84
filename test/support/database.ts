import { randomUUID } from "node:crypto";
import { cpSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import pg from "pg";
import { inject } from "vitest";
import { Secret } from "../../src/foundation/kernel/index.ts";
import type { ConnectionSettings } from "../../src/foundation/platform/database/index.ts";
import type { RunningPostgres } from "./start-postgres.ts";

/** A migrated, empty database that belongs to one test file. */
export interface FreshDatabase {
  /** Connects as a superuser, who owns the schema. */
  readonly owner: ConnectionSettings;
  /** Connects as the application's role, which owns nothing. */
  readonly application: ConnectionSettings;
  /** An empty directory for `compose`, but for the application role's password: the role is the whole run's, so
   *  every house of the run has to use the same. */
  readonly dataDirectory: string;
  /** Removes the database, whoever is still connected, and the directory. */
  drop(): Promise<void>;
}

/** What a fresh database may be a copy of. */
export interface Original {
  /** Nobody may be connected to it. */
  readonly name: string;
  readonly dataDirectory: string;
}

/** Copies the run's migrated template, or another original with its data directory. For `*.db.test.ts` and journeys: `const database = await freshDatabase();
 *  afterAll(() => database.drop());` */
export async function freshDatabase(original?: Original): Promise<FreshDatabase> {
  const running: RunningPostgres = inject("postgres");
  const { host, port, owner, applicationPassword, template, directory } = running;
  const name = `test_${randomUUID().replaceAll("-", "")}`;
  const asOwner = { host, port, user: owner.user, password: new Secret(owner.password), database: name };
  const asApplication = { ...asOwner, user: "wardbook_app", password: new Secret(applicationPassword) };
  await administer(asOwner, `CREATE DATABASE ${name} TEMPLATE ${original?.name ?? template} STRATEGY file_copy`);
  const dataDirectory = mkdtempSync(join(directory, "house-"));
  if (original !== undefined) cpSync(original.dataDirectory, dataDirectory, { recursive: true });
  writeFileSync(join(dataDirectory, "database.secret"), `${applicationPassword}\n`, { mode: 0o600 });
  return {
    owner: asOwner,
    application: asApplication,
    dataDirectory,
    drop: async () => {
      await administer(asOwner, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
      rmSync(dataDirectory, { recursive: true, force: true });
    },
  };
}

/** Runs a statement as the owner of every database. */
export async function administer(owner: ConnectionSettings, sql: string): Promise<void> {
  const client = new pg.Client({ ...owner, password: owner.password.expose(), database: "postgres" });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
