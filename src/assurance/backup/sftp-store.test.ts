import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { startSftpServer } from "../../../test/support/sftp-server.ts";
import { openSftpStore } from "./index.ts";

const server = await startSftpServer(["/vault"]);
const directory = mkdtempSync(join(tmpdir(), "wardbook-test-"));
afterAll(async () => {
  await server.close();
  rmSync(directory, { recursive: true });
});
const keyFile = join(directory, "backup.key");
writeFileSync(keyFile, server.key, { mode: 0o600 });
const settings = {
  user: "hill",
  host: "127.0.0.1",
  port: server.port,
  path: "/vault/hill",
  hostKey: server.hostKey,
  keyFile,
};
const name = "20260307T090000000Z";

test("a folder of another machine keeps what it is given, whole and once", async () => {
  const store = openSftpStore(settings);
  try {
    expect(store.name).toBe(`sftp://hill@127.0.0.1:${server.port}/vault/hill`);
    expect([await store.folders(), await store.read(`${name}/manifest`)]).toEqual([[], undefined]);
    // Many parts at a time, the last of them short.
    const long = Buffer.from(Array.from({ length: 300_001 }, (_, index) => index % 251));
    expect(await store.putOnce(`${name}/data-000001`, long)).toBe(true);
    expect((await store.read(`${name}/data-000001`))?.equals(long)).toBe(true);
    expect(await store.putOnce(`${name}/data-000001`, Buffer.from("two"))).toBe(false);
    await store.putOnce(`${name}/manifest`, Buffer.from("m"));
    await store.replace("newest", Buffer.from("a"));
    await store.replace("newest", Buffer.from("b"));
    expect([String(await store.read("newest")), await store.folders()]).toEqual(["b", [name]]);
    expect([...server.files.keys()].filter((path) => path.endsWith(".new"))).toEqual([]);
    await store.remove(name);
    await store.remove(name);
    expect([await store.folders(), [...server.files.keys()]]).toEqual([[], ["/vault/hill/newest"]]);
    expect(server.connections).toBe(1);
  } finally {
    store.close();
  }
});

test("a connection that is lost leaves no half file under its name, and the next word makes another", async () => {
  const store = openSftpStore(settings);
  try {
    const bytes = Buffer.alloc(200_000, 7);
    server.cutAfter = 100_000;
    const lost = { code: "backup/store-failed", message: expect.stringContaining("connection was lost") };
    await expect(store.putOnce(`${name}/data-000001`, bytes)).rejects.toMatchObject(lost);
    server.cutAfter = Number.POSITIVE_INFINITY;
    expect(await store.read(`${name}/data-000001`)).toBeUndefined();
    expect(await store.putOnce(`${name}/data-000001`, bytes)).toBe(true);
    server.isFull = true;
    const full = { code: "backup/store-failed", message: expect.stringContaining("is there room") };
    await expect(store.putOnce(`${name}/data-000002`, bytes)).rejects.toMatchObject(full);
    server.isFull = false;
    // What was cut off can't be told from what is being written; a day later it goes with its folder, or with the archive.
    expect([...server.files.keys()].filter((path) => path.endsWith(".new"))).toHaveLength(1);
    await store.remove(name);
  } finally {
    store.close();
  }
});

test("nothing is said to a machine that isn't the one that was meant, or with a key that others can read", async () => {
  const before = server.files.size;
  const refused = async (other: Partial<typeof settings>, code: string, words: string) => {
    const store = openSftpStore({ ...settings, ...other });
    const message = expect.stringContaining(words);
    await expect(store.replace("newest", Buffer.from("x"))).rejects.toMatchObject({ code, message });
    store.close();
  };
  const shown = `SHA256:${server.hostKey}`;
  await refused({ hostKey: "A".repeat(43) }, "backup/wrong-host", shown);
  await refused({ path: "/elsewhere/hill" }, "backup/store-failed", "No such file");
  const another = await startSftpServer([]);
  const strange = join(directory, "strange.key");
  writeFileSync(strange, another.key, { mode: 0o600 });
  await another.close();
  await refused({ keyFile: strange }, "backup/store-failed", "doesn't let this key in");
  await refused({ port: another.port }, "backup/store-failed", "can't be reached");
  chmodSync(strange, 0o644);
  await refused({ keyFile: strange }, "backup/store-failed", "chmod 600");
  expect(server.files.size).toBe(before);
});
