import pg from "pg";
import { expect, onTestFinished, test } from "vitest";
import { freshDatabase } from "./database.ts";
import type { ConnectionSettings } from "../../src/foundation/platform/database/index.ts";

async function query(settings: ConnectionSettings, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ ...settings, password: settings.password.expose() });
  await client.connect();
  try {
    return (await client.query(sql)).rows as unknown[];
  } finally {
    await client.end();
  }
}

test("gives every file a migrated database of its own", async () => {
  const one = await freshDatabase();
  onTestFinished(() => one.drop());
  const other = await freshDatabase();
  onTestFinished(() => other.drop());
  await query(one.owner, "CREATE TABLE only_here (n int)");
  expect(await query(other.owner, "SELECT to_regclass('only_here') AS found")).toEqual([{ found: null }]);
  expect(await query(other.application, "SELECT count(*)::int AS n FROM wardbook.tenant")).toEqual([{ n: 0 }]);
});

test("removes a database that somebody is still connected to", async () => {
  const database = await freshDatabase();
  const client = new pg.Client({ ...database.owner, password: database.owner.password.expose() });
  client.on("error", () => {});
  await client.connect();
  await database.drop();
  await expect(query(database.owner, "SELECT 1")).rejects.toThrow("does not exist");
});
