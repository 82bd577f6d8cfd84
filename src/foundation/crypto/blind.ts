import { createBLAKE3 } from "hash-wasm";
import { expectKeyLength } from "./key-length.ts";

/** Bytes in a blind token. */
export const tokenLength = 8;

/**
 * Turns searchable terms into blind tokens: 64 bits of BLAKE3 in keyed mode, a pseudo-random function. Without the
 * key a token tells nothing but which tokens are equal; equal tokens of different terms are rare (n²/2^65) and the
 * reader must re-check. Stateful inside, so one Blinder serves one thread; each call is complete in itself.
 *
 * There is no cache of frequent terms: measured, it saves only where nine terms in ten repeat, costs where they
 * don't, and it would keep patients' words in memory.
 */
export interface Blinder {
  /** The 8-byte token of a term. */
  token(term: string): Buffer;
  /**
   * Writes the tokens of `terms` one after the other from `offset` on.
   * @returns the offset after the last one.
   * @throws RangeError when they don't fit; nothing is promised about what was written by then.
   */
  tokensInto(terms: readonly string[], target: Buffer, offset: number): number;
}

/** @param key 32 bytes, for tokens alone; copied. @throws CryptoError `crypto/wrong-key-length` */
export async function createBlinder(key: Uint8Array): Promise<Blinder> {
  expectKeyLength(key);
  const hasher = await createBLAKE3(tokenLength * 8, Uint8Array.from(key));
  const digest = (term: string): Uint8Array => hasher.init().update(term).digest("binary");
  return {
    token(term) {
      const bytes = digest(term);
      return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    },
    tokensInto(terms, target, offset) {
      let end = offset;
      for (const term of terms) {
        target.set(digest(term), end);
        end += tokenLength;
      }
      return end;
    },
  };
}
