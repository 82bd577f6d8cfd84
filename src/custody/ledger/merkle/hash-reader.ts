/** Heights between one stored level and the next. Source: C2SP tlog-tiles. */
export const subtreeDepth = 8;

/** Hashes in a full tile: 256. */
export const tileWidth = 2 ** subtreeDepth;

/**
 * Where the tree's stored hashes come from. Level 0 holds the leaf hashes, level 1 the roots of complete subtrees of
 * 256 leaves, level 2 of 65,536 leaves, and so on.
 */
export interface HashReader {
  /** Exactly `count` consecutive hashes, all inside one tile (`firstIndex` is a multiple of 256). */
  readHashes(level: number, firstIndex: number, count: number): Promise<readonly Buffer[]>;
}
