// Restores in a process of its own, to be killed: node test/recovery/restoring.ts <new data directory> <folder of data> <folder of keys>
// <data directory of a PostgreSQL that runs> <database>
import { join } from "node:path";
import { openFolderStore } from "../../src/assurance/backup/index.ts";
import { findRunningPostgres } from "../../src/foundation/platform/bundled-postgres/index.ts";
import { restoreInstallation } from "../../src/restore-installation.ts";

const [, , dataDirectory = "", data = "", keys = "", running = "", database = ""] = process.argv;
const owner = await findRunningPostgres(join(running, "postgres"));
if (owner === undefined) throw new Error("no PostgreSQL runs there");
process.send?.({ begins: true });
const restoring = restoreInstallation({
  dataDirectory,
  database: { ...owner, database },
  data: openFolderStore(data),
  keys: openFolderStore(keys),
  backup: undefined,
  passphrase: undefined,
  now: Date.now,
  random: Math.random,
  publicOrigin: "http://localhost:8080",
  log: { info: () => undefined, warn: () => undefined, error: console.error },
  actor: { kind: "system", id: "test", name: "test" },
  connections: 4,
});
let step = await restoring.next();
while (step.done !== true) step = await restoring.next();
process.send?.({ restored: step.value.backup });
process.disconnect?.();
