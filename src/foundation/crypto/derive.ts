import { hkdfSync } from "node:crypto";
import { expectKeyLength, keyLength } from "./key-length.ts";

const noSalt = Buffer.alloc(0);

/**
 * A key of its own for each purpose, from one master key. HKDF-SHA-256 without salt (the master key is uniform).
 * @param key 32 uniformly random bytes, never a passphrase.
 * @param label the purpose and its version: "wardbook/tokens/v1". One label, one purpose.
 * @throws CryptoError `crypto/wrong-key-length`
 */
export function deriveKey(key: Uint8Array, label: string, length: number = keyLength): Buffer {
  expectKeyLength(key);
  return hkdfSha256({ secret: key, salt: noSalt, info: Buffer.from(label, "utf8"), length });
}

/**
 * 32 bytes that name a key without telling it, and that no second key shares: store them with the key's id and
 * compare after unwrapping. AES-GCM alone would let one sealed value open under two keys.
 */
export function keyCommitment(key: Uint8Array): Buffer {
  return deriveKey(key, "wardbook/key-commitment/v1");
}

/** HKDF as RFC 5869 has it; not exported from the module. */
export function hkdfSha256(input: {
  readonly secret: Uint8Array;
  readonly salt: Uint8Array;
  readonly info: Uint8Array;
  readonly length: number;
}): Buffer {
  return Buffer.from(hkdfSync("sha256", input.secret, input.salt, input.info, input.length));
}
