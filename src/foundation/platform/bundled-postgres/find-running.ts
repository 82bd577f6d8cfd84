import { existsSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import type { ConnectionSettings } from "../database/index.ts";
import { BundledPostgresError } from "./bundled-postgres-error.ts";
import { isDirectoryLocked } from "./directory-lock.ts";
import { isServed, ownerConnection } from "./endpoint.ts";
import { layOut } from "./layout.ts";
import { readOrMakePassword } from "./owner-password.ts";

const patienceMilliseconds = 20_000;
const stepMilliseconds = 200;

/** The PostgreSQL that another process (the server) runs on this data directory, as its owner; undefined when none does and this
 *  one may start it. One that is just starting is waited for.
 *  @throws BundledPostgresError `bundled-postgres/in-use` when the directory is held and no PostgreSQL comes up in it */
export async function findRunningPostgres(dataDirectory: string): Promise<ConnectionSettings | undefined> {
  if (!existsSync(join(dataDirectory, "server.lock"))) return undefined;
  const layout = layOut(dataDirectory);
  for (let waited = 0; waited < patienceMilliseconds; waited += stepMilliseconds) {
    if (!(await isDirectoryLocked(layout.root, () => isServed(layout)))) return undefined;
    if (await isServed(layout)) {
      const owner = ownerConnection(layout, readOrMakePassword(layout));
      if (await answers(owner)) return owner;
    }
    await sleep(stepMilliseconds);
  }
  throw new BundledPostgresError(
    "bundled-postgres/in-use",
    `another process is using ${layout.root}, but its database does not answer: wait until it has started, or stop it`,
  );
}

/** It accepts connections before the database of a first start is made. */
async function answers(owner: ConnectionSettings): Promise<boolean> {
  const client = new pg.Client({ ...owner, password: owner.password.expose() });
  client.on("error", () => undefined);
  try {
    await client.connect();
    return true;
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : "";
    // Starting up, no such database yet, or gone again.
    if (code === "57P03" || code === "3D000" || code === "ECONNREFUSED" || code === "ENOENT" || code === "ECONNRESET")
      return false;
    throw error;
  } finally {
    await client.end().catch(() => undefined);
  }
}
