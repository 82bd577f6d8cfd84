import {
  distanceBase,
  distanceExtra,
  endOfBlock,
  firstLength,
  fixedDistanceBits,
  fixedLengths,
  lengthBase,
  lengthExtra,
  longestMatch,
  reversed,
  shortestMatch,
} from "./deflate-format.ts";

/** Packs into raw DEFLATE data (RFC 1951): one block of fixed codes. */
export type Deflate = (plain: Uint8Array) => Buffer;

// zlib reads the dictionary anew at each call, which is most of what packing a short text costs. Here its positions are entered
// once, and a call takes back what it entered.

const hashBits = 14;
const mostTried = 24;
/** A match this long is taken without looking whether the next byte starts a longer one. */
const longEnough = 32;
const farthest = 32_768;
const nowhere = -1;

function hash(bytes: Uint8Array, at: number): number {
  const three = ((bytes[at] ?? 0) << 16) | ((bytes[at + 1] ?? 0) << 8) | (bytes[at + 2] ?? 0);
  return Math.imul(three, 0x9e3779b1) >>> (32 - hashBits);
}

interface Codes {
  readonly code: Uint16Array;
  readonly bits: Uint8Array;
}

function fixedCodes(): Codes {
  const code = new Uint16Array(288);
  for (let symbol = 0; symbol < 288; symbol += 1) {
    const value =
      symbol < 144
        ? 0x30 + symbol
        : symbol < 256
          ? 0x190 + symbol - 144
          : symbol < 280
            ? symbol - 256
            : 0xc0 + symbol - 280;
    code[symbol] = reversed(value, fixedLengths[symbol] ?? 0);
  }
  return { code, bits: fixedLengths };
}

const codes = fixedCodes();

function kindsByLength(): Uint8Array {
  const kinds = new Uint8Array(longestMatch + 1);
  for (let length = shortestMatch, kind = 0; length <= longestMatch; length += 1) {
    if (kind < 28 && length >= (lengthBase[kind + 1] ?? 0)) kind += 1;
    kinds[length] = kind;
  }
  return kinds;
}

const lengthKinds = kindsByLength();

function distanceKind(distance: number): number {
  if (distance <= 4) return distance - 1;
  const top = 31 - Math.clz32(distance - 1);
  return 2 * top + (((distance - 1) >>> (top - 1)) & 1);
}

/** @param most longest text that it will be given */
export function deflaterWith(dictionary: Uint8Array, most: number): Deflate {
  const origin = dictionary.length;
  const bytes = new Uint8Array(origin + most);
  bytes.set(dictionary);
  const heads = new Int32Array(1 << hashBits).fill(nowhere);
  const earlier = new Int32Array(origin + most).fill(nowhere);
  function enter(at: number): void {
    const slot = hash(bytes, at);
    earlier[at] = heads[slot] ?? nowhere;
    heads[slot] = at;
  }
  for (let at = 0; at + shortestMatch <= origin; at += 1) enter(at);
  const entered = new Int32Array(most);
  // No text grows by more than an eighth: the longest literal has 9 bits.
  const target = Buffer.alloc(most + (most >>> 3) + 16);

  return (plain) => {
    bytes.set(plain, origin);
    const end = origin + plain.length;
    let written = 0;
    let hold = 0;
    let held = 0;
    let enteredCount = 0;
    let matchLength = 0;
    let matchDistance = 0;

    function put(value: number, bits: number): void {
      hold |= value << held;
      held += bits;
      while (held >= 8) {
        target[written] = hold & 0xff;
        written += 1;
        hold >>>= 8;
        held -= 8;
      }
    }

    function putMatch(length: number, distance: number): void {
      const kind = lengthKinds[length] ?? 0;
      const symbol = firstLength + kind;
      put(codes.code[symbol] ?? 0, codes.bits[symbol] ?? 0);
      put(length - (lengthBase[kind] ?? 0), lengthExtra[kind] ?? 0);
      const far = distanceKind(distance);
      put(reversed(far, fixedDistanceBits), fixedDistanceBits);
      put(distance - (distanceBase[far] ?? 0), distanceExtra[far] ?? 0);
    }

    /** Enters the position and finds the longest earlier text that goes on as it does. */
    function look(at: number): void {
      matchLength = 0;
      if (at + shortestMatch > end) return;
      const slot = hash(bytes, at);
      let candidate = heads[slot] ?? nowhere;
      earlier[at] = candidate;
      heads[slot] = at;
      entered[enteredCount] = slot;
      enteredCount += 1;
      const limit = Math.min(longestMatch, end - at);
      for (let tried = 0; candidate !== nowhere && tried < mostTried && at - candidate <= farthest; tried += 1) {
        if (bytes[candidate + matchLength] === bytes[at + matchLength]) {
          let length = 0;
          while (length < limit && bytes[candidate + length] === bytes[at + length]) length += 1;
          if (length > matchLength) {
            matchLength = length;
            matchDistance = at - candidate;
            if (length === limit) break;
          }
        }
        candidate = earlier[candidate] ?? nowhere;
      }
      // Three bytes from far away cost more bits than three literals.
      if (matchLength < shortestMatch || (matchLength === shortestMatch && matchDistance > 1024)) matchLength = 0;
    }

    put(0b011, 3); // the last block, of fixed codes
    let at = origin;
    let lookedAt = nowhere;
    while (at < end) {
      if (lookedAt !== at) look(at);
      const length = matchLength;
      const distance = matchDistance;
      if (length === 0) {
        const literal = bytes[at] ?? 0;
        put(codes.code[literal] ?? 0, codes.bits[literal] ?? 0);
        at += 1;
        continue;
      }
      if (length < longEnough) {
        look(at + 1);
        lookedAt = at + 1;
        if (matchLength > length) {
          const literal = bytes[at] ?? 0;
          put(codes.code[literal] ?? 0, codes.bits[literal] ?? 0);
          at += 1;
          continue;
        }
      }
      putMatch(length, distance);
      const next = at + length;
      for (let inside = Math.max(at + 1, lookedAt + 1); inside < next && inside + shortestMatch <= end; inside += 1) {
        const slot = hash(bytes, inside);
        earlier[inside] = heads[slot] ?? nowhere;
        heads[slot] = inside;
        entered[enteredCount] = slot;
        enteredCount += 1;
      }
      at = next;
    }
    put(codes.code[endOfBlock] ?? 0, codes.bits[endOfBlock] ?? 0);
    if (held > 0) put(0, 8 - held);
    for (let index = enteredCount - 1, position = 0; index >= 0; index -= 1) {
      const slot = entered[index] ?? 0;
      position = heads[slot] ?? nowhere;
      heads[slot] = position === nowhere ? nowhere : (earlier[position] ?? nowhere);
    }
    return Buffer.from(target.subarray(0, written));
  };
}
