import { type Clock, Secret } from "../../../foundation/kernel/index.ts";
import type { RootKeySetting } from "../../../foundation/platform/config/index.ts";
import { openAwsKms } from "./aws-kms.ts";
import type { KeyProvider } from "./key-provider.ts";
import { KeyringError } from "./keyring-error.ts";
import { openPkcs11 } from "./pkcs11.ts";
import { type ResilientProvider, resilient } from "./resilient.ts";
import { type RootKeyFile, openRootKeyFile } from "./root-key-file.ts";
import { openTransit } from "./transit.ts";
import { openingItsPart } from "./two-keepers.ts";
import { openWithShares } from "./unseal-door.ts";

/** The root key of this installation, wherever it lives. */
export interface OpenRootKey {
  readonly provider: ResilientProvider;
  /** Present when it lives in a file here. */
  readonly file: RootKeyFile | undefined;
}

export interface RootKeyPorts {
  readonly setting: RootKeySetting;
  /** Where `root.key` lies. */
  readonly directory: string;
  readonly passphrase: Secret<string> | undefined;
  /** A token, ROLE-ID:SECRET-ID, or a PIN. */
  readonly secret: Secret<string> | undefined;
  /** Shares of a split root key. */
  readonly shares: readonly Secret<string>[];
  /** Whether a new root key may be made where there is none. */
  readonly mayCreate: () => Promise<boolean>;
  /** Told that the start waits for holders of shares. Without it a start that lacks shares fails. */
  readonly onWaiting?: ((message: string) => void) | undefined;
  readonly now: Clock;
  readonly sleep: (milliseconds: number) => Promise<void>;
  readonly random: () => number;
}

/** @throws KeyringError */
export async function openRootKey(ports: RootKeyPorts): Promise<OpenRootKey> {
  const { setting, now, sleep, random } = ports;
  const patient = (provider: KeyProvider) => resilient(openingItsPart(provider), { now, sleep, random });
  if (setting.kind === "file") {
    const file = await openFile(ports);
    return { provider: patient(file.provider), file };
  }
  return { provider: patient(openElsewhere(setting, ports.secret)), file: undefined };
}

function openFile({ directory, passphrase, shares, mayCreate, onWaiting }: RootKeyPorts): Promise<RootKeyFile> {
  const attempt = (given: readonly Secret<string>[]) =>
    openRootKeyFile(directory, { passphrase, shares: given }, mayCreate);
  return onWaiting === undefined ? attempt(shares) : openWithShares(directory, shares, attempt, onWaiting);
}

/** Where the root key moves to. A file is opened, or made. @param secret a passphrase for a file, else as `openElsewhere` takes it */
export async function openNextKeeper(
  setting: RootKeySetting,
  directory: string,
  secret: Secret<string> | undefined,
): Promise<KeyProvider> {
  if (setting.kind !== "file") return openElsewhere(setting, secret);
  return (await openRootKeyFile(directory, secret, async () => true)).provider;
}

/** @throws KeyringError `keyring/provider-refused` without the secret that it needs */
export function openElsewhere(
  setting: Exclude<RootKeySetting, { readonly kind: "file" }>,
  secret: Secret<string> | undefined,
): KeyProvider {
  if (setting.kind === "aws-kms") return openAwsKms(setting);
  if (secret === undefined)
    throw new KeyringError("keyring/provider-refused", "WARDBOOK_ROOT_KEY_SECRET is needed to reach the root key");
  if (setting.kind === "pkcs11") return openPkcs11({ ...setting, pin: secret });
  const [roleId, secretId] = secret.expose().split(":", 2);
  const credentials =
    roleId !== undefined && secretId !== undefined
      ? ({ kind: "approle", roleId, secretId: new Secret(secretId) } as const)
      : ({ kind: "token", token: secret } as const);
  return openTransit({ ...setting, credentials });
}
