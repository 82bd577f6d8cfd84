import { describe, expect, test } from "vitest";
import {
  exportMlDsaPublicKey,
  importMlDsaPublicKey,
  importMlDsaSigningKey,
  mlDsaPublicKeyOf,
  mlDsaSign,
  mlDsaVerify,
} from "./ml-dsa.ts";

// Source: RFC 9881, Appendix C.1 and C.2: the seed of its example keys, and the beginning of ML-DSA-44's public key.
const seed = Buffer.from(Array.from({ length: 32 }, (_, index) => index));
const startOfPublicKey = "d7b2b47254aae0db45e7930d4a98d2c97d8f1397d1789dafa17024b316e9bec9";

describe("ML-DSA-44", () => {
  const key = importMlDsaSigningKey(seed);
  const publicKey = mlDsaPublicKeyOf(key);

  test("makes the public key of RFC 9881 from its seed", () => {
    expect(exportMlDsaPublicKey(publicKey).toString("hex", 0, 32)).toBe(startOfPublicKey);
    expect(exportMlDsaPublicKey(importMlDsaPublicKey(exportMlDsaPublicKey(publicKey)))).toEqual(
      exportMlDsaPublicKey(publicKey),
    );
  });

  test("holds for its data and key only", () => {
    const data = Buffer.from("checkpoint");
    const signature = mlDsaSign(key, data);
    expect(mlDsaVerify(publicKey, data, signature)).toBe(true);
    expect(mlDsaVerify(publicKey, Buffer.from("Checkpoint"), signature)).toBe(false);
    expect(mlDsaVerify(mlDsaPublicKeyOf(importMlDsaSigningKey(Buffer.alloc(32))), data, signature)).toBe(false);
    expect(mlDsaVerify(publicKey, data, signature.subarray(1))).toBe(false);
    for (let at = 0; at < signature.length; at += 97) {
      const altered = Buffer.from(signature);
      altered[at] = (altered[at] ?? 0) ^ 0x10;
      expect(mlDsaVerify(publicKey, data, altered)).toBe(false);
    }
  });

  test("takes no key of another length", () => {
    const refused = expect.objectContaining({ code: "crypto/wrong-key-length" });
    expect(() => importMlDsaSigningKey(seed.subarray(1))).toThrow(refused);
    expect(() => importMlDsaPublicKey(Buffer.alloc(1_311))).toThrow(refused);
  });
});
