import { execFile } from "node:child_process";
import { mkdir, readdir, symlink } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { aDirectory } from "../../../test/support/directory.ts";
import { CodedError } from "../../foundation/kernel/index.ts";
import { openBucketStore, openFolderStore } from "./index.ts";

const run = promisify(execFile);

test("a folder keeps what it is given, whole and once, and isn't made where its disk is missing", async () => {
  const root = aDirectory();
  const store = openFolderStore(join(root, "data"));
  const name = "20260307T090000000Z";
  expect([await store.folders(), await store.read(`${name}/manifest`)]).toEqual([[], undefined]);
  expect(await store.putOnce(`${name}/manifest`, Buffer.from("one"))).toBe(true);
  expect(await store.putOnce(`${name}/manifest`, Buffer.from("two"))).toBe(false);
  await store.replace("newest", Buffer.from("a"));
  await store.replace("newest", Buffer.from("b"));
  expect([String(await store.read("newest")), String(await store.read(`${name}/manifest`))]).toEqual(["b", "one"]);
  expect([await store.folders(), await readdir(join(root, "data", name))]).toEqual([[name], ["manifest"]]);
  await store.remove(name);
  expect(await store.folders()).toEqual([]);

  // Whoever can write there can put other things than files: nothing is followed, and nothing is waited for without end.
  await run("mkfifo", [join(root, "data", "pipe")]);
  await symlink("/dev/zero", join(root, "data", "link"));
  await mkdir(join(root, "data", "folder"));
  for (const odd of ["pipe", "link", "folder"])
    await expect(store.read(odd)).rejects.toMatchObject({
      code: "backup/altered",
      message: expect.stringContaining(join(root, "data", odd)),
    });

  const missing = openFolderStore(join(root, "not-mounted", "data"));
  await expect(missing.putOnce("a", Buffer.from("a"))).rejects.toMatchObject({ code: "backup/store-failed" });
});

test("a disk with no room is told from one that can't be reached, and nothing half lies there", async () => {
  const root = aDirectory();
  const script = `
    const { openFolderStore } = await import(process.argv[1]);
    const put = openFolderStore(process.argv[2]).putOnce("a/data-000001", Buffer.alloc(100_000));
    process.stdout.write(await put.then(String, ({ code, message }) => code + " " + message));`;
  // No file may be longer than 8 blocks: what the system says is what it says of a full disk, but for its number.
  const limited = ["-c", 'ulimit -f 8 && exec "$0" --input-type=module -e "$@"', process.execPath, script];
  const { stdout } = await run("bash", [...limited, join(import.meta.dirname, "folder-store.ts"), root]);
  expect([stdout, await readdir(join(root, "a"))]).toEqual([`backup/store-full ${root} is full: make room there`, []]);
});

test("a bucket answers as a folder does, says its own faults, and lets nothing be taken away", async () => {
  const objects = new Map<string, Buffer>();
  const faults: Error[] = [];
  const answer = async <T>(work: () => T): Promise<T> => {
    for (const fault of faults) throw fault;
    return work();
  };
  const store = openBucketStore({
    name: "s3://backups/hill",
    read: (path) => answer(() => objects.get(path)),
    putOnce: (path, bytes) => answer(() => !objects.has(path) && objects.set(path, bytes) !== undefined),
    putVersion: (path, bytes) => answer(() => void objects.set(path, bytes)),
    close: () => undefined,
  });
  expect([await store.putOnce("a/1", Buffer.from("1")), await store.putOnce("a/1", Buffer.from("2"))]).toEqual([
    true,
    false,
  ]);
  await store.replace("newest", Buffer.from("a"));
  await store.remove("a");
  expect([String(await store.read("a/1")), await store.folders()]).toEqual(["1", undefined]);
  faults.push(new CodedError("ledger/mirror-refused", "refused (AccessDenied)"));
  await expect(store.read("a/1")).rejects.toMatchObject({
    code: "backup/store-failed",
    message: "s3://backups/hill: refused (AccessDenied)",
  });
});
