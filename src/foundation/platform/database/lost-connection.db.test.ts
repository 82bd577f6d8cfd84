import { afterAll, expect, test } from "vitest";
import { freshDatabase } from "../../../../test/support/database.ts";
import { parseTenantId } from "../../kernel/index.ts";
import { openDatabase } from "./database.ts";

const fresh = await freshDatabase();
const database = openDatabase(fresh.application, 4);
const administration = openDatabase(fresh.owner, 1);
const tenant = parseTenantId(1);
afterAll(async () => {
  await database.close();
  await administration.close();
  await fresh.drop();
});

async function end(pid: number): Promise<void> {
  await administration.installation.query("select pg_terminate_backend($1)", [pid]);
}

test("a connection that is ended in use fails its work alone; the next work gets another", async () => {
  const lost = database.transaction(tenant, async (tx) => {
    const [row] = await tx.query<{ pid: number }>("select pg_backend_pid() as pid");
    await end(row?.pid ?? 0);
    await new Promise((resolve) => setTimeout(resolve, 100));
    return tx.query("select 1");
  });
  await expect(lost).rejects.toMatchObject({ code: "database/unreachable" });
  const [row] = await database.tenant(tenant).query<{ bound: number }>("select wardbook.current_tenant() as bound");
  expect(row?.bound).toBe(1);
});

test("a connection that is ended while it commits says that the outcome isn't known", async () => {
  const lost = database.transaction(tenant, async (tx) => {
    const [row] = await tx.query<{ pid: number }>("select pg_backend_pid() as pid");
    await end(row?.pid ?? 0);
    await new Promise((resolve) => setTimeout(resolve, 100));
  });
  await expect(lost).rejects.toMatchObject({ code: "database/outcome-unknown" });
});

test("a pinned connection keeps its locks until it is let go, and then they are free", async () => {
  const first = await database.pin();
  const second = await database.pin();
  const lock = "select pg_try_advisory_lock(4711) as locked";
  expect(await first.query(lock)).toEqual([{ locked: true }]);
  expect(await second.query(lock)).toEqual([{ locked: false }]);
  first.release();
  await expect.poll(() => second.query(lock)).toEqual([{ locked: true }]);
  second.release();
});
