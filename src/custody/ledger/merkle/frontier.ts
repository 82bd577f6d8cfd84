import { subtreeDepth } from "./hash-reader.ts";
import { emptyRoot, expectHashes, nodeHash } from "./hashes.ts";

/** The right edge of a tree: all that is needed to append to it and to know its root. A value, never changed. */
export interface Frontier {
  /** Leaves so far. */
  readonly size: number;
  /** Roots of the complete subtrees that make up the tree, largest (oldest) first: see `peakRanges`. */
  readonly peaks: readonly Buffer[];
}

/** The hash of a complete subtree of 256^level leaves: the one at `index` of that level's hashes (see `HashReader`). */
export interface CompletedSubtree {
  readonly level: number;
  readonly index: number;
  readonly hash: Buffer;
}

export const emptyFrontier: Frontier = { size: 0, peaks: [] };

/**
 * Appends leaves: about one hash computed for each.
 * @returns the new frontier, and the hashes that became known for levels 1 and up, in the order of their completion.
 * @throws ProofError `ledger/wrong-hash-length`
 */
export function extendFrontier(
  frontier: Frontier,
  leafHashes: readonly Buffer[],
): { readonly frontier: Frontier; readonly completed: readonly CompletedSubtree[] } {
  expectHashes(leafHashes);
  const peaks = [...frontier.peaks];
  const completed: CompletedSubtree[] = [];
  let size = frontier.size;
  for (const leafHash of leafHashes) {
    let hash = leafHash;
    // The leaf completes one subtree per binary digit 1 at the end of the size before it, as a carry does.
    let position = size;
    for (let height = 1; position % 2 === 1; height += 1) {
      hash = nodeHash(peaks.pop() ?? emptyRoot, hash);
      position = (position - 1) / 2;
      if (height % subtreeDepth === 0) completed.push({ level: height / subtreeDepth, index: position, hash });
    }
    peaks.push(hash);
    size += 1;
  }
  return { frontier: { size, peaks }, completed };
}

/** Root hash of the tree. */
export function frontierRoot(frontier: Frontier): Buffer {
  return foldPeaks(frontier.peaks);
}

/** Root over complete subtrees' roots, largest first. */
export function foldPeaks(peaks: readonly Buffer[]): Buffer {
  return (
    peaks.reduceRight<Buffer | undefined>((right, peak) => (right ? nodeHash(peak, right) : peak), undefined) ??
    emptyRoot
  );
}
