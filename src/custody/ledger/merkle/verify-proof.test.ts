import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { consistencyProof, inclusionProof, rootOf } from "./definition.ts";
import type { ProofErrorCode } from "./proof-error.ts";
import { someLeaves } from "./test-tree.ts";
import { verifyConsistency, verifyInclusion, verifySubtree } from "./verify-proof.ts";

const leaves = someLeaves(300);
const root = (size: number) => rootOf(leaves.slice(0, size));
const leafAt = (index: number) => leaves[index] ?? Buffer.alloc(0);

function inclusionClaim(index: number, size: number) {
  return {
    leafHash: leafAt(index),
    index,
    size,
    proof: inclusionProof(leaves.slice(0, size), index),
    root: root(size),
  };
}

function consistencyClaim(earlierSize: number, size: number) {
  const proof = consistencyProof(leaves.slice(0, size), earlierSize);
  return { earlierSize, earlierRoot: root(earlierSize), size, root: root(size), proof };
}

function refused(code: ProofErrorCode) {
  return expect.objectContaining({ code });
}

function flipped(bytes: Uint8Array, at: number): Buffer {
  const altered = Buffer.from(bytes);
  altered[at] = (altered[at] ?? 0) ^ 0x01;
  return altered;
}

describe("a true proof", () => {
  test("of inclusion holds for every leaf of every small tree", () => {
    for (let size = 1; size <= 40; size += 1) {
      for (let index = 0; index < size; index += 1) verifyInclusion(inclusionClaim(index, size));
    }
  });

  test("of consistency holds between every two small trees", () => {
    for (let size = 1; size <= 40; size += 1) {
      for (let earlier = 1; earlier <= size; earlier += 1) verifyConsistency(consistencyClaim(earlier, size));
    }
  });

  test("of a subtree holds for the two halves of a tree", () => {
    const half = (from: number, to: number) => rootOf(leaves.slice(from, to));
    const claim = { size: 7, root: root(7) };
    verifySubtree({ ...claim, start: 0, end: 4, subtreeRoot: half(0, 4), proof: [half(4, 7)] });
    verifySubtree({ ...claim, start: 4, end: 7, subtreeRoot: half(4, 7), proof: [half(0, 4)] });
    verifySubtree({ ...claim, start: 4, end: 6, subtreeRoot: half(4, 6), proof: [half(6, 7), half(0, 4)] });
  });
});

describe("a false proof", () => {
  test("fails wherever any byte of leaf, proof or root is flipped", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 300 }), fc.nat(), fc.nat(), (size, someIndex, someByte) => {
        const claim = inclusionClaim(someIndex % size, size);
        const at = someByte % 32;
        expect(() => verifyInclusion({ ...claim, leafHash: flipped(claim.leafHash, at) })).toThrow(
          refused("ledger/root-mismatch"),
        );
        expect(() => verifyInclusion({ ...claim, root: flipped(claim.root, at) })).toThrow(
          refused("ledger/root-mismatch"),
        );
        for (const place of claim.proof.keys()) {
          const proof = claim.proof.map((hash, n) => (n === place ? flipped(hash, at) : hash));
          expect(() => verifyInclusion({ ...claim, proof })).toThrow(refused("ledger/root-mismatch"));
        }
      }),
    );
  });

  test("of consistency fails wherever any byte of a root or the proof is flipped", () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 300 }), fc.nat(), fc.nat(), (size, someSize, someByte) => {
        const claim = consistencyClaim(1 + (someSize % (size - 1)), size);
        const at = someByte % 32;
        expect(() => verifyConsistency({ ...claim, earlierRoot: flipped(claim.earlierRoot, at) })).toThrow();
        expect(() => verifyConsistency({ ...claim, root: flipped(claim.root, at) })).toThrow(
          refused("ledger/root-mismatch"),
        );
        for (const place of claim.proof.keys()) {
          const proof = claim.proof.map((hash, n) => (n === place ? flipped(hash, at) : hash));
          expect(() => verifyConsistency({ ...claim, proof })).toThrow(
            expect.objectContaining({ code: expect.stringMatching(/root-mismatch$/) }),
          );
        }
      }),
    );
  });

  test("fails for another position or another size", () => {
    for (let size = 2; size <= 20; size += 1) {
      for (let index = 0; index < size; index += 1) {
        const claim = inclusionClaim(index, size);
        for (let other = 0; other < size; other += 1) {
          if (other !== index) expect(() => verifyInclusion({ ...claim, index: other })).toThrow();
        }
      }
      const claim = consistencyClaim(size - 1, size);
      for (let other = 1; other <= size; other += 1) {
        if (other !== size - 1) expect(() => verifyConsistency({ ...claim, earlierSize: other })).toThrow();
      }
    }
  });

  test("says what is wrong with it", () => {
    const claim = inclusionClaim(5, 8);
    const [first = Buffer.alloc(32)] = claim.proof;
    expect(() => verifyInclusion({ ...claim, proof: claim.proof.slice(1) })).toThrow(
      refused("ledger/wrong-proof-length"),
    );
    expect(() => verifyInclusion({ ...claim, proof: [...claim.proof, first] })).toThrow(
      refused("ledger/wrong-proof-length"),
    );
    expect(() => verifyInclusion({ ...claim, proof: claim.proof.map((hash) => hash.subarray(1)) })).toThrow(
      refused("ledger/wrong-hash-length"),
    );
    expect(() => verifyInclusion({ ...claim, root: Buffer.alloc(0) })).toThrow(refused("ledger/wrong-hash-length"));
    expect(() => verifyInclusion({ ...claim, index: 8 })).toThrow(refused("ledger/index-outside-tree"));
    expect(() => verifyInclusion({ ...claim, size: 2 ** 53 })).toThrow(refused("ledger/not-a-size"));

    const step = consistencyClaim(6, 8);
    expect(() => verifyConsistency({ ...step, proof: [] })).toThrow(refused("ledger/wrong-proof-length"));
    expect(() => verifyConsistency({ ...step, earlierSize: 9 })).toThrow(refused("ledger/sizes-out-of-order"));
    expect(() => verifyConsistency({ ...step, earlierSize: 0 })).toThrow(refused("ledger/sizes-out-of-order"));
    expect(() => verifyConsistency({ ...step, earlierRoot: root(5) })).toThrow(refused("ledger/earlier-root-mismatch"));
    expect(() => verifyConsistency({ ...step, root: root(7) })).toThrow(refused("ledger/root-mismatch"));
    expect(() => verifySubtree({ start: 1, end: 3, subtreeRoot: root(1), size: 8, root: root(8), proof: [] })).toThrow(
      refused("ledger/not-a-subtree"),
    );
  });
});
