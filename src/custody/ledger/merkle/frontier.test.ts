import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { rootOf } from "./definition.ts";
import type { CompletedSubtree, Frontier } from "./frontier.ts";
import { emptyFrontier, extendFrontier, frontierRoot } from "./frontier.ts";
import { someLeaves } from "./test-tree.ts";

const leaves = someLeaves(1000);

describe("a frontier", () => {
  test("is the same whatever the batches, and has the definition's root", () => {
    const whole = extendFrontier(emptyFrontier, leaves);
    expect(frontierRoot(whole.frontier)).toEqual(rootOf(leaves));
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 300 }), { maxLength: 12 }), (batches) => {
        let frontier: Frontier = emptyFrontier;
        const completed: CompletedSubtree[] = [];
        for (const count of [...batches, leaves.length]) {
          const step = extendFrontier(frontier, leaves.slice(frontier.size, frontier.size + count));
          frontier = step.frontier;
          completed.push(...step.completed);
        }
        expect(frontier).toEqual(whole.frontier);
        expect(completed).toEqual(whole.completed);
      }),
    );
  });

  test("names each subtree of 256 leaves when it is complete", () => {
    const { completed } = extendFrontier(emptyFrontier, leaves);
    expect(completed).toEqual(
      [0, 1, 2].map((index) => ({ level: 1, index, hash: rootOf(leaves.slice(index * 256, index * 256 + 256)) })),
    );
  });

  test("names a subtree of 65,536 leaves, after its last part", () => {
    const many = someLeaves(65_536);
    const { completed, frontier } = extendFrontier(emptyFrontier, many);
    expect(completed).toHaveLength(257);
    expect(completed.slice(-2).map(({ level, index }) => ({ level, index }))).toEqual([
      { level: 1, index: 255 },
      { level: 2, index: 0 },
    ]);
    expect(completed.at(-1)?.hash).toEqual(frontierRoot(frontier));
    expect(frontier.peaks).toHaveLength(1);
  });

  test("isn't changed by appending to it", () => {
    const { frontier } = extendFrontier(emptyFrontier, leaves.slice(0, 5));
    const before = frontierRoot(frontier);
    extendFrontier(frontier, leaves.slice(5));
    expect(frontier.size).toBe(5);
    expect(frontierRoot(frontier)).toEqual(before);
  });

  test("refuses what is no hash", () => {
    expect(() => extendFrontier(emptyFrontier, [Buffer.alloc(33)])).toThrow(
      expect.objectContaining({ code: "ledger/wrong-hash-length" }),
    );
  });
});
