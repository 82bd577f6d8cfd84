import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll } from "vitest";
import { type House, aClinician, anOrganisation, aPatient, someEntries } from "../../../../test/people/index.ts";
import { openDatabase } from "../../../foundation/platform/database/index.ts";
import {
  type LedgerRetention,
  type Verification,
  alarmFiles,
  exportLog,
  ledgerRetention,
  noWitnesses,
  openLedgerReader,
  openPruner,
  openPublisher,
  proveWhoLooked,
  publishedCheckpoints,
  verifyLedger,
} from "../index.ts";

const aMonth = 31 * 86_400_000;
export const aYear = 366 * 86_400_000;
export const operator = { actor: { kind: "system", id: "test", name: "test" } } as const;

/** What one organisation's ledger needs to be pruned, with a retention to turn. Ends with the test file. */
export async function aLedgerToPrune(house: House, lockedYears = 0) {
  const root = mkdtempSync(join(tmpdir(), "wardbook-pruning-"));
  const admin = openDatabase(house.fresh.owner, 2);
  afterAll(async () => {
    await admin.close();
    rmSync(root, { recursive: true });
  });
  const tenant = await anOrganisation(house);
  const { value: patient } = await house.chart.create(aClinician(tenant), "Patient", aPatient());
  const { db, keyring, now, anchor, ledger } = house;
  const directory = join(root, "public");
  const alarms = alarmFiles(join(root, "alarms"));
  const published = publishedCheckpoints(directory, false);
  const publisher = openPublisher({
    db,
    keyring,
    now,
    directory,
    policy: noWitnesses,
    post: () => Promise.reject(new Error("nobody to ask")),
    alarms,
    onAlarm: () => undefined,
    onFailure: () => undefined,
  });
  const reader = openLedgerReader({ db, keyring, published });
  const decided: { retention: LedgerRetention } = { retention: ledgerRetention.parse(undefined) };
  let files = 0;
  const ports = {
    db,
    keyring,
    owner: admin,
    policy: noWitnesses,
    ledger,
    published,
    directory,
    retention: () => decided.retention,
    lockedYears,
    alarms,
    now,
    rowsAtOnce: 2,
  };
  return {
    tenant,
    patient: patient.id,
    admin,
    alarms,
    decided,
    publisher,
    reader,
    directory,
    ports,
    pruner: openPruner(ports),
    aPath: () => join(root, `file-${(files += 1)}`),
    /** Rows of so many entries each, about the patient. */
    async grow(...rows: readonly number[]): Promise<void> {
      for (const count of rows) await ledger.witness(tenant, someEntries(count, patient.id));
      await ledger.sequence(tenant);
      await publisher.publish(tenant);
    },
    /** Lets years go by in which the ledger writes something each month, about nobody. */
    async live(years: number): Promise<void> {
      for (let left = years * aYear; left > 0; left -= aMonth) {
        house.wait(Math.min(left, aMonth));
        await ledger.witness(tenant, someEntries(1));
      }
    },
    verify: async (): Promise<Verification | undefined> =>
      (await Array.fromAsync(verifyLedger({ db, keyring, anchor }, tenant))).at(-1),
    whoLooked: () => proveWhoLooked({ db, keyring, ledger, reader, publish: publisher.publish }, tenant, patient.id),
    /** @returns where the copy lies */
    async copy(parent: string): Promise<string> {
      const nowSeconds = () => Math.floor(now() / 1000);
      const step = await Array.fromAsync(
        exportLog({ db, keyring, reader, published, policy: noWitnesses, nowSeconds }, tenant, parent),
      );
      return step.at(-1)?.path ?? "";
    },
    async batches(): Promise<number> {
      const [row] = await house.sql<{ count: string }>("select count(*) from wardbook.ledger_batch where tenant = $1", [
        tenant,
      ]);
      return Number(row?.count);
    },
    key: async () => (await reader.standing(tenant, 1, now())).verifierKey,
  };
}
