import { expect, test } from "vitest";
import { deriveKey, keyCommitment } from "./derive.ts";

const master = Buffer.alloc(32, 1);

test("each label yields a key of its own, always the same", () => {
  expect(deriveKey(master, "tokens/v1")).toEqual(deriveKey(master, "tokens/v1"));
  expect(deriveKey(master, "tokens/v1")).not.toEqual(deriveKey(master, "tokens/v2"));
  expect(deriveKey(master, "tokens/v1")).not.toEqual(deriveKey(Buffer.alloc(32, 2), "tokens/v1"));
  expect(deriveKey(master, "tokens/v1")).toHaveLength(32);
  expect(deriveKey(master, "tokens/v1", 64)).toHaveLength(64);
});

test("a key's commitment is neither the key nor shared with another key", () => {
  expect(keyCommitment(master)).toEqual(keyCommitment(Buffer.from(master)));
  expect(keyCommitment(master)).not.toEqual(master);
  expect(keyCommitment(master)).not.toEqual(keyCommitment(Buffer.alloc(32, 2)));
});

test("a master key of the wrong length is refused", () => {
  expect(() => deriveKey(Buffer.alloc(20), "x")).toThrow(expect.objectContaining({ code: "crypto/wrong-key-length" }));
});
