import pg from "pg";
import type { ConnectionSettings } from "../database/index.ts";

/** Makes the database that the settings name, unless it is there. */
export async function ensureDatabase(owner: ConnectionSettings): Promise<void> {
  const client = new pg.Client({ ...owner, password: owner.password.expose(), database: "postgres" });
  await client.connect();
  try {
    const { rowCount } = await client.query("SELECT FROM pg_database WHERE datname = $1", [owner.database]);
    if (rowCount === 0) await client.query(`CREATE DATABASE ${owner.database}`);
  } finally {
    await client.end();
  }
}
