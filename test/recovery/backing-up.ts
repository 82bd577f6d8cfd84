// Takes backups in a process of its own until it is killed: node test/recovery/backing-up.ts <data directory> <folder of data> <folder of keys>
import { join } from "node:path";
import { openFolderStore } from "../../src/assurance/backup/index.ts";
import { compose } from "../../src/compose.ts";
import { findRunningPostgres } from "../../src/foundation/platform/bundled-postgres/index.ts";

const [, , dataDirectory = "", data = "", keys = ""] = process.argv;
const owner = await findRunningPostgres(join(dataDirectory, "postgres"));
if (owner === undefined) throw new Error("no PostgreSQL runs there");
const house = await compose({
  dataDirectory,
  owner,
  passphrase: undefined,
  now: Date.now,
  publicOrigin: "http://localhost:8080",
  log: { info: () => undefined, warn: () => undefined, error: console.error },
  connections: 4,
});
const backups = house.backups({ data: openFolderStore(data), keys: openFolderStore(keys) });
const actor = { kind: "system", id: "test", name: "test" } as const;
process.send?.({ begins: true });
for (let number = 0; ; number += 1) {
  const kind = (["full", "tail", "increment", "tail"] as const)[number % 4] ?? "full";
  const taking = backups.take({ kind, actor });
  let step = await taking.next();
  while (step.done !== true) step = await taking.next();
  process.send?.({ taken: step.value.backup, wereThere: step.value.wereThere });
}
