import { existsSync } from "node:fs";
import { rename } from "node:fs/promises";
import { join } from "node:path";
import pg from "pg";
import { inject } from "vitest";
import { serve } from "../../src/serve.ts";
import { type Original, administer, freshDatabase } from "./database.ts";
import { freePort } from "./free-port.ts";
import { quickPasswords } from "./quick-passwords.ts";
import { toldLog } from "./told-log.ts";

const name = "demonstration";
/** Any number that no other lock of the database `postgres` has. */
const lockNumber = 1948;

/** An installation with the demonstration organisation, at rest, for copying: whoever asks first makes it, once in a run. Many of
 *  its records take seconds to seal. */
export async function demonstrationOriginal(): Promise<Original> {
  const { host, port, owner, directory } = inject("postgres");
  const original = { name, dataDirectory: join(directory, name) };
  const client = new pg.Client({ ...owner, host, port, database: "postgres" });
  await client.connect();
  try {
    await client.query("select pg_advisory_lock($1)", [lockNumber]);
    if (!existsSync(original.dataDirectory)) await make(original);
  } finally {
    await client.end();
  }
  return original;
}

async function make(original: Original): Promise<void> {
  const { owner, dataDirectory } = await freshDatabase();
  const serving = await serve({
    dataDirectory,
    host: "127.0.0.1",
    port: await freePort(),
    database: owner,
    passphrase: undefined,
    instead: { passwordCost: quickPasswords },
    log: toldLog(),
  });
  await serving.makeDemonstration();
  await serving.stop();
  await administer(owner, `ALTER DATABASE ${owner.database} RENAME TO ${original.name}`);
  // Last: where it lies, all is there.
  await rename(dataDirectory, original.dataDirectory);
}
