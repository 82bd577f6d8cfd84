import {
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  sign as signRaw,
  verify as verifyRaw,
} from "node:crypto";
import type { KeyObject } from "node:crypto";
import { Secret } from "../kernel/index.ts";
import { CryptoError } from "./crypto-error.ts";
import { expectKeyLength, keyLength } from "./key-length.ts";
import { isSmallOrder } from "./small-order.ts";

// The fixed DER around a raw Ed25519 seed and public key. Source: RFC 8410 §7 and §4.
const seedPrefix = Buffer.from("302e020100300506032b657004220420", "hex");
const publicKeyPrefix = Buffer.from("302a300506032b6570032100", "hex");

/** Bytes in an Ed25519 signature. */
export const signatureLength = 64;

declare const brand: unique symbol;
/** An Ed25519 private key. */
export type SigningKey = KeyObject & { readonly [brand]: "SigningKey" };
/** An Ed25519 public key. */
export type PublicKey = KeyObject & { readonly [brand]: "PublicKey" };

export function generateSigningKey(): SigningKey {
  return generateKeyPairSync("ed25519").privateKey as SigningKey;
}

/** @param seed the 32 bytes of RFC 8032's private key. @throws CryptoError `crypto/wrong-key-length` */
export function importSigningKey(seed: Uint8Array): SigningKey {
  expectKeyLength(seed);
  const der = Buffer.concat([seedPrefix, seed]);
  try {
    return createPrivateKey({ key: der, format: "der", type: "pkcs8" }) as SigningKey;
  } finally {
    der.fill(0);
  }
}

export function exportSeed(key: SigningKey): Secret<Buffer> {
  return new Secret(key.export({ format: "der", type: "pkcs8" }).subarray(-keyLength));
}

export function publicKeyOf(key: SigningKey): PublicKey {
  return createPublicKey(key) as PublicKey;
}

/**
 * @param raw the 32 bytes of RFC 8032's public key.
 * @throws CryptoError `crypto/wrong-key-length`, `crypto/weak-public-key` (one whose signatures anybody can make)
 */
export function importPublicKey(raw: Uint8Array): PublicKey {
  expectKeyLength(raw);
  if (isSmallOrder(raw)) throw new CryptoError("crypto/weak-public-key", "a public key of small order proves nothing");
  return createPublicKey({ key: Buffer.concat([publicKeyPrefix, raw]), format: "der", type: "spki" }) as PublicKey;
}

/** The 32 raw bytes. */
export function exportPublicKey(key: PublicKey): Buffer {
  return key.export({ format: "der", type: "spki" }).subarray(-keyLength);
}

/** Ed25519 (RFC 8032), 64 bytes, the same for the same key and data. */
export function sign(key: SigningKey, data: Uint8Array): Buffer {
  return signRaw(null, data, key);
}

/** Whether the holder of the private key signed exactly this data. Malformed signatures are false, not errors. */
export function verify(key: PublicKey, data: Uint8Array, signature: Uint8Array): boolean {
  return signature.length === signatureLength && verifyRaw(null, data, key, signature);
}
