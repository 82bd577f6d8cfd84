import { existsSync } from "node:fs";
import { rename } from "node:fs/promises";
import { join } from "node:path";
import pg from "pg";
import { inject } from "vitest";
import { type ServeOptions, type Serving, serve } from "../../src/serve.ts";
import { type Original, administer, freshDatabase } from "./database.ts";
import { freePort } from "./free-port.ts";
import { quickPasswords } from "./quick-passwords.ts";
import { toldLog } from "./told-log.ts";

/** How an installation is served that shall be copied. */
export type ServeOriginal = (options: Pick<ServeOptions, "dataDirectory" | "port" | "database">) => Promise<Serving>;

const asUsual: ServeOriginal = (options) =>
  serve({
    host: "127.0.0.1",
    passphrase: undefined,
    instead: { passwordCost: quickPasswords },
    log: toldLog(),
    ...options,
  });

/** An installation at rest, for copying: whoever asks for one of its name first fills it, once in a run. Many records take seconds to
 *  seal, their copy takes none. */
export async function originalOf(
  name: string,
  fill: (serving: Serving) => Promise<unknown>,
  serveOriginal = asUsual,
): Promise<Original> {
  const { host, port, owner, directory } = inject("postgres");
  const original = { name, dataDirectory: join(directory, name) };
  if (existsSync(original.dataDirectory)) return original;
  const client = new pg.Client({ ...owner, host, port, database: "postgres" });
  await client.connect();
  try {
    await client.query("select pg_advisory_lock(hashtext($1))", [name]);
    if (!existsSync(original.dataDirectory)) await make(original, fill, serveOriginal);
  } finally {
    await client.end();
  }
  return original;
}

async function make(
  original: Original,
  fill: (serving: Serving) => Promise<unknown>,
  serveOriginal: ServeOriginal,
): Promise<void> {
  const { owner, dataDirectory } = await freshDatabase();
  const serving = await serveOriginal({ dataDirectory, port: await freePort(), database: owner });
  await fill(serving);
  await serving.stop();
  await administer(owner, `ALTER DATABASE ${owner.database} RENAME TO ${original.name}`);
  // Last: where it lies, all is there.
  await rename(dataDirectory, original.dataDirectory);
}

/** With the demonstration organisation. */
export function demonstrationOriginal(): Promise<Original> {
  return originalOf("demonstration", (serving) => serving.makeDemonstration());
}
