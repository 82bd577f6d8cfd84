import { foldPeaks } from "./frontier.ts";
import { hashLength, nodeHash } from "./hashes.ts";
import type { HashReader } from "./hash-reader.ts";
import { subtreeDepth, tileWidth } from "./hash-reader.ts";
import { ProofError } from "./proof-error.ts";
import type { LeafRange } from "./tree-shape.ts";
import { peakRanges } from "./tree-shape.ts";

/**
 * Root of the tree's leaves from `start` to `end`: a complete aligned subtree, or the right edge of the tree.
 * Each tile is read at most once.
 */
export type NodeReader = (range: LeafRange) => Promise<Buffer>;

/** @param size of the tree: nothing beyond it is read, though the store may already hold more. */
export function createNodeReader(reader: HashReader, size: number): NodeReader {
  const tiles = new Map<string, Promise<readonly Buffer[]>>();

  function readTile(level: number, tile: number): Promise<readonly Buffer[]> {
    const name = `${level}/${tile}`;
    const known = tiles.get(name);
    if (known) return known;
    const first = tile * tileWidth;
    const count = Math.min(tileWidth, Math.floor(size / tileWidth ** level) - first);
    const reading = reader.readHashes(level, first, count).then((hashes) => expectTile(hashes, count));
    tiles.set(name, reading);
    return reading;
  }

  async function readComplete({ start, end }: LeafRange): Promise<Buffer> {
    const height = Math.log2(end - start);
    const level = Math.floor(height / subtreeDepth);
    const first = start / tileWidth ** level;
    const hashes = await readTile(level, Math.floor(first / tileWidth));
    const offset = first % tileWidth;
    return foldComplete(hashes.slice(offset, offset + 2 ** (height % subtreeDepth)));
  }

  return async ({ start, end }) => {
    const peaks = peakRanges(end - start).map((peak) => ({ start: start + peak.start, end: start + peak.end }));
    return foldPeaks(await Promise.all(peaks.map(readComplete)));
  };
}

/** Root over 1, 2, 4, … 128 neighbouring hashes. */
function foldComplete(hashes: readonly Buffer[]): Buffer {
  const [first, ...others] = hashes;
  if (first === undefined) throw incomplete();
  if (others.length === 0) return first;
  const middle = hashes.length / 2;
  return nodeHash(foldComplete(hashes.slice(0, middle)), foldComplete(hashes.slice(middle)));
}

function expectTile(hashes: readonly Buffer[], count: number): readonly Buffer[] {
  if (hashes.length !== count || hashes.some((hash) => hash.length !== hashLength)) throw incomplete();
  return hashes;
}

function incomplete(): ProofError {
  return new ProofError("ledger/tile-incomplete", "the stored tree lacks hashes that its size promises");
}
