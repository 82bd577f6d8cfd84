import { afterAll, expect, test } from "vitest";
import { freshDatabase } from "../../../test/support/database.ts";
import { openDatabase } from "../../foundation/platform/database/index.ts";
import { endLockOf, tryLockBackups } from "./backup-table.ts";

const database = await freshDatabase();
const db = openDatabase(database.owner, 4);

afterAll(async () => {
  await db.close();
  await database.drop();
});

test("the lock of a connection that was closed in the middle of a table is free for whoever comes next", async () => {
  for (let times = 0; times < 5; times += 1) {
    const [closed, next] = [await db.pin(), await db.pin()];
    const process = await tryLockBackups(closed);
    const rows = closed.copyOut(
      "copy (select repeat('x', 1000) from generate_series(1, 30000)) to stdout (format binary)",
    );
    await rows.next();
    closed.release();
    if (process !== undefined) await endLockOf(process, db.installation);
    const locked = await tryLockBackups(next);
    next.release();
    expect(locked).toBeDefined();
    await expect.poll(() => isFree(), { interval: 5 }).toBe(true);
  }
});

test("whoever holds the lock meanwhile keeps it", async () => {
  const [closed, next, third] = [await db.pin(), await db.pin(), await db.pin()];
  const process = await tryLockBackups(closed);
  closed.release();
  await expect.poll(() => isFree(), { interval: 5 }).toBe(true);
  const locked = await tryLockBackups(next);
  if (process !== undefined) await endLockOf(process, db.installation);
  const other = await tryLockBackups(third);
  next.release();
  third.release();
  expect([process !== undefined, locked !== undefined, other]).toEqual([true, true, undefined]);
});

async function isFree(): Promise<boolean> {
  const [row] = await db.installation.query<{ held: number }>(
    `select count(*)::int as held from pg_locks
     where locktype = 'advisory' and database = (select oid from pg_database where datname = current_database())`,
  );
  return row?.held === 0;
}
