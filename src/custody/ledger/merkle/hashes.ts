import { sha256 } from "../../../foundation/crypto/index.ts";
import { ProofError } from "./proof-error.ts";

/** Bytes in every hash of the tree. */
export const hashLength = 32;

/** Root of the tree without leaves. Source: RFC 9162 §2.1.1. */
export const emptyRoot: Buffer = sha256("");

// Hashing is synchronous, so one scratch buffer serves every pair, and one every leaf but the longest.
const pair = Buffer.alloc(1 + 2 * hashLength);
pair[0] = 0x01;
const leaf = Buffer.alloc(4096);

/** SHA-256(0x00 | entry). The prefix keeps an entry from passing as an inner node. Source: RFC 9162 §2.1.1. */
export function leafHash(entry: Uint8Array): Buffer {
  const length = entry.length + 1;
  const prefixed = length <= leaf.length ? leaf.subarray(0, length) : Buffer.allocUnsafe(length);
  prefixed[0] = 0x00;
  prefixed.set(entry, 1);
  return sha256(prefixed);
}

/** SHA-256(0x01 | left | right) of two 32-byte hashes. Source: RFC 9162 §2.1.1. */
export function nodeHash(left: Uint8Array, right: Uint8Array): Buffer {
  pair.set(left, 1);
  pair.set(right, 1 + hashLength);
  return sha256(pair);
}

/** @throws ProofError `ledger/wrong-hash-length` */
export function expectHashes(hashes: Iterable<Uint8Array>): void {
  for (const hash of hashes) {
    if (hash.length !== hashLength) {
      throw new ProofError("ledger/wrong-hash-length", `a hash has ${hashLength} bytes, not ${hash.length}`);
    }
  }
}
