import fc from "fast-check";
import { inspect } from "node:util";
import { describe, expect, test } from "vitest";
import { importAeadKey, open, seal, sealCount, sealOverheadBytes, sealsPerKey } from "./aead.ts";

const keyBytes = Buffer.alloc(32, 7);
const context = Buffer.from("1|Observation|3|key 9");
const bytes = fc.uint8Array({ maxLength: 300 });
const wrongKeyOrAltered = expect.objectContaining({ code: "crypto/wrong-key-or-altered" });

describe("a sealed value", () => {
  test("opens to what was sealed", () => {
    const key = importAeadKey(keyBytes);
    fc.assert(
      fc.property(bytes, bytes, (plaintext, additionalData) => {
        const sealed = seal(key, plaintext, additionalData);
        expect(sealed.length).toBe(plaintext.length + sealOverheadBytes);
        expect(new Uint8Array(open(key, sealed, additionalData))).toEqual(plaintext);
      }),
    );
  });

  test("doesn't open when any one bit is flipped", () => {
    const key = importAeadKey(keyBytes);
    const sealed = seal(key, Buffer.from("penicillin: anaphylaxis"), context);
    for (let bit = 0; bit < sealed.length * 8; bit += 1) {
      const altered = Buffer.from(sealed);
      altered[bit >> 3] = (altered[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      expect(() => open(key, altered, context)).toThrow(wrongKeyOrAltered);
    }
    expect(open(key, sealed, context).toString()).toBe("penicillin: anaphylaxis");
  });

  test("doesn't open when it is cut short or lengthened", () => {
    const key = importAeadKey(keyBytes);
    const sealed = seal(key, Buffer.from("text"), context);
    for (let length = 0; length < sealed.length; length += 1) {
      const code = length < sealOverheadBytes ? "crypto/malformed" : "crypto/wrong-key-or-altered";
      expect(() => open(key, sealed.subarray(0, length), context)).toThrow(expect.objectContaining({ code }));
    }
    expect(() => open(key, Buffer.concat([sealed, Buffer.of(0)]), context)).toThrow(wrongKeyOrAltered);
  });

  test("doesn't open elsewhere or under another key", () => {
    const key = importAeadKey(keyBytes);
    const sealed = seal(key, Buffer.from("text"), context);
    expect(() => open(key, sealed, Buffer.from("2|Observation|3|key 9"))).toThrow(wrongKeyOrAltered);
    expect(() => open(importAeadKey(Buffer.alloc(32, 8)), sealed, context)).toThrow(wrongKeyOrAltered);
  });
});

describe("a key", () => {
  test("never uses a nonce twice, over several draws from the pool", () => {
    const key = importAeadKey(keyBytes);
    const nonces = Array.from({ length: 1000 }, () => seal(key, Buffer.alloc(0), context).toString("hex", 0, 12));
    expect(new Set(nonces).size).toBe(1000);
  });

  test("refuses to seal beyond its nonce budget, and still opens", () => {
    const key = importAeadKey(keyBytes, sealsPerKey - 1);
    const last = seal(key, Buffer.from("last"), context);
    expect(sealCount(key)).toBe(sealsPerKey);
    expect(() => seal(key, Buffer.from("too much"), context)).toThrow(
      expect.objectContaining({ code: "crypto/nonce-budget-spent" }),
    );
    expect(open(key, last, context).toString()).toBe("last");
  });

  test("keeps its own copy of the bytes and doesn't print them", () => {
    const bytesOnce = Buffer.alloc(32, 0xab);
    const key = importAeadKey(bytesOnce);
    const sealed = seal(key, Buffer.from("text"), context);
    bytesOnce.fill(0);
    expect(open(key, sealed, context).toString()).toBe("text");
    expect(`${inspect(key, { depth: 9 })}${JSON.stringify(key)}`).not.toMatch(/ab ?ab|171/);
  });

  test.for([0, 16, 31, 33, 64])("of %i bytes is refused", (length) => {
    expect(() => importAeadKey(Buffer.alloc(length))).toThrow(
      expect.objectContaining({ code: "crypto/wrong-key-length" }),
    );
  });
});
