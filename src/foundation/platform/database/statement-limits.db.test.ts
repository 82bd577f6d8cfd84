import { afterAll, beforeAll, expect, test } from "vitest";
import { type FreshDatabase, freshDatabase } from "../../../../test/support/database.ts";
import { type Database, openDatabase } from "./database.ts";

let fresh: FreshDatabase;
let db: Database;
beforeAll(async () => {
  fresh = await freshDatabase();
  db = openDatabase(fresh.application, 1, { statementMilliseconds: 200, idleInTransactionMilliseconds: 60_000 });
});
afterAll(async () => {
  await db.close();
  await fresh.drop();
});

test("a statement that takes too long is ended, and its connection serves the next one", async () => {
  await expect(db.installation.query("select pg_sleep(20)")).rejects.toMatchObject({ code: "database/failed" });
  expect(await db.installation.query("select 1 as one")).toEqual([{ one: 1 }]);
});

test("the application's connections have limits without being told", async () => {
  const usual = openDatabase(fresh.application, 1);
  try {
    const [row] = await usual.installation.query<{ statement: string; idle: string }>(
      "select current_setting('statement_timeout') as statement, current_setting('idle_in_transaction_session_timeout') as idle",
    );
    expect(row).toEqual({ statement: "1min", idle: "2min" });
  } finally {
    await usual.close();
  }
});
