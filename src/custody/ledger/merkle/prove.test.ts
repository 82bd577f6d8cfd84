import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { consistencyProof, inclusionProof, rootOf } from "./definition.ts";
import { emptyFrontier, extendFrontier, frontierRoot } from "./frontier.ts";
import { proveConsistency, proveInclusion, readFrontier, readRoot } from "./prove.ts";
import { memoryStore, someLeaves } from "./test-tree.ts";
import type { MemoryStore } from "./test-tree.ts";
import { verifyConsistency, verifyInclusion } from "./verify-proof.ts";

function storeOf(leaves: readonly Buffer[]): MemoryStore {
  const store = memoryStore();
  store.appendLeaves(leaves);
  store.appendCompleted(extendFrontier(emptyFrontier, leaves).completed);
  return store;
}

describe("proofs from stored hashes", () => {
  const leaves = someLeaves(1200);
  const store = storeOf(leaves);

  test("have the right root and frontier at every size up to 700, though the store holds more", async () => {
    let frontier = emptyFrontier;
    for (let size = 0; size <= 700; size += 1) {
      expect(await readRoot(store, size)).toEqual(frontierRoot(frontier));
      expect(await readFrontier(store, size)).toEqual(frontier);
      if (size % 53 === 0 || size < 20) expect(frontierRoot(frontier)).toEqual(rootOf(leaves.slice(0, size)));
      frontier = extendFrontier(frontier, leaves.slice(size, size + 1)).frontier;
    }
  });

  test("equal the definition's at every size up to 700", async () => {
    for (let size = 1; size <= 700; size += 1) {
      const tree = leaves.slice(0, size);
      // The golden ratio spreads the places within the tree evenly over the sizes.
      for (const index of new Set([Math.floor(size * ((size * 0.618034) % 1)), size - 1])) {
        expect(await proveInclusion(store, index, size)).toEqual(inclusionProof(tree, index));
        expect(await proveConsistency(store, index + 1, size)).toEqual(consistencyProof(tree, index + 1));
      }
    }
  }, 60_000);

  test("equal the definition's at random sizes", async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 1200 }), fc.nat(), async (size, some) => {
        const tree = leaves.slice(0, size);
        expect(await proveInclusion(store, some % size, size)).toEqual(inclusionProof(tree, some % size));
        expect(await proveConsistency(store, 1 + (some % size), size)).toEqual(
          consistencyProof(tree, 1 + (some % size)),
        );
      }),
    );
  });

  test("are refused when the store lacks hashes or holds something else", async () => {
    const tooFew = { readHashes: async () => leaves.slice(0, 3) };
    await expect(proveInclusion(tooFew, 5, 9)).rejects.toMatchObject({ code: "ledger/tile-incomplete" });
    const tooShort = {
      readHashes: async (_level: number, _first: number, count: number) =>
        Array.from({ length: count }, () => Buffer.alloc(20)),
    };
    await expect(proveInclusion(tooShort, 5, 9)).rejects.toMatchObject({ code: "ledger/tile-incomplete" });
    await expect(proveInclusion(store, 9, 9)).rejects.toMatchObject({ code: "ledger/index-outside-tree" });
    await expect(proveConsistency(store, 0, 9)).rejects.toMatchObject({ code: "ledger/sizes-out-of-order" });
  });
});

describe("in a tree of more than 65,536 leaves", () => {
  const size = 70_001;
  const leaves = someLeaves(size);
  let store: MemoryStore;
  beforeAll(() => {
    store = storeOf(leaves);
  });

  test("proofs hold, and read at most two tiles of each level, each once", async () => {
    const root = await readRoot(store, size);
    for (const index of [0, 255, 256, 40_000, 65_535, 65_536, 70_000]) {
      store.reads.length = 0;
      const proof = await proveInclusion(store, index, size);
      expect(store.reads.length).toBeLessThanOrEqual(6);
      expect(new Set(store.reads).size).toBe(store.reads.length);
      verifyInclusion({ leafHash: leaves[index] ?? Buffer.alloc(0), index, size, proof, root });
    }
    for (const earlierSize of [1, 255, 256, 40_000, 65_535, 65_536, 65_537, 70_000]) {
      store.reads.length = 0;
      const proof = await proveConsistency(store, earlierSize, size);
      expect(store.reads.length).toBeLessThanOrEqual(6);
      expect(new Set(store.reads).size).toBe(store.reads.length);
      verifyConsistency({ earlierSize, earlierRoot: await readRoot(store, earlierSize), size, root, proof });
    }
  });
});
