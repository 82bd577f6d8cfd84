import { existsSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { sha256 } from "../../../foundation/crypto/index.ts";
import { ProofError } from "./proof-error.ts";
import { expectSubtree } from "./tree-shape.ts";
import { verifyConsistency, verifyInclusion, verifySubtree } from "./verify-proof.ts";

// The proof cases of the transparency-dev project, read where they lie. Most of them must be refused.

interface Case {
  readonly desc: string;
  readonly wantErr: boolean;
  readonly proof: readonly string[] | null;
  readonly root?: string;
  readonly leafHash?: string;
  readonly leafIdx?: number;
  readonly treeSize?: number;
  readonly root1?: string;
  readonly root2?: string;
  readonly size1?: number;
  readonly size2?: number;
  readonly start?: number;
  readonly end?: number;
  readonly size?: number;
}

const file = new URL("../../../../../shared/data/merkle-testdata.json", import.meta.url);
const cases = existsSync(file) ? Object.entries(JSON.parse(readFileSync(file, "utf8")) as Record<string, Case>) : [];

function decode(text = ""): Buffer {
  const bytes = Buffer.from(text, "base64");
  // Where a root doesn't matter the cases have such words; a root here always has 32 bytes.
  return bytes.toString().startsWith("don't care") ? sha256(bytes) : bytes;
}

function run(name: string, one: Case): void {
  const proof = (one.proof ?? []).map(decode);
  const { leafIdx: index = -1, treeSize = -1, size1 = -1, size2 = -1, start = -1, end = -1, size = -1 } = one;
  const kind = name.split("/")[0];
  switch (kind) {
    case "inclusion":
      return verifyInclusion({ leafHash: decode(one.leafHash), index, size: treeSize, proof, root: decode(one.root) });
    case "consistency":
      return verifyConsistency({
        earlierSize: size1,
        earlierRoot: decode(one.root1),
        size: size2,
        root: decode(one.root2),
        proof,
      });
    case "subtreeconsistency":
      return verifySubtree({ start, end, subtreeRoot: decode(one.root1), size, root: decode(one.root2), proof });
    case "subtreeinclusion":
      // A subtree is itself a tree, and the leaf is one of its leaves.
      expectSubtree({ start, end }, end);
      return verifyInclusion({
        leafHash: decode(one.leafHash),
        index: index - start,
        size: end - start,
        proof,
        root: decode(one.root),
      });
    default:
      throw new Error(`no case of kind ${kind}`);
  }
}

describe.skipIf(cases.length === 0)(
  cases.length === 0 ? "proof cases, skipped: no ../shared/data" : "proof cases",
  () => {
    test("there are all 518 of them", () => {
      expect(cases.length).toBe(518);
      expect(cases.filter(([, { wantErr }]) => wantErr).length).toBe(482);
    });

    test.for(cases)("%s", ([name, one]) => {
      if (!one.wantErr) return run(name, one);
      expect(() => run(name, one)).toThrow(ProofError);
    });
  },
);
