import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import {
  inclusionProof,
  leafHash,
  parseTilePath,
  proveConsistency,
  proveInclusion,
  rootOf,
  tilesAtLevel,
  verifyConsistency,
} from "../merkle/index.ts";
import { appendTiles } from "./append-tiles.ts";
import { decodeBundle, encodeBundle, formatBundlePath, parseBundlePath } from "./entry-bundle.ts";
import { type TileDirectory, openTileDirectory } from "./tile-directory.ts";
import type { TileErrorCode } from "./tile-error.ts";

const all = Array.from({ length: 70_000 }, (_, n) => leafHash(Buffer.from(`entry ${n}`)));
const refused = (code: TileErrorCode) => expect.objectContaining({ code });
const tree = (size: number, leaves = all) => ({ size, rootHash: rootOf(leaves.slice(0, size)) });
let path: string;
let directory: TileDirectory;
beforeEach(async () => {
  path = mkdtempSync(join(tmpdir(), "wardbook-tiles-"));
  directory = await openTileDirectory(path);
});
afterEach(() => rmSync(path, { recursive: true }));

const append = (from: number, to: number, leaves = all) =>
  appendTiles(directory, {
    standing: tree(from),
    next: tree(to, leaves),
    leaves: async (first, end) => leaves.slice(first, end),
  });

const files = () =>
  readdirSync(join(path, "tile"), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(path.length + 1))
    .sort();

describe("published tiles", () => {
  test("of 70,000 entries are those that the specification counts, whatever the steps", async () => {
    let size = 0;
    for (const next of [1, 2, 255, 256, 257, 511, 1_000, 65_535, 65_536, 65_537, 70_000]) {
      await append(size, next);
      size = next;
    }
    const [level0, level1, level2] = [0, 1, 2].map((level) => tilesAtLevel(level, size));
    expect([level0, level1, level2]).toEqual([
      { full: 273, partialWidth: 112 },
      { full: 1, partialWidth: 17 },
      { full: 0, partialWidth: 1 },
    ]);
    const names = files();
    for (const name of ["tile/0/272", "tile/0/273.p/112", "tile/1/000", "tile/1/001.p/17", "tile/2/000.p/1"])
      expect(names).toContain(name);
    // Partial tiles of earlier checkpoints stay until the full one is there, and then go.
    expect(names.filter((name) => name.startsWith("tile/0/000"))).toEqual(["tile/0/000"]);
    expect(names.every((name) => parseTilePath(name) !== undefined)).toBe(true);
    expect(readFileSync(join(path, "tile/0/272")).length).toBe(8_192);
    for (const index of [0, 255, 256, 65_535, 65_536, 69_999])
      expect(await proveInclusion(directory.hashes, index, size)).toEqual(inclusionProof(all, index));
    const [earlier, now] = [tree(1_000), tree(size)];
    const proof = await proveConsistency(directory.hashes, earlier.size, size);
    verifyConsistency({ earlierSize: earlier.size, earlierRoot: earlier.rootHash, size, root: now.rootHash, proof });
  });

  test("are written on after a kill between the tiles and their checkpoint", async () => {
    await append(0, 300);
    await append(300, 700);
    const before = files();
    // The checkpoint of 700 was never written: the next start stands at 300.
    directory = await openTileDirectory(path);
    await append(300, 700);
    expect(files()).toEqual(before);
    await append(300, 900);
    await append(900, 1_000);
  });

  test("are never written over", async () => {
    await append(0, 300);
    const other = all.map((hash, index) => (index === 299 ? leafHash(Buffer.from("other")) : hash));
    // Same size, other leaves, and nothing is known of the first ones.
    await expect(append(0, 300, other)).rejects.toThrow(refused("ledger/tile-differs"));
    expect(readFileSync(join(path, "tile/0/001.p/44")).equals(Buffer.concat(all.slice(256, 300)))).toBe(true);
  });

  test.for(["tile/0/001.p/44", "tile/1/000.p/1"])(
    "that were changed are an alarm at the next entry: %s",
    async (name) => {
      await append(0, 300);
      const bytes = readFileSync(join(path, name));
      bytes[0] = (bytes[0] ?? 0) ^ 1;
      writeFileSync(join(path, name), bytes);
      await expect(append(300, 301)).rejects.toThrow(refused("ledger/tile-differs"));
      rmSync(join(path, name));
      await expect(append(300, 301)).rejects.toThrow(refused("ledger/tile-differs"));
      await expect(append(300, 300)).rejects.toThrow(refused("ledger/tile-differs"));
    },
  );

  test("take no tree that is another's, or shorter, and nothing of it is written", async () => {
    await append(0, 300);
    const before = files();
    const other = all.map((hash, index) => (index === 7 || index === 290 ? leafHash(Buffer.from("other")) : hash));
    await expect(append(300, 400, other)).rejects.toThrow(refused("ledger/tree-forked"));
    await expect(append(300, 300, other)).rejects.toThrow(refused("ledger/tree-forked"));
    await expect(append(300, 299)).rejects.toThrow(refused("ledger/rolled-back"));
    // Leaves that aren't those of the signed root.
    const wrong = appendTiles(directory, {
      standing: tree(300),
      next: tree(400),
      leaves: async (first, end) => all.slice(first, end - 1),
    });
    await expect(wrong).rejects.toThrow(refused("ledger/tree-forked"));
    expect(files()).toEqual(before);
  });
});

describe("a bundle of entries", () => {
  test("gives back what went in, but for what is too long", () => {
    const entries = [Buffer.from("one"), Buffer.alloc(0xffff, 2), Buffer.alloc(0x1_0000, 3), Buffer.from("four")];
    expect(decodeBundle(encodeBundle(entries))).toEqual([entries[0], entries[1], Buffer.alloc(0), entries[3]]);
    expect(encodeBundle([Buffer.from("one")]).toString("hex")).toBe("00036f6e65");
  });

  test("that was cut is refused", () => {
    const whole = encodeBundle([Buffer.from("one"), Buffer.from("two")]);
    for (const end of [1, 2, 4, 6, 7, 9])
      expect(() => decodeBundle(whole.subarray(0, end))).toThrow(refused("ledger/malformed-bundle"));
  });

  test("has its own paths", () => {
    expect(formatBundlePath({ tile: 1_234_067, width: 256 })).toBe("tile/entries/x001/x234/067");
    expect(parseBundlePath("tile/entries/273.p/112")).toEqual({ tile: 273, width: 112 });
    for (const path of ["tile/0/273", "tile/entries/273.p/256", "tile/entries/0", "tile/entries/../0/273"])
      expect(parseBundlePath(path)).toBeUndefined();
  });
});
