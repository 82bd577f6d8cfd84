// Makes a small archive of made-up people, to be restored by later versions: node test/recovery/make-archive.ts <new folder>
// The root key lies beside it, on purpose: there is nothing in it to keep from anybody.
import { copyFileSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openFolderStore } from "../../src/assurance/backup/index.ts";
import { compose } from "../../src/compose.ts";
import { startBundledPostgres } from "../../src/foundation/platform/bundled-postgres/index.ts";
import { aClient } from "../people/callers.ts";

const [, , folder = ""] = process.argv;
if (folder === "") throw new Error("say which folder to make");
mkdirSync(folder);
const live = mkdtempSync(join(tmpdir(), "wardbook-archive-"));
const log = { info: () => undefined, warn: console.error, error: console.error };
const postgres = await startBundledPostgres({ dataDirectory: join(live, "postgres"), log });
const [passphrase, publicOrigin] = [undefined, "http://localhost:8080"];
const house = await compose({
  dataDirectory: live,
  owner: postgres.owner,
  passphrase,
  publicOrigin,
  now: Date.now,
  log,
});
try {
  const tenant = await house.keyring.createTenant({ name: "Hill Clinic", shortName: "hill", demonstration: false });
  const caller = aClient(tenant, "system/*.cruds");
  const stores = { data: openFolderStore(join(folder, "data")), keys: openFolderStore(join(folder, "keys")) };
  const backups = house.backups(stores);
  const actor = { kind: "system", id: "test", name: "test" } as const;
  for (const [family, kind] of [
    ["Archer", "full"],
    ["Bellweather", "increment"],
  ] as const) {
    const { value } = await house.chart.create(caller, "Patient", { resourceType: "Patient", name: [{ family }] });
    const subject = { reference: `Patient/${value.id}` };
    const code = { coding: [{ system: "http://loinc.org", code: "8867-4" }] };
    const valueQuantity = { value: 61.5, unit: "beats/minute" };
    for (const status of ["final", "amended"])
      await house.chart.create(caller, "Observation", {
        resourceType: "Observation",
        status,
        code,
        subject,
        valueQuantity,
      });
    await house.ledger.sequence(tenant);
    await Array.fromAsync(backups.take({ kind, actor }));
  }
  copyFileSync(join(live, "keyring", "root.key"), join(folder, "root-key.json"));
} finally {
  await house.close();
  await postgres.stop();
  rmSync(live, { recursive: true, force: true });
}
