import { sha256 } from "../../foundation/crypto/index.ts";
import { hashLength } from "./merkle/index.ts";

/** All entries under one key number, in the tree's order. */
export interface Head {
  readonly keyNo: number;
  /** Place in the map over all heads: key numbers have theirs in the order in which they first stood in the tree. */
  readonly slot: number;
  /** Slot of the key that the same patient had before this one. */
  readonly before: number | undefined;
  readonly count: number;
  /** Place in the tree of the newest entry. */
  readonly lastIndex: number;
  readonly hash: Buffer;
}

/** A leaf with its place, and the number of the key that its entry is sealed under. */
export interface KeyedLeaf {
  readonly index: number;
  readonly keyNo: number;
  readonly leafHash: Buffer;
}

/** The number that entries in the clear have: the maps over all heads. They have a head too, but no slot in the map. */
export const mapKeyNo = 0;
export const noSlot = -1;

export const emptyHead: Buffer = Buffer.alloc(hashLength);

// Hashing is synchronous, so one scratch serves all.
const link = Buffer.alloc(1 + 2 * hashLength);
link[0] = 0x02;

/** SHA-256(0x02 | head | leaf hash). */
export function extendHead(head: Uint8Array, leafHash: Uint8Array): Buffer {
  link.set(head, 1);
  link.set(leafHash, 1 + hashLength);
  return sha256(link);
}

/** Folds leaves into the heads, in the tree's order.
 *  @param heads by key number; changed in place
 *  @param open where a key number that is new here goes */
export function foldLeaves(
  heads: Map<number, Head>,
  leaves: Iterable<KeyedLeaf>,
  open: (keyNo: number) => Pick<Head, "slot" | "before">,
): void {
  for (const { index, keyNo, leafHash } of leaves) {
    const known = heads.get(keyNo) ?? { keyNo, ...open(keyNo), count: 0, lastIndex: -1, hash: emptyHead };
    heads.set(keyNo, {
      ...known,
      count: known.count + 1,
      lastIndex: index,
      hash: extendHead(known.hash, leafHash),
    });
  }
}
