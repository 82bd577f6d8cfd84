import { emptyRoot, expectHashes, nodeHash } from "./hashes.ts";
import { ProofError } from "./proof-error.ts";
import { expectIndex, expectSize, splitPoint } from "./tree-shape.ts";

// The tree as RFC 9162 defines it, over all leaf hashes in memory. For small trees, and as the measure of the
// faster ways.

/**
 * Root hash of the tree over `leafHashes`. Source: RFC 9162 §2.1.1.
 * @param leafHashes 32-byte hashes, oldest first; may be empty.
 * @throws ProofError `ledger/wrong-hash-length`
 */
export function rootOf(leafHashes: readonly Uint8Array[]): Buffer {
  expectHashes(leafHashes);
  return leafHashes.length === 0 ? emptyRoot : rootOfRange(leafHashes, 0, leafHashes.length);
}

/**
 * The hashes that lead from leaf `index` to the root, lowest first. Source: RFC 9162 §2.1.3.1.
 * @throws ProofError `ledger/index-outside-tree`, `ledger/wrong-hash-length`
 */
export function inclusionProof(leafHashes: readonly Uint8Array[], index: number): Buffer[] {
  expectIndex(index, leafHashes.length);
  expectHashes(leafHashes);
  const proof: Buffer[] = [];
  let start = 0;
  let end = leafHashes.length;
  while (end - start > 1) {
    const middle = start + splitPoint(end - start);
    if (index < middle) {
      proof.push(rootOfRange(leafHashes, middle, end));
      end = middle;
    } else {
      proof.push(rootOfRange(leafHashes, start, middle));
      start = middle;
    }
  }
  return proof.reverse();
}

/**
 * The hashes that show that the first `earlierSize` leaves are the beginning of all of them; empty when both trees
 * are the same. Source: RFC 9162 §2.1.4.1.
 * @throws ProofError `ledger/sizes-out-of-order`, `ledger/wrong-hash-length`
 */
export function consistencyProof(leafHashes: readonly Uint8Array[], earlierSize: number): Buffer[] {
  expectOrder(earlierSize, leafHashes.length);
  expectHashes(leafHashes);
  const proof: Buffer[] = [];
  let start = 0;
  let end = leafHashes.length;
  while (end !== earlierSize) {
    const middle = start + splitPoint(end - start);
    if (earlierSize <= middle) {
      proof.push(rootOfRange(leafHashes, middle, end));
      end = middle;
    } else {
      proof.push(rootOfRange(leafHashes, start, middle));
      start = middle;
    }
  }
  if (start !== 0) proof.push(rootOfRange(leafHashes, start, end));
  return proof.reverse();
}

/** @throws ProofError `ledger/not-a-size`, `ledger/sizes-out-of-order` (the empty tree proves nothing) */
export function expectOrder(earlierSize: number, size: number): void {
  expectSize(earlierSize);
  expectSize(size);
  if (earlierSize < 1 || earlierSize > size) {
    throw new ProofError("ledger/sizes-out-of-order", `no consistency proof from ${earlierSize} to ${size} leaves`);
  }
}

function rootOfRange(leafHashes: readonly Uint8Array[], start: number, end: number): Buffer {
  if (end - start === 1) return Buffer.from(leafHashes[start] ?? emptyRoot);
  const middle = start + splitPoint(end - start);
  return nodeHash(rootOfRange(leafHashes, start, middle), rootOfRange(leafHashes, middle, end));
}
