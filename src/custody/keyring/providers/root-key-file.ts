import { chmod, mkdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import {
  type AeadKey,
  type PassphraseParameters,
  combineShares,
  derivePassphraseKey,
  importAeadKey,
  newPassphraseParameters,
  open,
  randomBytes32,
  seal,
  splitSecret,
} from "../../../foundation/crypto/index.ts";
import { Secret } from "../../../foundation/kernel/index.ts";
import { replaceFile, writeOnce } from "./durable-file.ts";
import type { KeyProvider, RootKey } from "./key-provider.ts";
import { KeyringError } from "./keyring-error.ts";
import { probe } from "./probe.ts";
import { type RootFile, firstVersion, rootFileContext, rootFileFormat } from "./root-file-format.ts";
import { formatShare, parseShare } from "./share-text.ts";
import { headerOf, unwrapUnder, wrapUnder } from "./root-wrapping.ts";

export interface RootKeyFile {
  readonly root: RootKey;
  readonly provider: KeyProvider;
  /** `unattended`: anyone who can read the file holds every key of this installation. */
  readonly protection: "passphrase" | "unattended" | "shares";
  readonly created: boolean;
  readonly path: string;
  /** Seals the file under a key that is split among holders, instead of a passphrase or nothing. Told once.
   *  @returns the shares, in words to be written down */
  split(shares: number, threshold: number): Promise<readonly Secret<string>[]>;
  /** The file as it lies there, where it is sealed under shares: then a copy opens to as many of their holders as are needed, and to nobody
   *  else. Undefined however else it is kept. */
  copyUnderShares(): Promise<Buffer | undefined>;
}

/** What opens a file, besides the file. */
export interface RootFileSecrets {
  readonly passphrase: Secret<string> | undefined;
  /** As many shares as are needed, in any order. */
  readonly shares?: readonly Secret<string>[];
}

/** An open file: its keys, the last of which wraps, and what seals them there. */
interface OpenedFile {
  readonly keys: ReadonlyMap<string, Buffer>;
  readonly sealing: Sealing;
}
type Sealing =
  | { readonly protection: "none" }
  | { readonly protection: "passphrase"; readonly parameters: PassphraseParameters; readonly key: AeadKey }
  | {
      readonly protection: "shares";
      readonly set: string;
      readonly shares: number;
      readonly threshold: number;
      readonly key: AeadKey;
    };

const keyContext = (version: string) => Buffer.from(`${rootFileContext.second}|${version}`);
const json = (value: unknown) => `${JSON.stringify(value, null, 2)}\n`;
const argonText = ({ salt, ...cost }: PassphraseParameters) => ({
  ...cost,
  salt: Buffer.from(salt).toString("base64"),
});

function textOf({ keys, sealing }: OpenedFile): string {
  const { protection } = sealing;
  const format = rootFileContext.second;
  if (protection === "none") {
    const plain = [...keys].map(([version, key]) => ({ version, key: key.toString("base64") }));
    return json({ format, protection, keys: plain });
  }
  const sealed = [...keys].map(([version, key]) => ({
    version,
    sealed: seal(sealing.key, key, keyContext(version)).toString("base64"),
  }));
  if (protection === "passphrase")
    return json({ format, protection, argon2id: argonText(sealing.parameters), keys: sealed });
  const { set, shares, threshold } = sealing;
  return json({ format, protection, set, shares, threshold, keys: sealed });
}

async function create(path: string, passphrase: Secret<string> | undefined): Promise<OpenedFile> {
  const key = randomBytes32();
  const keys = new Map([[firstVersion, key]]);
  if (passphrase === undefined) {
    await writeOnce(path, json({ format: rootFileContext.first, protection: "none", key: key.toString("base64") }));
    return { keys, sealing: { protection: "none" } };
  }
  const parameters = newPassphraseParameters();
  const bytes = await derivePassphraseKey(passphrase, parameters);
  const wrapping = importAeadKey(bytes);
  bytes.fill(0);
  const sealed = seal(wrapping, key, Buffer.from(rootFileContext.first)).toString("base64");
  const argon2id = argonText(parameters);
  await writeOnce(path, json({ format: rootFileContext.first, protection: "passphrase", argon2id, sealed }));
  return { keys, sealing: { protection: "passphrase", parameters, key: wrapping } };
}

/** Whether these are a root key file's bytes that shares open, and nothing else does. */
export function isUnderShares(bytes: Buffer): boolean {
  try {
    return rootFileFormat.parse(JSON.parse(bytes.toString("utf8"))).protection === "shares";
  } catch {
    return false;
  }
}

async function readFormat(path: string): Promise<RootFile> {
  const { mode } = await stat(path);
  if ((mode & 0o077) !== 0)
    throw new KeyringError("keyring/loose-permissions", `others can read the root key: run chmod 600 ${path}`);
  try {
    return rootFileFormat.parse(JSON.parse(await readFile(path, "utf8")));
  } catch (cause) {
    throw new KeyringError("keyring/root-key-unreadable", `${path} is not a root key file: restore it from your copy`, {
      cause,
    });
  }
}

function expectNoPassphrase(passphrase: Secret<string> | undefined): void {
  if (passphrase === undefined) return;
  throw new KeyringError(
    "keyring/passphrase-not-used",
    "WARDBOOK_PASSPHRASE is set, but this keyring was made without one: unset it, or start with an empty data directory",
  );
}

/** What the shares that were given seal with. @throws KeyringError `keyring/shares-needed`, `keyring/bad-share` */
function combined(
  file: { readonly set: string; readonly threshold: number },
  given: readonly Secret<string>[] = [],
): AeadKey {
  const held = new Map(
    given.map((text) => parseShare(text.expose())).map((share) => [`${share.set} ${share.x}`, share]),
  );
  const fitting = [...held.values()].filter(({ set }) => set === file.set);
  if (fitting.length < held.size)
    throw new KeyringError("keyring/bad-share", "one of the shares is of another splitting of the root key");
  // A file that asks for fewer than its shares say would open to what one holder makes up.
  if (fitting.some(({ threshold }) => threshold !== file.threshold))
    throw new KeyringError(
      "keyring/bad-share",
      `the root key file says that ${file.threshold} shares are needed, and one of the shares says another number: it, or the file, was altered`,
    );
  if (fitting.length < file.threshold)
    throw new KeyringError(
      "keyring/shares-needed",
      `the root key is sealed: ${file.threshold} of its shares are needed, ${fitting.length} are there`,
    );
  const bytes = combineShares(fitting.slice(0, file.threshold));
  const key = importAeadKey(bytes);
  bytes.fill(0);
  return key;
}

function openKeys(
  sealed: readonly { readonly version: string; readonly sealed: Buffer; readonly context?: Buffer }[],
  key: AeadKey,
  refusal: KeyringError,
): Map<string, Buffer> {
  try {
    return new Map(sealed.map((one) => [one.version, open(key, one.sealed, one.context ?? keyContext(one.version))]));
  } catch (cause) {
    refusal.cause = cause;
    throw refusal;
  }
}

const wrongPassphrase = () =>
  new KeyringError("keyring/wrong-passphrase", "WARDBOOK_PASSPHRASE is not the passphrase of this keyring");
const wrongShares = () =>
  new KeyringError("keyring/bad-share", "the shares don't open this root key: one of them is another's, or altered");

async function sealingOf(file: RootFile, { passphrase, shares }: RootFileSecrets): Promise<Sealing> {
  if (file.protection === "none") {
    expectNoPassphrase(passphrase);
    return { protection: "none" };
  }
  if (file.protection === "shares") {
    expectNoPassphrase(passphrase);
    const { set, threshold } = file;
    return { protection: "shares", set, shares: file.shares, threshold, key: combined(file, shares) };
  }
  if (passphrase === undefined)
    throw new KeyringError("keyring/passphrase-needed", "this keyring is sealed: set WARDBOOK_PASSPHRASE to open it");
  const bytes = await derivePassphraseKey(passphrase, file.argon2id);
  const key = importAeadKey(bytes);
  bytes.fill(0);
  return { protection: "passphrase", parameters: file.argon2id, key };
}

function keysIn(file: RootFile, sealing: Sealing): Map<string, Buffer> {
  if (sealing.protection === "none") {
    if ("key" in file) return new Map([[firstVersion, file.key]]);
    if (file.protection === "none") return new Map(file.keys.map(({ version, key }) => [version, key]));
  } else {
    const refusal = sealing.protection === "shares" ? wrongShares() : wrongPassphrase();
    if ("sealed" in file) {
      const only = { version: firstVersion, sealed: file.sealed, context: Buffer.from(rootFileContext.first) };
      return openKeys([only], sealing.key, refusal);
    }
    if ("keys" in file && file.protection !== "none") return openKeys(file.keys, sealing.key, refusal);
  }
  throw new KeyringError("keyring/root-key-unreadable", "the protection of the root key file was changed meanwhile");
}

function versionAfter(keys: ReadonlyMap<string, Buffer>): string {
  const newest = [...keys.keys()].reduce((most, version) => Math.max(most, Number.parseInt(version, 16)), 0);
  return (newest + 1).toString(16).padStart(8, "0");
}

/** Keeps raw bytes no longer than the file's sealing needs: only what wraps stays open. */
function openFile(path: string, first: OpenedFile): Omit<RootKeyFile, "created"> {
  let sealing = first.sealing;
  let open = importAll(first.keys);

  function importAll(keys: ReadonlyMap<string, Buffer>): ReadonlyMap<string, AeadKey> {
    const imported = new Map([...keys].map(([version, key]) => [version, importAeadKey(key)]));
    for (const key of keys.values()) key.fill(0);
    return imported;
  }
  const current = () => [...open.keys()].at(-1) ?? firstVersion;

  /** Another process may have renewed or split it. */
  async function read(): Promise<OpenedFile> {
    const file = await readFormat(path);
    return { keys: keysIn(file, sealing), sealing };
  }
  async function change(work: (file: OpenedFile) => OpenedFile): Promise<void> {
    const changed = work(await read());
    await replaceFile(path, textOf(changed));
    sealing = changed.sealing;
    open = importAll(changed.keys);
  }

  const root: RootKey = {
    async wrap(plain, context) {
      // Another process may have renewed it. Where the file can't be read now, what is open serves.
      await read().then(
        ({ keys }) => (open = importAll(keys)),
        () => undefined,
      );
      const version = current();
      const key = open.get(version);
      if (key === undefined) throw new KeyringError("keyring/root-key-missing", `${path} holds no key`);
      return wrapUnder(version, key, plain, context);
    },
    async unwrap(wrapped, context) {
      const version = headerOf(wrapped);
      if (version !== undefined && !open.has(version)) open = importAll((await read()).keys);
      return unwrapUnder(open, firstVersion, wrapped, context);
    },
  };
  const describeKeeping = () => {
    if (sealing.protection === "none") return "unsealed: who reads the file can open every record";
    if (sealing.protection === "passphrase") return "sealed by a passphrase";
    return `sealed under a key of which ${sealing.threshold} of ${sealing.shares} shares are needed`;
  };
  const provider: KeyProvider = {
    ...root,
    async describe() {
      return {
        kind: "file",
        key: path,
        version: current(),
        kept: describeKeeping(),
        lastCopy: `copies that were made of ${path} (backups, safes): they end when each copy is destroyed`,
      };
    },
    health: () => probe(root),
    versionOf: (wrapped) => headerOf(wrapped) ?? firstVersion,
    renewal: {
      async renew() {
        await change(({ keys, ...rest }) => ({
          ...rest,
          keys: new Map([...keys, [versionAfter(keys), randomBytes32()]]),
        }));
        return current();
      },
      async retireAllBut(version) {
        let ended = 0;
        await change(({ keys, ...rest }) => {
          const kept = new Map([...keys].filter(([name]) => name === version));
          ended = keys.size - kept.size;
          if (kept.size === 0)
            throw new KeyringError("keyring/unknown-key", "there is no such version of the root key");
          return { ...rest, keys: kept };
        });
        return `${ended} older removed from ${path}; copies of that file still hold them`;
      },
    },
  };

  return {
    root,
    provider,
    path,
    get protection() {
      return sealing.protection === "none" ? "unattended" : sealing.protection;
    },
    async split(shares, threshold) {
      const secret = randomBytes32();
      const set = randomBytes32().toString("hex", 0, 4);
      const made = splitSecret(secret, shares, threshold);
      if (!combineShares(made.slice(-threshold)).equals(secret))
        throw new KeyringError("keyring/not-verified", "the shares don't bring the secret back: nothing was changed");
      const key = importAeadKey(secret);
      secret.fill(0);
      await change(({ keys }) => ({ keys, sealing: { protection: "shares", set, shares, threshold, key } }));
      return made.map((share) => new Secret(formatShare({ ...share, set, threshold })));
    },
    async copyUnderShares() {
      // Another process may have split it since. What is judged is what is copied.
      const bytes = await readFile(path);
      return isUnderShares(bytes) ? bytes : undefined;
    },
  };
}

/** Opens `root.key` in `directory`, or makes it where there is none and `mayCreate` says so (it must say no when the database
 *  already holds keys wrapped by another root key).
 *  @throws KeyringError */
export async function openRootKeyFile(
  directory: string,
  secrets: Secret<string> | RootFileSecrets | undefined,
  mayCreate: () => Promise<boolean>,
): Promise<RootKeyFile> {
  const given: RootFileSecrets = secrets === undefined || secrets instanceof Secret ? { passphrase: secrets } : secrets;
  await mkdir(directory, { recursive: true, mode: 0o700 });
  await chmod(directory, 0o700);
  const path = join(directory, "root.key");
  const exists = await stat(path).then(
    () => true,
    () => false,
  );
  if (exists) {
    const file = await readFormat(path);
    const sealing = await sealingOf(file, given);
    return openedOnce(openFile(path, { keys: keysIn(file, sealing), sealing }), false);
  }
  if (!(await mayCreate())) {
    throw new KeyringError(
      "keyring/root-key-missing",
      `the database holds sealed records but ${path} is gone: restore it from your copy`,
    );
  }
  return openedOnce(openFile(path, await create(path, given.passphrase)), true);
}

/** Not a spread: `protection` is asked anew each time. */
function openedOnce(file: Omit<RootKeyFile, "created">, created: boolean): RootKeyFile {
  return Object.assign(file, { created });
}
