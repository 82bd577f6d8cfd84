import { tileWidth } from "./hash-reader.ts";

/** One published tile: `width` hashes (256 when full) of a level, from index `tile` × 256 on. */
export interface TileName {
  readonly level: number;
  readonly tile: number;
  readonly width: number;
}

/** "tile/0/x001/x234/067" or, with fewer than 256 hashes, "tile/0/x001/x234/067.p/12". Source: C2SP tlog-tiles. */
export function formatTilePath({ level, tile, width }: TileName): string {
  return `tile/${level}/${formatTileIndex(tile)}${width === tileWidth ? "" : `.p/${width}`}`;
}

/** The tile a path names, or undefined where it names none. */
export function parseTilePath(path: string): TileName | undefined {
  const parts = /^tile\/(0|[1-9]\d?)\/((?:x\d{3}\/){0,4}\d{3})(?:\.p\/([1-9]\d{0,2}))?$/.exec(path);
  if (!parts) return undefined;
  const [, levelText = "", indexText = "", widthText] = parts;
  const tile = Number(indexText.replaceAll(/[x/]/g, ""));
  const width = widthText === undefined ? tileWidth : Number(widthText);
  const name = { level: Number(levelText), tile, width };
  // Every tile has one name: "x000/001" and ".p/256" are none.
  return Number(levelText) <= 63 && formatTilePath(name) === path ? name : undefined;
}

/** The tiles, full and partial, that hold the tree of `size` leaves at `level`, if any: how many full, how wide the rest. */
export function tilesAtLevel(level: number, size: number): { readonly full: number; readonly partialWidth: number } {
  const hashes = Math.floor(size / tileWidth ** level);
  return { full: Math.floor(hashes / tileWidth), partialWidth: hashes % tileWidth };
}

function formatTileIndex(tile: number): string {
  const digits = String(tile);
  const groups = digits.padStart(Math.ceil(digits.length / 3) * 3, "0").match(/\d{3}/g) ?? [];
  return groups.map((group, position) => (position === groups.length - 1 ? group : `x${group}`)).join("/");
}
