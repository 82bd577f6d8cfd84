import { join } from "node:path";
import type { Positions } from "./foundation/kernel/index.ts";
import type { Database } from "./foundation/platform/database/index.ts";
import { type Keyring, type OpenRootKey, openKeyring, openRootKey } from "./custody/keyring/index.ts";
import type { ComposeOptions } from "./compose-options.ts";

interface Opening {
  readonly db: Database;
  readonly positions: Positions;
  readonly random: () => number;
  readonly sleep: (milliseconds: number) => Promise<void>;
}

/** Opens the root key, unless it is open already, and the keyring under it. A new one is made where there is no organisation yet.
 *  @throws KeyringError */
export async function openKeys(
  options: ComposeOptions,
  { db, positions, random, sleep }: Opening,
): Promise<{ readonly rootKey: OpenRootKey; readonly keyring: Keyring }> {
  const mayCreate = async () => await openKeyring({ root: noRoot, db, nextNumber: positions }).isEmpty();
  const rootKey =
    options.openedRootKey ??
    (await openRootKey({
      setting: options.rootKey ?? { kind: "file" },
      directory: join(options.dataDirectory, "keyring"),
      passphrase: options.passphrase,
      secret: options.rootKeySecret,
      shares: options.rootKeyShares ?? [],
      mayCreate,
      onWaiting: options.onWaitingForShares,
      now: options.now,
      sleep,
      random,
    }));
  return { rootKey, keyring: openKeyring({ root: rootKey.provider, db, nextNumber: positions }) };
}

/** Stands in before there is a root key: asking whether there are organisations needs none. */
const noRoot = {
  wrap: () => Promise.reject(new Error("no root key yet")),
  unwrap: () => Promise.reject(new Error("no root key yet")),
};
