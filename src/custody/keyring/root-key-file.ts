import { chmod, link, mkdir, open as openFile, readFile, stat, unlink } from "node:fs/promises";
import { dirname, join } from "node:path";
import { z } from "zod";
import {
  type AeadKey,
  type PassphraseParameters,
  derivePassphraseKey,
  importAeadKey,
  newPassphraseParameters,
  open,
  randomBytes32,
  randomToken,
  seal,
} from "../../foundation/crypto/index.ts";
import type { Secret } from "../../foundation/kernel/index.ts";
import { KeyringError } from "./keyring-error.ts";
import type { RootKey } from "./root-key.ts";

const base64 = z.string().transform((text) => Buffer.from(text, "base64"));
const wholeKey = base64.refine((bytes) => bytes.length === 32, "a key has 32 bytes");
const fileFormat = z.discriminatedUnion("protection", [
  z.object({ format: z.literal("wardbook-root-key/1"), protection: z.literal("none"), key: wholeKey }),
  z.object({
    format: z.literal("wardbook-root-key/1"),
    protection: z.literal("passphrase"),
    argon2id: z.object({ memoryKib: z.number(), passes: z.number(), lanes: z.number(), salt: base64 }),
    sealed: base64,
  }),
]);

const sealedContext = Buffer.from("wardbook-root-key/1");

export interface RootKeyFile {
  readonly root: RootKey;
  /** `unattended`: anyone who can read the file holds every key of this installation. */
  readonly protection: "passphrase" | "unattended";
  readonly created: boolean;
  readonly path: string;
}

function rootKeyOf(bytes: Buffer): RootKey {
  const key: AeadKey = importAeadKey(bytes);
  bytes.fill(0);
  return {
    wrap: async (plain, context) => seal(key, plain, Buffer.from(context)),
    async unwrap(wrapped, context) {
      try {
        return open(key, wrapped, Buffer.from(context));
      } catch (cause) {
        throw new KeyringError(
          "keyring/wrong-root-key",
          "this root key doesn't open the database's keys: is it another installation's data directory?",
          { cause },
        );
      }
    },
  };
}

/** Written whole and durable, or not at all; an existing file is never replaced. */
async function writeOnce(path: string, text: string): Promise<void> {
  const temporary = `${path}.${randomToken(6)}`;
  const file = await openFile(temporary, "wx", 0o600);
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
  try {
    await link(temporary, path);
  } finally {
    await unlink(temporary);
  }
  const folder = await openFile(dirname(path), "r");
  await folder.sync().finally(() => folder.close());
}

async function create(path: string, passphrase: Secret<string> | undefined): Promise<Buffer> {
  const key = randomBytes32();
  if (passphrase === undefined) {
    await writeOnce(
      path,
      `${JSON.stringify({ format: "wardbook-root-key/1", protection: "none", key: key.toString("base64") }, null, 2)}\n`,
    );
    return key;
  }
  const parameters = newPassphraseParameters();
  const wrapping = await derivePassphraseKey(passphrase, parameters);
  const sealed = seal(importAeadKey(wrapping), key, sealedContext);
  wrapping.fill(0);
  const { salt, ...cost } = parameters;
  const argon2id = { ...cost, salt: Buffer.from(salt).toString("base64") };
  await writeOnce(
    path,
    `${JSON.stringify({ format: "wardbook-root-key/1", protection: "passphrase", argon2id, sealed: sealed.toString("base64") }, null, 2)}\n`,
  );
  return key;
}

async function unseal(parameters: PassphraseParameters, sealed: Buffer, passphrase: Secret<string>): Promise<Buffer> {
  const wrapping = await derivePassphraseKey(passphrase, parameters);
  try {
    return open(importAeadKey(wrapping), sealed, sealedContext);
  } catch (cause) {
    throw new KeyringError("keyring/wrong-passphrase", "WARDBOOK_PASSPHRASE is not the passphrase of this keyring", {
      cause,
    });
  } finally {
    wrapping.fill(0);
  }
}

async function read(
  path: string,
  passphrase: Secret<string> | undefined,
): Promise<{ key: Buffer; protection: "passphrase" | "unattended" }> {
  const { mode } = await stat(path);
  if ((mode & 0o077) !== 0) {
    throw new KeyringError("keyring/loose-permissions", `others can read the root key: run chmod 600 ${path}`);
  }
  let parsed: z.infer<typeof fileFormat>;
  try {
    parsed = fileFormat.parse(JSON.parse(await readFile(path, "utf8")));
  } catch (cause) {
    throw new KeyringError("keyring/root-key-unreadable", `${path} is not a root key file: restore it from your copy`, {
      cause,
    });
  }
  if (parsed.protection === "none") {
    if (passphrase !== undefined) {
      throw new KeyringError(
        "keyring/passphrase-not-used",
        "WARDBOOK_PASSPHRASE is set, but this keyring was made without one: unset it, or start with an empty data directory",
      );
    }
    return { key: parsed.key, protection: "unattended" };
  }
  if (passphrase === undefined) {
    throw new KeyringError(
      "keyring/passphrase-needed",
      "this keyring is sealed by a passphrase: set WARDBOOK_PASSPHRASE",
    );
  }
  return { key: await unseal(parsed.argon2id, parsed.sealed, passphrase), protection: "passphrase" };
}

/** Opens the root key file, or makes one where none is.
 *  @param mayCreate false when the database already holds keys: a new root key could open none of them.
 *  @throws KeyringError */
export async function openRootKeyFile(
  directory: string,
  passphrase: Secret<string> | undefined,
  mayCreate: () => Promise<boolean>,
): Promise<RootKeyFile> {
  await mkdir(directory, { recursive: true, mode: 0o700 });
  await chmod(directory, 0o700);
  const path = join(directory, "root.key");
  const exists = await stat(path).then(
    () => true,
    () => false,
  );
  if (exists) {
    const { key, protection } = await read(path, passphrase);
    return { root: rootKeyOf(key), protection, created: false, path };
  }
  if (!(await mayCreate())) {
    throw new KeyringError(
      "keyring/root-key-missing",
      `the database holds sealed records but ${path} is gone: restore it from your copy`,
    );
  }
  const key = await create(path, passphrase);
  return {
    root: rootKeyOf(key),
    protection: passphrase === undefined ? "unattended" : "passphrase",
    created: true,
    path,
  };
}
