import { createPrivateKey, createPublicKey, sign as signRaw, verify as verifyRaw } from "node:crypto";
import type { KeyObject } from "node:crypto";
import { CryptoError } from "./crypto-error.ts";
import { expectKeyLength } from "./key-length.ts";

// The fixed DER around a seed (its "seed only" form) and a public key. Source: RFC 9881 §4 and §6.
const seedPrefix = Buffer.from("3034020100300b060960864801650304031104228020", "hex");
const publicKeyPrefix = Buffer.from("30820532300b06096086480165030403110382052100", "hex");

/** Bytes in an ML-DSA-44 signature. */
export const mlDsaSignatureLength = 2_420;
/** Bytes in an ML-DSA-44 public key. */
export const mlDsaPublicKeyLength = 1_312;

declare const brand: unique symbol;
/** An ML-DSA-44 private key. */
export type MlDsaSigningKey = KeyObject & { readonly [brand]: "MlDsaSigningKey" };
/** An ML-DSA-44 public key. */
export type MlDsaPublicKey = KeyObject & { readonly [brand]: "MlDsaPublicKey" };

/** @param seed FIPS 204's 32-byte ξ. @throws CryptoError `crypto/wrong-key-length` */
export function importMlDsaSigningKey(seed: Uint8Array): MlDsaSigningKey {
  expectKeyLength(seed);
  return createPrivateKey({
    key: Buffer.concat([seedPrefix, seed]),
    format: "der",
    type: "pkcs8",
  }) as MlDsaSigningKey;
}

export function mlDsaPublicKeyOf(key: MlDsaSigningKey): MlDsaPublicKey {
  return createPublicKey(key) as MlDsaPublicKey;
}

/** @param raw the 1,312 bytes of FIPS 204's public key. @throws CryptoError `crypto/wrong-key-length` */
export function importMlDsaPublicKey(raw: Uint8Array): MlDsaPublicKey {
  if (raw.length !== mlDsaPublicKeyLength) {
    throw new CryptoError(
      "crypto/wrong-key-length",
      `an ML-DSA-44 public key has ${mlDsaPublicKeyLength} bytes, not ${raw.length}`,
    );
  }
  return createPublicKey({
    key: Buffer.concat([publicKeyPrefix, raw]),
    format: "der",
    type: "spki",
  }) as MlDsaPublicKey;
}

/** The 1,312 raw bytes. */
export function exportMlDsaPublicKey(key: MlDsaPublicKey): Buffer {
  return key.export({ format: "der", type: "spki" }).subarray(-mlDsaPublicKeyLength);
}

/** ML-DSA-44 (FIPS 204), pure, with an empty context: 2,420 bytes, other ones each time. */
export function mlDsaSign(key: MlDsaSigningKey, data: Uint8Array): Buffer {
  return signRaw(null, data, key);
}

/** Whether the holder of the private key signed exactly this data. Malformed signatures are false, not errors. */
export function mlDsaVerify(key: MlDsaPublicKey, data: Uint8Array, signature: Uint8Array): boolean {
  return signature.length === mlDsaSignatureLength && verifyRaw(null, data, key, signature);
}
