import { afterAll, expect, test } from "vitest";
import { freshDatabase } from "../../../../test/support/database.ts";
import { openDatabase } from "./database.ts";

const fresh = await freshDatabase();
const db = openDatabase(fresh.application, 1);
const other = openDatabase(fresh.owner, 1);
afterAll(async () => {
  await Promise.all([db.close(), other.close()]);
  await fresh.drop();
});

test("what is told on a channel is heard as it commits, also once a connection that was lost is there again", async () => {
  const heard: (string | undefined)[] = [];
  let more = Promise.withResolvers<void>();
  const until = async (what: string | undefined) => {
    while (!heard.includes(what)) {
      await more.promise;
      more = Promise.withResolvers();
    }
    heard.length = 0;
  };
  const faults: unknown[] = [];
  const hear = (told: string | undefined) => {
    heard.push(told);
    more.resolve();
  };
  const listening = db.listen("news", hear, (error) => faults.push(error));
  const tell = (what: string) => other.installation.query("select pg_notify('news', $1)", [what]);
  await until(undefined);
  await tell("one");
  await until("one");
  const killed = await other.installation.query(
    "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and query = 'listen \"news\"'",
  );
  expect(killed).toHaveLength(1);
  // It tells that it may have missed something, and hears on.
  await until(undefined);
  const telling = setInterval(() => void tell("two").catch(() => undefined), 20);
  await until("two");
  clearInterval(telling);
  await listening.stop();
  expect(faults.length).toBeLessThanOrEqual(1);
});
