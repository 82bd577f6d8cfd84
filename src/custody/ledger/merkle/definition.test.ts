import { describe, expect, test } from "vitest";
import { consistencyProof, inclusionProof, rootOf } from "./definition.ts";
import { emptyRoot, leafHash, nodeHash } from "./hashes.ts";

const hex = (text: string) => Buffer.from(text, "hex");

// The eight leaves and their roots from the reference implementation of RFC 6962 (certificate-transparency).
const leaves = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"].map(
  (entry) => leafHash(hex(entry)),
);
const roots = [
  "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
  "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
  "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
  "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
  "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
  "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
  "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
  "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
];

describe("the tree", () => {
  test("has the published roots", () => {
    expect(rootOf([])).toEqual(emptyRoot);
    expect(emptyRoot.toString("hex")).toBe("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    for (const [n, root] of roots.entries()) expect(rootOf(leaves.slice(0, n + 1)).toString("hex")).toBe(root);
  });

  test("keeps an entry apart from a node with the same bytes", () => {
    const [one = emptyRoot, two = emptyRoot] = leaves;
    expect(leafHash(Buffer.concat([Buffer.of(1), one, two]))).not.toEqual(nodeHash(one, two));
    expect(leafHash(Buffer.concat([one, two]))).not.toEqual(nodeHash(one, two));
  });

  test("is made of 32-byte hashes", () => {
    expect(() => rootOf([Buffer.alloc(31)])).toThrow(expect.objectContaining({ code: "ledger/wrong-hash-length" }));
  });
});

describe("a proof", () => {
  test("has the published hashes", () => {
    const sixth = inclusionProof(leaves, 5).map((hash) => hash.toString("hex"));
    expect(sixth).toEqual([
      "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
      "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
      "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ]);
    const sixToEight = consistencyProof(leaves, 6).map((hash) => hash.toString("hex"));
    expect(sixToEight).toEqual([
      "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
      "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
      "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ]);
  });

  test("is empty for a tree of one leaf and between a tree and itself", () => {
    expect(inclusionProof(leaves.slice(0, 1), 0)).toEqual([]);
    expect(consistencyProof(leaves, 8)).toEqual([]);
  });

  test("is refused for positions outside the tree", () => {
    for (const index of [8, 9, -1, 0.5, Number.NaN]) {
      const code = index >= 8 ? "ledger/index-outside-tree" : "ledger/not-a-size";
      expect(() => inclusionProof(leaves, index)).toThrow(expect.objectContaining({ code }));
    }
    for (const size of [0, 9]) {
      expect(() => consistencyProof(leaves, size)).toThrow(
        expect.objectContaining({ code: "ledger/sizes-out-of-order" }),
      );
    }
  });
});
