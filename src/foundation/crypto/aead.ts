import { createCipheriv, createDecipheriv, createSecretKey } from "node:crypto";
import type { KeyObject } from "node:crypto";
import { CryptoError } from "./crypto-error.ts";
import { expectKeyLength } from "./key-length.ts";
import { drawNonceInto, nonceLength } from "./nonce.ts";

const cipher = "aes-256-gcm";
const tagLength = 16;
const tagOption = { authTagLength: tagLength } as const;

/** How many bytes longer a sealed value is than its plaintext: 12 of nonce and 16 of tag. */
export const sealOverheadBytes = nonceLength + tagLength;

/**
 * Seals under one key before random 96-bit nonces get too likely to repeat.
 * Source: NIST SP 800-38D §8.3 (2^32 invocations keep the chance of a repeat under 2^-32).
 */
export const sealsPerKey = 2 ** 32;

/**
 * An AES-256-GCM key, imported once and used often: with raw bytes the import is most of each call's cost.
 * AES-GCM doesn't commit to its key: whoever knows two keys can craft bytes that open under both. So keep the
 * key's `keyCommitment` beside its id, check it when the key is unwrapped, and put the key id into the additional
 * data of everything sealed: then a stored value names one key and opens under that one only.
 */
export class AeadKey {
  readonly keyObject: KeyObject;
  seals: number;

  constructor(keyObject: KeyObject, sealsBefore: number) {
    this.keyObject = keyObject;
    this.seals = sealsBefore;
  }
}

/**
 * @param bytes 32 bytes; copied, so the caller may overwrite them.
 * @param sealsBefore what earlier processes sealed with this key, where that is recorded.
 * @throws CryptoError `crypto/wrong-key-length`
 */
export function importAeadKey(bytes: Uint8Array, sealsBefore = 0): AeadKey {
  expectKeyLength(bytes);
  return new AeadKey(createSecretKey(bytes), sealsBefore);
}

/** How often the key has sealed: what was counted before its import plus what this process did. */
export function sealCount(key: AeadKey): number {
  return key.seals;
}

/**
 * Encrypts and authenticates: 12-byte random nonce | ciphertext | 16-byte tag.
 * @param additionalData authenticated, not stored: say what the value is (tenant, type, id, version, key id), so
 *   that it can't be moved elsewhere.
 * @throws CryptoError `crypto/nonce-budget-spent`
 */
export function seal(key: AeadKey, plaintext: Uint8Array, additionalData: Uint8Array): Buffer {
  const sealed = Buffer.allocUnsafe(plaintext.length + sealOverheadBytes);
  return sealTo(sealed, key, plaintext, additionalData);
}

/** As `seal`, into bytes that the caller has: exactly `sealOverheadBytes` more than the plaintext has.
 *  @throws CryptoError `crypto/nonce-budget-spent`; RangeError */
export function sealTo(target: Buffer, key: AeadKey, plaintext: Uint8Array, additionalData: Uint8Array): Buffer {
  if (key.seals >= sealsPerKey) {
    throw new CryptoError("crypto/nonce-budget-spent", "this key has sealed as often as it may; rotate it");
  }
  if (target.length !== plaintext.length + sealOverheadBytes) throw new RangeError("the target has another length");
  key.seals += 1;
  drawNonceInto(target);
  return sealInto(target, key, plaintext, additionalData);
}

/** For test vectors only (not exported from the module): seals under the nonce already at the start of `sealed`. */
export function sealInto(sealed: Buffer, key: AeadKey, plaintext: Uint8Array, additionalData: Uint8Array): Buffer {
  const encryption = createCipheriv(cipher, key.keyObject, sealed.subarray(0, nonceLength), tagOption);
  encryption.setAAD(additionalData);
  sealed.set(encryption.update(plaintext), nonceLength);
  // GCM is a stream mode: `final` yields no bytes, it computes the tag.
  encryption.final();
  sealed.set(encryption.getAuthTag(), nonceLength + plaintext.length);
  return sealed;
}

/**
 * Opens what `seal` made. Not a byte of plaintext leaves unless the tag holds.
 * @throws CryptoError `crypto/malformed` (too short to be a sealed value), `crypto/wrong-key-or-altered`
 */
export function open(key: AeadKey, sealed: Uint8Array, additionalData: Uint8Array): Buffer {
  const tagStart = sealed.length - tagLength;
  if (tagStart < nonceLength) throw new CryptoError("crypto/malformed", "too short to be a sealed value");
  const decryption = createDecipheriv(cipher, key.keyObject, sealed.subarray(0, nonceLength), tagOption);
  decryption.setAAD(additionalData);
  decryption.setAuthTag(sealed.subarray(tagStart));
  const plaintext = decryption.update(sealed.subarray(nonceLength, tagStart));
  try {
    decryption.final();
  } catch (cause) {
    throw new CryptoError("crypto/wrong-key-or-altered", "the sealed value doesn't open under this key and context", {
      cause,
    });
  }
  return plaintext;
}
