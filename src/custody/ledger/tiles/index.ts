export { appendTiles } from "./append-tiles.ts";
export type { Append } from "./append-tiles.ts";
export { decodeBundle, encodeBundle, formatBundlePath, longestInBundle, parseBundlePath } from "./entry-bundle.ts";
export { TileError } from "./tile-error.ts";
export type { TileErrorCode } from "./tile-error.ts";
export { asShownAt, openTileDirectory, readTiles } from "./tile-directory.ts";
export type { NoteName, TileDirectory } from "./tile-directory.ts";
