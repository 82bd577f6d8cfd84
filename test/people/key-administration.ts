import { setTimeout as sleep } from "node:timers/promises";
import { afterAll } from "vitest";
import type { KeyAdministration, KeyAdministrationPorts } from "../../src/custody/keyring/index.ts";
import { openDatabase } from "../../src/foundation/platform/database/index.ts";
import { wireKeys } from "../../src/wire-keys.ts";
import type { House, Process } from "./house.ts";

/** Rotation and destruction of keys as one process of the house has them. Call it at the top of a test file. */
export function keyAdministrationOf(
  house: House,
  process: Pick<Process, "db" | "keyring" | "ledger" | "reader" | "positions"> = house,
  handedOutMilliseconds = 0,
  forbids?: KeyAdministrationPorts["forbids"],
): KeyAdministration {
  const admin = openDatabase(house.fresh.owner, 2);
  afterAll(() => admin.close());
  const { db, keyring, ledger, reader, positions } = process;
  return wireKeys({
    admin,
    db,
    keyring,
    provider: house.rootKey.provider,
    ledger,
    nextNumber: positions,
    now: house.now,
    sleep: (milliseconds, signal) => sleep(milliseconds, undefined, { signal }),
    handedOutMilliseconds,
    ...(forbids === undefined ? {} : { forbids }),
    checkpoint: async (tenant) => (await reader.standing(tenant, 1, house.now())).checkpoint,
  });
}
