import { randomBytes } from "node:crypto";
import { CryptoError } from "./crypto-error.ts";

// Shamir's secret sharing, byte by byte over GF(2^8) with the polynomial of AES (x^8 + x^4 + x^3 + x + 1).
// Source: A. Shamir, "How to share a secret", CACM 22 (1979).

/** One holder's part. Fewer than the threshold of them tell nothing about the secret. */
export interface SecretShare {
  /** From 1 to 255; each holder's is another one. */
  readonly x: number;
  /** As long as the secret. */
  readonly y: Buffer;
}

/** In a time that depends on neither factor: no table, no branch. */
function multiply(a: number, b: number): number {
  let product = 0;
  for (let bit = 0; bit < 8; bit += 1) {
    product ^= -((b >> bit) & 1) & a;
    a = ((a << 1) ^ (-(a >> 7) & 0x11b)) & 0x1ff;
  }
  return product & 0xff;
}

/** a^254, which is 1/a for every a but 0. */
function invert(a: number): number {
  let result = 1;
  let power = a;
  for (let exponent = 254; exponent > 0; exponent >>= 1) {
    if (exponent & 1) result = multiply(result, power);
    power = multiply(power, power);
  }
  return result;
}

/** @param threshold how many shares bring the secret back, from 2 up @throws CryptoError `crypto/malformed` */
export function splitSecret(secret: Uint8Array, shares: number, threshold: number): SecretShare[] {
  const isCount = (value: number, least: number, most: number) =>
    Number.isInteger(value) && value >= least && value <= most;
  if (!isCount(shares, 2, 255) || !isCount(threshold, 2, shares))
    throw new CryptoError("crypto/malformed", "a secret is split into 2 to 255 shares, of which 2 or more are needed");
  const made = Array.from({ length: shares }, (_, index) => ({ x: index + 1, y: Buffer.alloc(secret.length) }));
  for (const [at, byte] of secret.entries()) {
    const coefficients = randomBytes(threshold);
    coefficients[0] = byte;
    for (const { x, y } of made)
      y[at] = coefficients.reduceRight((sum, coefficient) => multiply(sum, x) ^ coefficient, 0);
    coefficients.fill(0);
  }
  return made;
}

/** Brings the secret back from a threshold of its shares. With fewer, or with one that was altered, it is another secret: check
 *  what comes out. @throws CryptoError `crypto/malformed` when shares are doubled or of different lengths */
export function combineShares(shares: readonly SecretShare[]): Buffer {
  const [first] = shares;
  const sound =
    first !== undefined &&
    shares.every(({ x, y }) => Number.isInteger(x) && x >= 1 && x <= 255 && y.length === first.y.length) &&
    new Set(shares.map(({ x }) => x)).size === shares.length;
  if (!sound) throw new CryptoError("crypto/malformed", "these shares don't belong together");
  const secret = Buffer.alloc(first.y.length);
  for (const share of shares) {
    let weight = 1;
    for (const { x } of shares) if (x !== share.x) weight = multiply(weight, multiply(x, invert(x ^ share.x)));
    for (const [at, byte] of share.y.entries()) secret[at] = (secret[at] ?? 0) ^ multiply(weight, byte);
  }
  return secret;
}
