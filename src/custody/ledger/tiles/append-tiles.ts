import {
  ProofError,
  extendFrontier,
  frontierRoot,
  formatTilePath,
  hashLength,
  readFrontier,
  tileWidth,
  tilesAtLevel,
} from "../merkle/index.ts";
import { equalBytes } from "../../../foundation/crypto/index.ts";
import type { TileDirectory } from "./tile-directory.ts";
import { TileError } from "./tile-error.ts";

interface Tree {
  readonly size: number;
  readonly rootHash: Buffer;
}

export interface Append {
  /** What the tiles hold so far, as it was signed. */
  readonly standing: Tree;
  /** What they shall hold, as it was signed. */
  readonly next: Tree;
  /** Leaf hashes from `first` on, up to `end`. */
  readonly leaves: (first: number, end: number) => Promise<readonly Buffer[]>;
}

const noTile: readonly Buffer[] = [];
const mostLevels = 8;

/** Writes the tiles by which a signed tree goes beyond the one before. What lies there must be what was signed, and so must what
 *  comes: before both are found so, nothing is written.
 *  @throws TileError `ledger/tile-differs`, `ledger/tree-forked`, `ledger/rolled-back` */
export async function appendTiles(directory: TileDirectory, { standing, next, leaves }: Append): Promise<void> {
  if (next.size < standing.size)
    throw new TileError("ledger/rolled-back", `${standing.size} entries are published, the ledger has ${next.size}`);
  const edge = await readEdge(directory, standing);
  if (next.size === standing.size) {
    if (!equalBytes(next.rootHash, standing.rootHash)) throw forked();
    return;
  }
  // The ledger's own copy of the last tile must begin as the published one does.
  const startOfTile = standing.size - edge.open[0].length;
  const all = await leaves(startOfTile, next.size);
  if (all.length !== next.size - startOfTile || edge.open[0].some((hash, at) => all[at]?.equals(hash) !== true))
    throw forked();
  const added = all.slice(edge.open[0].length);
  const { frontier, completed } = extendFrontier(edge.frontier, added);
  if (!equalBytes(frontierRoot(frontier), next.rootHash)) throw forked();

  const open = [...edge.open[0], ...added];
  const levels = [open, ...edge.open.slice(1).map((hashes) => [...hashes])];
  for (const { level, hash } of completed) (levels[level] ??= []).push(hash);
  const tiles: { readonly path: string; readonly bytes: Buffer }[] = [];
  const full: { readonly level: number; readonly tile: number }[] = [];
  levels.forEach((hashes, level) => {
    const firstTile = tilesAtLevel(level, standing.size).full;
    for (let at = 0; at < hashes.length; at += tileWidth) {
      const part = hashes.slice(at, at + tileWidth);
      const name = { level, tile: firstTile + at / tileWidth, width: part.length };
      if (part.length === tileWidth) full.push(name);
      tiles.push({ path: formatTilePath(name), bytes: Buffer.concat(part, part.length * hashLength) });
    }
  });
  await directory.writeTiles(tiles);
  await directory.dropPartials(full);
}

/** The right edge as the files have it: what the next leaf is hashed with, and the tiles that aren't full. */
async function readEdge({ hashes }: TileDirectory, { size, rootHash }: Tree) {
  try {
    const frontier = await readFrontier(hashes, size);
    if (equalBytes(frontierRoot(frontier), rootHash)) {
      const open: [readonly Buffer[], ...(readonly Buffer[])[]] = [noTile];
      for (let level = 0; level < mostLevels; level += 1) {
        const { full, partialWidth } = tilesAtLevel(level, size);
        open[level] = partialWidth === 0 ? noTile : await hashes.readHashes(level, full * tileWidth, partialWidth);
      }
      return { frontier, open };
    }
  } catch (error) {
    if (!(error instanceof ProofError)) throw error;
  }
  throw new TileError("ledger/tile-differs", "the published tiles are not those of the checkpoint that was published");
}

function forked(): TileError {
  return new TileError("ledger/tree-forked", "the ledger doesn't go on where the published tree ends");
}
