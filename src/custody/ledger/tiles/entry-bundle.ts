import { formatTilePath, parseTilePath, tileWidth } from "../merkle/index.ts";
import { TileError } from "./tile-error.ts";

// Entries one after the other, each after its length in two bytes. Source: C2SP tlog-tiles, "Log entries".

/** Bytes of the longest entry that a bundle can hold. */
export const longestInBundle = 0xffff;

/** A longer entry stands as one of no bytes: its hash, in the tile, is all that is published of it. */
export function encodeBundle(entries: readonly Buffer[]): Buffer {
  return Buffer.concat(
    entries.flatMap((entry) => {
      const length = Buffer.alloc(2);
      if (entry.length > longestInBundle) return [length];
      length.writeUInt16BE(entry.length);
      return [length, entry];
    }),
  );
}

/** @throws TileError `ledger/malformed-bundle` */
export function decodeBundle(bytes: Buffer): readonly Buffer[] {
  const entries: Buffer[] = [];
  let offset = 0;
  while (offset < bytes.length) {
    const end = offset + 2 <= bytes.length ? offset + 2 + bytes.readUInt16BE(offset) : Number.NaN;
    if (!(end <= bytes.length)) throw new TileError("ledger/malformed-bundle", "a bundle ends inside an entry");
    entries.push(bytes.subarray(offset + 2, end));
    offset = end;
  }
  return entries;
}

/** "tile/entries/x001/234", or with fewer than 256 entries "tile/entries/x001/234.p/12". */
export function formatBundlePath({ tile, width }: { readonly tile: number; readonly width: number }): string {
  return formatTilePath({ level: 0, tile, width }).replace("tile/0/", "tile/entries/");
}

/** The bundle that a path names, or undefined. */
export function parseBundlePath(path: string): { readonly tile: number; readonly width: number } | undefined {
  if (!path.startsWith("tile/entries/")) return undefined;
  const name = parseTilePath(path.replace("tile/entries/", "tile/0/"));
  return name === undefined ? undefined : { tile: name.tile, width: Math.min(name.width, tileWidth) };
}
