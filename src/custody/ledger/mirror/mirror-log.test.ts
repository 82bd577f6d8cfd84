import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { emptyRoot, parseTilePath } from "../merkle/index.ts";
import { aPublishedLog, memoryStore } from "../testing/log-to-mirror.ts";
import { parseBundlePath, readTiles } from "../tiles/index.ts";
import { runVerifier } from "../../../verifier/index.ts";
import { mirrorLog } from "./mirror-log.ts";

const root = mkdtempSync(join(tmpdir(), "wardbook-mirror-"));
afterAll(() => rmSync(root, { recursive: true }));
let counted = 0;
const aPath = () => join(root, String((counted += 1)));

async function aMirroredLog(size: number) {
  const log = await aPublishedLog(aPath());
  await log.publish(size);
  const mirror = memoryStore();
  await mirrorLog(mirror.store, log.toMirror(), true);
  mirror.asked.length = 0;
  return { log, ...mirror };
}

test("a mirror holds at every checkpoint what the verifier wants, and each file is put once", async () => {
  const log = await aPublishedLog(aPath());
  const { store, objects } = memoryStore();
  let before = 0;
  for (const size of [1, 255, 300, 300, 512, 1_400]) {
    await log.publish(size);
    expect(await mirrorLog(store, log.toMirror({ bundle: log.bundle }), size === 300)).toEqual({ found: before, size });
    before = size;
    const copy = aPath();
    for (const [path, versions] of objects) {
      const at = join(copy, path);
      mkdirSync(dirname(at), { recursive: true });
      writeFileSync(at, versions.at(-1) ?? "");
    }
    const said: string[] = [];
    expect([runVerifier([join(copy, log.folder), "--key", log.key], (line) => said.push(line)), said]).toEqual([
      0,
      [
        expect.stringContaining(
          `All ${size} entries are those that were signed.\nEach entry that lies here was hashed`,
        ),
      ],
    ]);
  }
  for (const [path, versions] of objects) {
    const name = path.slice(log.folder.length + 1);
    if (name === "checkpoint") expect(versions).toHaveLength(5);
    else {
      expect(name === "policy" || (parseTilePath(name) ?? parseBundlePath(name)) !== undefined).toBe(true);
      expect([name, versions.length]).toEqual([name, 1]);
    }
  }
});

test("of entries that were pruned before, a mirror keeps the hashes, and the note that says so", async () => {
  const log = await aPublishedLog(aPath());
  const { store, objects } = memoryStore();
  await log.publish(600);
  const bundle = async (name: { readonly tile: number; readonly width: number }) =>
    name.tile === 0 ? undefined : log.bundle(name);
  for (const pruned of ["pruned 256\n", "pruned 512\n", "pruned 512\n"])
    await mirrorLog(store, log.toMirror({ bundle, pruned }), true);
  expect(objects.get(`${log.folder}/pruned`)?.map(String)).toEqual(["pruned 256\n", "pruned 512\n"]);
  const has = (name: string) => objects.has(`${log.folder}/${name}`);
  expect(["tile/entries/000", "tile/entries/001", "tile/0/000"].map(has)).toEqual([false, true, true]);
});

test("whoever was killed goes on, and asks little when nothing is new", async () => {
  const { log, store, objects, asked, trouble } = await aMirroredLog(300);
  await mirrorLog(store, log.toMirror(), false);
  expect(asked).toEqual([`read ${log.folder}/checkpoint`, `read ${log.folder}/policy`]);
  await log.publish(1_400);
  // Killed after some tiles: the checkpoint still counts 300.
  const put = store.putOnce;
  let left = 3;
  const killed = {
    ...store,
    putOnce: async (path: string, bytes: Buffer) => {
      if ((left -= 1) < 0) throw new Error("killed");
      return put(path, bytes);
    },
  };
  await expect(mirrorLog(killed, log.toMirror(), false)).rejects.toThrow("killed");
  expect(trouble.error).toBeUndefined();
  expect(await mirrorLog(store, log.toMirror(), true)).toEqual({ found: 300, size: 1_400 });
  expect([...objects.values()].filter((versions) => versions.length > 1)).toHaveLength(1);
});

test("a partial tile that has given way to its full one is still put as it was", async () => {
  const { log, store, objects } = await aMirroredLog(10);
  await log.publish(300);
  const old = log.toMirror({ checkpoint: { origin: "", ...log.treeOf(280) }, note: log.noteOf(log.treeOf(280)) });
  await log.publish(600);
  expect(await mirrorLog(store, { ...old, hashes: readTiles(log.directory.path) }, false)).toMatchObject({ size: 280 });
  expect(objects.get(`${log.folder}/tile/0/001.p/24`)?.[0]).toHaveLength(24 * 32);
});

test("a mirror that counts more, or holds another tree, another tile or nobody's note, is never gone on with", async () => {
  const { log, store, objects } = await aMirroredLog(300);
  const at = (name: string) => `${log.folder}/${name}`;
  const whole = new Map(objects);
  const other = aPublishedLog(aPath());
  for (const [what, code, spoil, looksBack] of [
    [
      "more",
      "ledger/mirror-saw-more",
      () => objects.set(at("checkpoint"), [Buffer.from(log.noteOf({ size: 401, rootHash: emptyRoot }))]),
      false,
    ],
    [
      "another tree",
      "ledger/mirror-differs",
      () => objects.set(at("checkpoint"), [Buffer.from(log.noteOf({ size: 299, rootHash: emptyRoot }))]),
      false,
    ],
    [
      "a note of another log",
      "ledger/mirror-differs",
      async () => objects.set(at("checkpoint"), [Buffer.from((await other).noteOf(log.treeOf(300)))]),
      false,
    ],
    [
      "another tile at its edge",
      "ledger/mirror-differs",
      () => objects.set(at("tile/0/001.p/44"), [Buffer.alloc(44 * 32)]),
      true,
    ],
    [
      "a tile that is yet to come",
      "ledger/mirror-differs",
      () => objects.set(at("tile/0/001"), [Buffer.alloc(256 * 32)]),
      false,
    ],
  ] as const) {
    await spoil();
    if (what === "a tile that is yet to come") await log.publish(600);
    const before = objects.get(at("checkpoint"));
    await expect(mirrorLog(store, log.toMirror(), looksBack), what).rejects.toMatchObject({ code });
    expect(objects.get(at("checkpoint"))).toBe(before);
    objects.clear();
    for (const [path, versions] of whole) objects.set(path, versions);
  }
  expect(await mirrorLog(store, log.toMirror(), true)).toEqual({ found: 300, size: 600 });
});
