import { ProofError } from "./proof-error.ts";

// Sizes go beyond 32 bits, so no bitwise operators here: they would cut them.

/** Leaves `start` (inclusive) to `end` (exclusive). */
export interface LeafRange {
  readonly start: number;
  readonly end: number;
}

/** @throws ProofError `ledger/not-a-size` */
export function expectSize(size: number): void {
  if (!Number.isSafeInteger(size) || size < 0) {
    throw new ProofError("ledger/not-a-size", "a position or size in the tree is a whole number, 0 or more");
  }
}

/** @throws ProofError `ledger/not-a-size`, `ledger/index-outside-tree` */
export function expectIndex(index: number, size: number): void {
  expectSize(index);
  expectSize(size);
  if (index >= size) throw new ProofError("ledger/index-outside-tree", `no leaf ${index} in a tree of ${size}`);
}

/**
 * Whether leaves `start` to `end` are a subtree that lies in a tree of `size` leaves: it must start at a multiple of
 * the next power of two that holds its width. Source: draft-ietf-plants-merkle-tree-certs, "Definition of a Subtree".
 * @throws ProofError `ledger/not-a-size`, `ledger/not-a-subtree`, `ledger/sizes-out-of-order`
 */
export function expectSubtree({ start, end }: LeafRange, size: number): void {
  for (const position of [start, end, size]) expectSize(position);
  const width = end - start;
  const aligned = width < 2 || start % (2 * splitPoint(width)) === 0;
  if (width < 0 || !aligned) throw new ProofError("ledger/not-a-subtree", "no subtree has these leaves");
  if (end > size) throw new ProofError("ledger/sizes-out-of-order", "the subtree ends outside the tree");
}

/** The largest power of two below `width` (which is 2 or more): where RFC 9162 splits a tree. */
export function splitPoint(width: number): number {
  let split = 1;
  while (split * 2 < width) split *= 2;
  return split;
}

/** The complete subtrees that make up the first `size` leaves, largest first: one per binary digit 1 of `size`. */
export function peakRanges(size: number): LeafRange[] {
  const peaks: LeafRange[] = [];
  let start = 0;
  while (start < size) {
    // The largest power of two not above what is left.
    const end = start + splitPoint(size - start + 1);
    peaks.push({ start, end });
    start = end;
  }
  return peaks;
}
