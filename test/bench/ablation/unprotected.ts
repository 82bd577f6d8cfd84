import type { Protection } from "../../../src/custody/records/index.ts";

const tokenLength = 8;

/** Packed bytes as they are, and an unkeyed 64-bit hash for a token: what a server without sealing and blinding would do at
 *  least. Reachable from the bench alone. */
export const unprotected: Protection = {
  seal: (_key, _place, packed) => packed,
  open: (_key, _place, stored) => stored,
  tokens(_blinder, type, terms) {
    const target = Buffer.allocUnsafe(terms.length * tokenLength);
    terms.forEach((term, index) => {
      const { high, low } = hash(`${type}\u0000${term}`);
      target.writeUInt32BE(high, index * tokenLength);
      target.writeUInt32BE(low, index * tokenLength + 4);
    });
    return target;
  },
};

/** Two 32-bit FNV-1a hashes of different start: as cheap as hashing gets in JavaScript, and wide enough not to collide here.
 *  Source: the FNV hash, draft-eastlake-fnv. */
function hash(text: string): { readonly high: number; readonly low: number } {
  let high = 0x811c9dc5;
  let low = 0x9e3779b9;
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index);
    high = Math.imul(high ^ unit, 0x01000193);
    low = Math.imul(low ^ unit ^ (high >>> 15), 0x01000193);
  }
  return { high: high >>> 0, low: low >>> 0 };
}
