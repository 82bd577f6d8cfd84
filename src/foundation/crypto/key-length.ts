import { CryptoError } from "./crypto-error.ts";

/** Bytes in every symmetric key and Ed25519 seed here. */
export const keyLength = 32;

/** @throws CryptoError `crypto/wrong-key-length` */
export function expectKeyLength(bytes: Uint8Array): void {
  if (bytes.length !== keyLength) {
    throw new CryptoError("crypto/wrong-key-length", `expected a key of ${keyLength} bytes, got ${bytes.length}`);
  }
}
