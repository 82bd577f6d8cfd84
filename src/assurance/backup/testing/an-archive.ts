import { cp, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll } from "vitest";
import { quickPasswords } from "../../../../test/support/quick-passwords.ts";
import type { House } from "../../../../test/people/index.ts";
import { type FreshDatabase, freshDatabase } from "../../../../test/support/database.ts";
import { compose } from "../../../compose.ts";
import { readOrMakeSecret } from "../../../foundation/platform/secret-file/index.ts";
import { type Database, openDatabase } from "../../../foundation/platform/database/index.ts";
import {
  type BackupPorts,
  type BackupTaken,
  type BackupWanted,
  type RestorePorts,
  type Restored,
  openBackup,
  openFolderStore,
  restoreBackup,
  takeBackup,
} from "../index.ts";

const actor = { kind: "system", id: "test", name: "test" } as const;

/** A house that is backed up, with folders for data and keys. Call it at the top of a test file. */
export async function anArchive(house: House) {
  const place = await mkdtemp(join(tmpdir(), "wardbook-test-"));
  const admin = openDatabase(house.fresh.owner, 2);
  afterAll(async () => {
    await admin.close();
    await rm(place, { recursive: true, force: true });
  });
  const folders = { data: join(place, "data"), keys: join(place, "keys") };
  const ports: BackupPorts = {
    admin,
    root: house.rootKey.root,
    data: openFolderStore(folders.data),
    keys: openFolderStore(folders.keys),
    rootCopy: house.rootKey.copyUnderShares,
    ledger: house.ledger,
    tenants: () => house.keyring.tenants(),
    nextNumber: house.positions,
    now: house.now,
  };
  return {
    ...folders,
    ports,
    async take(kind: BackupWanted["kind"] = "increment"): Promise<BackupTaken> {
      house.wait(1_000);
      const taking = takeBackup(ports, { kind, actor });
      for (;;) {
        const step = await taking.next();
        if (step.done === true) return step.value;
      }
    },
    /** @param backup the newest unless one is named */
    async restoreInto(place: EmptyPlace, instead: Partial<RestorePorts> = {}, backup?: string): Promise<Restored> {
      const { data, keys, root, now } = ports;
      const given = { data, keys, root, now, owner: place.owner, applicationPassword: place.password, ...instead };
      const restoring = restoreBackup(given, await openBackup(given, backup));
      for (;;) {
        const step = await restoring.next();
        if (step.done === true) return step.value;
      }
    },
  };
}

type EmptyPlace = FreshDatabase & {
  readonly password: Awaited<ReturnType<typeof readOrMakeSecret>>;
  readonly admin: Database;
};

/** An empty database and a directory, for one test. */
export async function anEmptyPlace(): Promise<EmptyPlace> {
  const fresh = await freshDatabase();
  const admin = openDatabase(fresh.owner, 2);
  afterAll(async () => {
    await admin.close();
    await fresh.drop();
  });
  const password = await readOrMakeSecret(join(fresh.dataDirectory, "database.secret"), () => "");
  return { ...fresh, password, admin };
}

/** Opens what was restored as a server would, with the root key of the house that was backed up. */
export async function openRestored(house: House, place: FreshDatabase) {
  await cp(join(house.fresh.dataDirectory, "keyring"), join(place.dataDirectory, "keyring"), { recursive: true });
  return openComposed(house, place);
}

/** All of an installation, wired. */
export async function openComposed({ now }: House, place: FreshDatabase) {
  const opened = await compose({
    dataDirectory: place.dataDirectory,
    owner: place.owner,
    passphrase: undefined,
    now,
    publicOrigin: "https://wardbook.test",
    log: { info: () => undefined, warn: () => undefined, error: () => undefined },
    instead: { passwordCost: quickPasswords },
  });
  afterAll(() => opened.close());
  return opened;
}
