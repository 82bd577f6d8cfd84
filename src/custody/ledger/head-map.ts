import { emptyHead } from "./head.ts";
import { hashLength, nodeHash } from "./merkle/index.ts";

/** A Merkle tree over slots, filled up with empty ones to a power of two: its height tells no more than about how many there are. */
export interface HeadMap {
  /** @param leaf 32 bytes */
  set(slot: number, leaf: Buffer): void;
  root(): Buffer;
  /** The neighbours on the way from a slot to the root, lowest first. */
  path(slot: number): readonly Buffer[];
}

export function openHeadMap(): HeadMap {
  // One leaf at first; each level above has half as many nodes, the last one is the root.
  let levels: Buffer[] = [Buffer.alloc(hashLength)];
  let changed = new Set<number>();
  const nodeAt = (level: number, at: number) =>
    levels[level]?.subarray(at * hashLength, (at + 1) * hashLength) ?? emptyHead;

  function double(): void {
    let empty: Buffer = Buffer.alloc(hashLength);
    const grown = levels.map((nodes) => {
      const added = Buffer.alloc(nodes.length, empty);
      empty = nodeHash(empty, empty);
      return Buffer.concat([nodes, added]);
    });
    levels = [...grown, Buffer.alloc(hashLength)];
    changed.add(0);
  }

  function settle(): void {
    for (let level = 0; level + 1 < levels.length; level += 1) {
      const above = new Set<number>();
      for (const at of changed) above.add(Math.floor(at / 2));
      for (const at of above)
        levels[level + 1]?.set(nodeHash(nodeAt(level, 2 * at), nodeAt(level, 2 * at + 1)), at * hashLength);
      changed = above;
    }
    changed = new Set();
  }

  return {
    set(slot, leaf) {
      while (slot * hashLength >= (levels[0]?.length ?? 0)) double();
      levels[0]?.set(leaf, slot * hashLength);
      changed.add(slot);
    },
    root() {
      settle();
      return Buffer.from(nodeAt(levels.length - 1, 0));
    },
    path(slot) {
      settle();
      return levels.slice(0, -1).map((_, level) => {
        const at = Math.floor(slot / 2 ** level);
        return Buffer.from(nodeAt(level, at % 2 === 0 ? at + 1 : at - 1));
      });
    },
  };
}
