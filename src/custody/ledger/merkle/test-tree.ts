import { leafHash } from "./hashes.ts";
import type { CompletedSubtree } from "./frontier.ts";
import type { HashReader } from "./hash-reader.ts";
import { tileWidth } from "./hash-reader.ts";

/** Leaf hashes of `count` different entries, for tests. */
export function someLeaves(count: number): Buffer[] {
  return Array.from({ length: count }, (_, n) => leafHash(Buffer.from(`entry ${n}`)));
}

/** A store of hashes in memory that remembers which tiles were read and refuses reads that break the contract. */
export interface MemoryStore extends HashReader {
  readonly reads: string[];
  appendLeaves(leafHashes: readonly Buffer[]): void;
  appendCompleted(completed: readonly CompletedSubtree[]): void;
}

export function memoryStore(): MemoryStore {
  const levels: Buffer[][] = [];
  const reads: string[] = [];
  const levelOf = (level: number): Buffer[] => {
    const known = levels[level];
    if (known) return known;
    const fresh: Buffer[] = [];
    levels[level] = fresh;
    return fresh;
  };
  return {
    reads,
    appendLeaves(leafHashes) {
      levelOf(0).push(...leafHashes);
    },
    appendCompleted(completed) {
      for (const { level, index, hash } of completed) {
        if (levelOf(level).length !== index) throw new Error(`level ${level} got index ${index} out of order`);
        levelOf(level).push(hash);
      }
    },
    async readHashes(level, firstIndex, count) {
      if (firstIndex % tileWidth !== 0 || count < 1 || count > tileWidth) throw new Error("not one tile");
      reads.push(`${level}/${firstIndex / tileWidth}`);
      const hashes = levelOf(level).slice(firstIndex, firstIndex + count);
      if (hashes.length !== count) throw new Error("read beyond what is stored");
      return hashes;
    },
  };
}
