import { randomFillSync } from "node:crypto";

/** Bytes in an AES-GCM nonce. */
export const nonceLength = 12;

// One system call for many nonces: a call of its own costs as much as the sealing itself. Kept small, so that a
// virtual machine resumed twice from one snapshot repeats as little as Node's own pooled `randomUUID` would.
const noncesPerDraw = 128;
const pool = Buffer.alloc(nonceLength * noncesPerDraw);
let next = pool.length;

/** Writes a fresh random nonce at the start of `target`. */
export function drawNonceInto(target: Buffer): void {
  if (next === pool.length) {
    randomFillSync(pool);
    next = 0;
  }
  pool.copy(target, 0, next, next + nonceLength);
  next += nonceLength;
}
