import { equalBytes } from "../../../foundation/crypto/index.ts";
import { expectOrder } from "./definition.ts";
import { emptyRoot, expectHashes, nodeHash } from "./hashes.ts";
import { ProofError } from "./proof-error.ts";
import { expectIndex, expectSubtree } from "./tree-shape.ts";

/** A claim that a leaf is in a tree, with its proof. */
export interface InclusionClaim {
  readonly leafHash: Uint8Array;
  readonly index: number;
  readonly size: number;
  readonly proof: readonly Uint8Array[];
  readonly root: Uint8Array;
}

/** A claim that an earlier tree is the beginning of a later one, with its proof. */
export interface ConsistencyClaim {
  readonly earlierSize: number;
  readonly earlierRoot: Uint8Array;
  readonly size: number;
  readonly root: Uint8Array;
  readonly proof: readonly Uint8Array[];
}

/** A claim that leaves `start` (inclusive) to `end` (exclusive) of a tree have this root, with its proof. */
export interface SubtreeClaim {
  readonly start: number;
  readonly end: number;
  readonly subtreeRoot: Uint8Array;
  readonly size: number;
  readonly root: Uint8Array;
  readonly proof: readonly Uint8Array[];
}

/**
 * Returns if the leaf is the tree's `index`th; throws otherwise. Source: RFC 9162 §2.1.3.2.
 * @throws ProofError `ledger/not-a-size`, `ledger/index-outside-tree`, `ledger/wrong-hash-length`,
 *   `ledger/wrong-proof-length`, `ledger/root-mismatch`
 */
export function verifyInclusion({ leafHash, index, size, proof, root }: InclusionClaim): void {
  expectIndex(index, size);
  verifySubtree({ start: index, end: index + 1, subtreeRoot: leafHash, size, root, proof });
}

/**
 * Returns if the earlier tree is the beginning of the later; throws otherwise. Source: RFC 9162 §2.1.4.2.
 * @throws ProofError `ledger/not-a-size`, `ledger/sizes-out-of-order`, `ledger/wrong-hash-length`,
 *   `ledger/wrong-proof-length`, `ledger/earlier-root-mismatch`, `ledger/root-mismatch`
 */
export function verifyConsistency({ earlierSize, earlierRoot, size, root, proof }: ConsistencyClaim): void {
  expectOrder(earlierSize, size);
  verifySubtree({ start: 0, end: earlierSize, subtreeRoot: earlierRoot, size, root, proof });
}

/**
 * Returns if the subtree is part of the tree; throws otherwise. Inclusion is the case of one leaf, consistency the
 * case that starts at leaf 0, and this walk over the proof is the one both RFC 9162 algorithms take.
 * Source: draft-ietf-plants-merkle-tree-certs, "Verifying a Subtree Consistency Proof".
 * @throws ProofError as the two above, and `ledger/not-a-subtree`
 */
export function verifySubtree({ start, end, subtreeRoot, size, root, proof }: SubtreeClaim): void {
  expectSubtree({ start, end }, size);
  expectHashes([subtreeRoot, root, ...proof]);
  if (start === end) return verifyEmptySubtree(subtreeRoot, proof);

  // Positions of the subtree's first leaf, its last leaf and the tree's last leaf, one level up with each halving.
  let first = start;
  let last = end - 1;
  let treeLast = size - 1;
  const up = () => {
    first = half(first);
    last = half(last);
    treeLast = half(treeLast);
  };
  while (first !== last && (isOdd(last) || last === treeLast)) up();

  let rest = proof;
  // A subtree that is no single node of the tree is rebuilt from the left-most node of its right edge.
  let known = subtreeRoot;
  if (first !== last) {
    const [edge, ...others] = proof;
    if (edge === undefined) throw wrongLength();
    known = edge;
    rest = others;
  }
  let rebuiltSubtree = known;
  let rebuiltTree = known;
  for (const sibling of rest) {
    if (treeLast === 0) throw wrongLength();
    if (isOdd(last) || last === treeLast) {
      if (first < last) rebuiltSubtree = nodeHash(sibling, rebuiltSubtree);
      rebuiltTree = nodeHash(sibling, rebuiltTree);
      while (!isOdd(last)) up();
    } else {
      rebuiltTree = nodeHash(rebuiltTree, sibling);
    }
    up();
  }
  if (treeLast !== 0) throw wrongLength();
  if (!equalBytes(rebuiltSubtree, subtreeRoot)) {
    throw new ProofError("ledger/earlier-root-mismatch", "the proof doesn't lead to the earlier tree's root hash");
  }
  if (!equalBytes(rebuiltTree, root)) {
    throw new ProofError("ledger/root-mismatch", "the proof doesn't lead to the tree's root hash");
  }
}

function verifyEmptySubtree(subtreeRoot: Uint8Array, proof: readonly Uint8Array[]): void {
  if (proof.length !== 0) throw wrongLength();
  if (!equalBytes(subtreeRoot, emptyRoot)) {
    throw new ProofError("ledger/earlier-root-mismatch", "not the root hash of no leaves");
  }
}

function half(position: number): number {
  return Math.floor(position / 2);
}

function isOdd(position: number): boolean {
  return position % 2 === 1;
}

function wrongLength(): ProofError {
  return new ProofError("ledger/wrong-proof-length", "the proof has too few or too many hashes for these positions");
}
