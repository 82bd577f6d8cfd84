import { expectOrder } from "./definition.ts";
import type { Frontier } from "./frontier.ts";
import { emptyRoot } from "./hashes.ts";
import type { HashReader } from "./hash-reader.ts";
import { createNodeReader } from "./node-reader.ts";
import type { LeafRange } from "./tree-shape.ts";
import { expectIndex, expectSize, peakRanges, splitPoint } from "./tree-shape.ts";

// Proofs from stored hashes: a few tiles each, whatever the tree's size. Which nodes a proof has follows from the
// positions alone, so they are listed first and then read together.

/**
 * The proof that leaf `index` is in the tree of the first `size` leaves, lowest hash first.
 * @throws ProofError `ledger/index-outside-tree`, `ledger/tile-incomplete`
 */
export async function proveInclusion(reader: HashReader, index: number, size: number): Promise<Buffer[]> {
  expectIndex(index, size);
  return readNodes(
    reader,
    size,
    siblingsUpTo(
      { start: 0, end: size },
      (middle) => index < middle,
      ({ start, end }) => end - start === 1,
    ).siblings,
  );
}

/**
 * The proof that the tree of `earlierSize` leaves is the beginning of the one of `size` leaves.
 * @throws ProofError `ledger/sizes-out-of-order`, `ledger/tile-incomplete`
 */
export async function proveConsistency(reader: HashReader, earlierSize: number, size: number): Promise<Buffer[]> {
  expectOrder(earlierSize, size);
  const { siblings, rest } = siblingsUpTo(
    { start: 0, end: size },
    (middle) => earlierSize <= middle,
    ({ end }) => end === earlierSize,
  );
  return readNodes(reader, size, rest.start === 0 ? siblings : [rest, ...siblings]);
}

/** Root hash of the first `size` leaves. @throws ProofError `ledger/tile-incomplete` */
export async function readRoot(reader: HashReader, size: number): Promise<Buffer> {
  expectSize(size);
  return size === 0 ? emptyRoot : createNodeReader(reader, size)({ start: 0, end: size });
}

/** The frontier of the first `size` leaves, to go on appending after a restart. @throws ProofError `ledger/tile-incomplete` */
export async function readFrontier(reader: HashReader, size: number): Promise<Frontier> {
  expectSize(size);
  return { size, peaks: await readNodes(reader, size, peakRanges(size)) };
}

/** Descends from `whole`, left or right, until `done`, and lists what was passed by, lowest first. */
function siblingsUpTo(
  whole: LeafRange,
  goesLeft: (middle: number) => boolean,
  done: (range: LeafRange) => boolean,
): { readonly siblings: LeafRange[]; readonly rest: LeafRange } {
  const siblings: LeafRange[] = [];
  let rest = whole;
  while (!done(rest)) {
    const middle = rest.start + splitPoint(rest.end - rest.start);
    const left = { start: rest.start, end: middle };
    const right = { start: middle, end: rest.end };
    const [chosen, passed] = goesLeft(middle) ? [left, right] : [right, left];
    siblings.unshift(passed);
    rest = chosen;
  }
  return { siblings, rest };
}

async function readNodes(reader: HashReader, size: number, ranges: readonly LeafRange[]): Promise<Buffer[]> {
  return Promise.all(ranges.map(createNodeReader(reader, size)));
}
