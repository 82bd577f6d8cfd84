import { chmodSync, existsSync, readFileSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { inspect } from "node:util";
import { expect, test } from "vitest";
import { aDirectory } from "../../../../test/support/directory.ts";
import { randomBytes32 } from "../../../foundation/crypto/index.ts";
import { Secret } from "../../../foundation/kernel/index.ts";
import { openRootKeyFile } from "./root-key-file.ts";

const passphrase = new Secret("correct horse battery staple");
const mayCreate = async () => true;
const context = "tenant-key|1";

test("a root key that was made opens what it wrapped, also after a restart", async () => {
  for (const secret of [undefined, passphrase]) {
    const directory = aDirectory();
    const first = await openRootKeyFile(directory, secret, mayCreate);
    const key = randomBytes32();
    const wrapped = await first.root.wrap(key, context);
    const second = await openRootKeyFile(directory, secret, async () => false);
    expect([first.created, second.created]).toEqual([true, false]);
    expect(await second.root.unwrap(wrapped, context)).toEqual(key);
    expect(second.protection).toBe(secret === undefined ? "unattended" : "passphrase");
  }
});

test("only its owner can read the file and enter the directory", async () => {
  const directory = join(aDirectory(), "keyring");
  const { path } = await openRootKeyFile(directory, undefined, mayCreate);
  expect(statSync(path).mode & 0o777).toBe(0o600);
  expect(statSync(directory).mode & 0o777).toBe(0o700);
  expect(readdirSync(directory)).toEqual(["root.key"]);
});

test.each([0o640, 0o604, 0o660, 0o644])(
  "a file that others can use (%o) is refused, and the answer says what to do",
  async (mode) => {
    const directory = aDirectory();
    const { path } = await openRootKeyFile(directory, undefined, mayCreate);
    chmodSync(path, mode);
    const refused = openRootKeyFile(directory, undefined, mayCreate);
    await expect(refused).rejects.toMatchObject({ code: "keyring/loose-permissions" });
    await expect(refused).rejects.toThrow(`chmod 600 ${path}`);
  },
);

test("another passphrase doesn't open it, and neither does none", async () => {
  const directory = aDirectory();
  await openRootKeyFile(directory, passphrase, mayCreate);
  await expect(openRootKeyFile(directory, new Secret("correct horse battery stapl"), mayCreate)).rejects.toMatchObject({
    code: "keyring/wrong-passphrase",
  });
  await expect(openRootKeyFile(directory, undefined, mayCreate)).rejects.toMatchObject({
    code: "keyring/passphrase-needed",
  });
});

test("a passphrase that would protect nothing is refused", async () => {
  const directory = aDirectory();
  await openRootKeyFile(directory, undefined, mayCreate);
  await expect(openRootKeyFile(directory, passphrase, mayCreate)).rejects.toMatchObject({
    code: "keyring/passphrase-not-used",
  });
});

test("where keys are sealed already, no new root key is made in place of a lost one", async () => {
  const directory = aDirectory();
  await expect(openRootKeyFile(directory, undefined, async () => false)).rejects.toMatchObject({
    code: "keyring/root-key-missing",
  });
  expect(existsSync(join(directory, "root.key"))).toBe(false);
});

test("a file that is no root key is left as it is, and refused", async () => {
  const directory = aDirectory();
  const { path } = await openRootKeyFile(directory, passphrase, mayCreate);
  const whole = readFileSync(path, "utf8");
  for (const damaged of ["", "{}", whole.slice(0, 40), whole.replace("root-key/1", "root-key/9")]) {
    writeFileSync(path, damaged);
    await expect(openRootKeyFile(directory, passphrase, mayCreate)).rejects.toMatchObject({
      code: "keyring/root-key-unreadable",
    });
    expect(readFileSync(path, "utf8")).toBe(damaged);
  }
});

test("a sealed key that was altered is refused", async () => {
  const directory = aDirectory();
  const { path } = await openRootKeyFile(directory, passphrase, mayCreate);
  const file = JSON.parse(readFileSync(path, "utf8")) as { sealed: string };
  const sealed = Buffer.from(file.sealed, "base64");
  sealed.writeUInt8(sealed.readUInt8(20) ^ 1, 20);
  writeFileSync(path, JSON.stringify({ ...file, sealed: sealed.toString("base64") }));
  await expect(openRootKeyFile(directory, passphrase, mayCreate)).rejects.toMatchObject({
    code: "keyring/wrong-passphrase",
  });
});

test("a key that is not 32 bytes is refused when it is opened", async () => {
  const directory = aDirectory();
  const { path } = await openRootKeyFile(directory, undefined, mayCreate);
  writeFileSync(path, JSON.stringify({ format: "wardbook-root-key/1", protection: "none", key: "c2hvcnQ=" }));
  await expect(openRootKeyFile(directory, undefined, mayCreate)).rejects.toMatchObject({
    code: "keyring/root-key-unreadable",
  });
});

test("a wrapped key opens under its own context and its own root key alone", async () => {
  const one = await openRootKeyFile(aDirectory(), undefined, mayCreate);
  const other = await openRootKeyFile(aDirectory(), undefined, mayCreate);
  const wrapped = await one.root.wrap(randomBytes32(), context);
  await expect(one.root.unwrap(wrapped, "tenant-key|2")).rejects.toMatchObject({ code: "keyring/wrong-root-key" });
  await expect(other.root.unwrap(wrapped, context)).rejects.toMatchObject({ code: "keyring/wrong-root-key" });
});

test("with a passphrase the file holds neither the key nor the passphrase", async () => {
  const directory = aDirectory();
  const { path, root } = await openRootKeyFile(directory, passphrase, mayCreate);
  const text = readFileSync(path, "utf8");
  expect(text).not.toContain(passphrase.expose());
  expect(JSON.parse(text)).not.toHaveProperty("key");
  await expect(root.wrap(randomBytes32(), context)).resolves.toBeInstanceOf(Buffer);
});

test("printing what was opened shows no key", async () => {
  const directory = aDirectory();
  const opened = await openRootKeyFile(directory, undefined, mayCreate);
  const { key } = JSON.parse(readFileSync(opened.path, "utf8")) as { key: string };
  const bytes = Buffer.from(key, "base64");
  const printed = [inspect(opened, { depth: 12, showHidden: true }), JSON.stringify(opened)].join("\n");
  for (const form of [
    key,
    bytes.toString("hex"),
    bytes.toString("latin1"),
    bytes.toString("hex").replace(/../g, "$& ").trim(),
  ]) {
    expect(printed).not.toContain(form);
  }
});
