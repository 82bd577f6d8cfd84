import { randomBytes } from "node:crypto";
import { rmSync } from "node:fs";
import { join } from "node:path";
import pg from "pg";
import type { TestProject } from "vitest/node";
import { Secret } from "../../src/foundation/kernel/index.ts";
import { startBundledPostgres } from "../../src/foundation/platform/bundled-postgres/index.ts";
import { migrate } from "../../src/foundation/platform/database/index.ts";
import { makeRunDirectory } from "./run-directory.ts";

/** What a test file needs to reach the run's PostgreSQL. Plain data: it crosses to the test's process. */
export interface RunningPostgres {
  readonly host: string;
  readonly port: number;
  readonly owner: { readonly user: string; readonly password: string };
  readonly applicationPassword: string;
  /** A migrated database that nobody writes to. */
  readonly template: string;
  /** Goes when the run ends. */
  readonly directory: string;
}

declare module "vitest" {
  interface ProvidedContext {
    readonly postgres: RunningPostgres;
  }
}

// Nobody replicates it, and what it logs ahead would fill the memory that it lies in.
const settings = {
  fsync: "off",
  full_page_writes: "off",
  synchronous_commit: "off",
  wal_level: "minimal",
  max_wal_senders: "0",
  max_wal_size: "256MB",
  min_wal_size: "64MB",
  max_connections: "200",
  // Thousands of connections, whose passwords are random: stretching them would cost each a few milliseconds.
  scram_iterations: "1",
};

/** One PostgreSQL for the run, in memory as far as possible: what it keeps is thrown away. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const directory = makeRunDirectory();
  const log = { info: () => {}, warn: (text: string) => console.warn(text) };
  const postgres = await startBundledPostgres({ dataDirectory: join(directory, "postgres"), log, settings });
  const applicationPassword = randomBytes(24).toString("base64url");
  const { host, port, user, password, database } = postgres.owner;
  const client = new pg.Client({ ...postgres.owner, password: password.expose() });
  await client.connect();
  await client.query(`ALTER ROLE ${client.escapeIdentifier(user)} PASSWORD ${client.escapeLiteral(password.expose())}`);
  await client.end();
  await migrate(postgres.owner, new Secret(applicationPassword));
  project.provide("postgres", {
    host,
    port,
    owner: { user, password: password.expose() },
    applicationPassword,
    template: database,
    directory,
  });
  return async () => {
    await postgres.stop();
    rmSync(directory, { recursive: true, force: true });
  };
}
