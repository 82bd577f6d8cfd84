import { describe, expect, test } from "vitest";
import { Secret } from "../kernel/index.ts";
import {
  exportPublicKey,
  exportSeed,
  generateSigningKey,
  importPublicKey,
  importSigningKey,
  publicKeyOf,
  sign,
  verify,
} from "./sign.ts";

const hex = (text: string) => Buffer.from(text, "hex");

describe("a signature", () => {
  test("is RFC 8032's for its second test", () => {
    const key = importSigningKey(hex("4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb"));
    expect(exportPublicKey(publicKeyOf(key)).toString("hex")).toBe(
      "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
    );
    expect(sign(key, hex("72")).toString("hex")).toBe(
      "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00",
    );
  });

  test("holds for its data and key only", () => {
    const key = generateSigningKey();
    const data = Buffer.from("checkpoint");
    const signature = sign(key, data);
    expect(verify(publicKeyOf(key), data, signature)).toBe(true);
    expect(verify(publicKeyOf(key), Buffer.from("Checkpoint"), signature)).toBe(false);
    expect(verify(publicKeyOf(generateSigningKey()), data, signature)).toBe(false);
    expect(verify(publicKeyOf(key), data, signature.subarray(0, 63))).toBe(false);
    for (let at = 0; at < signature.length; at += 1) {
      const altered = Buffer.from(signature);
      altered[at] = (altered[at] ?? 0) ^ 0x10;
      expect(verify(publicKeyOf(key), data, altered)).toBe(false);
    }
  });
});

describe("a key", () => {
  test("comes back from its raw bytes, and its seed doesn't print", () => {
    const key = generateSigningKey();
    const seed = exportSeed(key);
    expect(seed).toBeInstanceOf(Secret);
    expect(JSON.stringify({ seed })).toBe('{"seed":"[secret]"}');
    expect(seed.expose()).toHaveLength(32);
    const data = Buffer.from("text");
    const again = importPublicKey(exportPublicKey(publicKeyOf(key)));
    expect(verify(again, data, sign(importSigningKey(seed.expose()), data))).toBe(true);
  });

  test.for([
    "0100000000000000000000000000000000000000000000000000000000000000",
    "0000000000000000000000000000000000000000000000000000000000000000",
    "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85",
    "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa",
    "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
  ])("whose signatures anybody can make is refused: %s", (raw) => {
    expect(() => importPublicKey(hex(raw))).toThrow(expect.objectContaining({ code: "crypto/weak-public-key" }));
  });

  test("of the wrong length is refused", () => {
    for (const take of [importPublicKey, importSigningKey]) {
      expect(() => take(Buffer.alloc(31, 9))).toThrow(expect.objectContaining({ code: "crypto/wrong-key-length" }));
    }
  });
});
