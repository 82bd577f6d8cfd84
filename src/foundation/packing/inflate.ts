import {
  codeLengthOrder,
  distanceBase,
  distanceExtra,
  endOfBlock,
  firstLength,
  fixedDistanceBits,
  fixedLengths,
  lengthBase,
  lengthExtra,
  reversed,
} from "./deflate-format.ts";
import { malformed } from "./packing-error.ts";

/** Opens raw DEFLATE data (RFC 1951) that was packed with a preset dictionary. */
export type Inflate = (packed: Uint8Array) => Buffer;

// zlib sets up and throws away 40 KB of window for each call: for a body of 600 bytes that is most of its time, and it drives the
// garbage collector. This one keeps the dictionary in front of its output for good.

const longestCode = 15;
const symbolsOfLength = 16;

/** Entries are symbol << 4 | code length, found by the next `bits` bits; 0 where no code starts so. */
interface Table {
  readonly bits: number;
  readonly entries: Uint16Array;
}

/** @throws PackingError for lengths that are no prefix code */
function tableOf(lengths: Uint8Array, count: number): Table {
  const counts = new Uint16Array(symbolsOfLength);
  let bits = 0;
  for (let symbol = 0; symbol < count; symbol += 1) {
    const length = lengths[symbol] ?? 0;
    counts[length] = (counts[length] ?? 0) + 1;
    if (length > bits) bits = length;
  }
  counts[0] = 0;
  const next = new Uint16Array(symbolsOfLength + 1);
  let code = 0;
  for (let length = 1; length <= longestCode; length += 1) {
    code = (code + (counts[length - 1] ?? 0)) << 1;
    next[length] = code;
    if (code + (counts[length] ?? 0) > 1 << length) throw malformed();
  }
  const entries = new Uint16Array(1 << bits);
  for (let symbol = 0; symbol < count; symbol += 1) {
    const length = lengths[symbol] ?? 0;
    if (length === 0) continue;
    const start = reversed(next[length] ?? 0, length);
    next[length] = (next[length] ?? 0) + 1;
    for (let index = start; index < entries.length; index += 1 << length) entries[index] = (symbol << 4) | length;
  }
  return { bits, entries };
}

function fixedTables(): { readonly literals: Table; readonly distances: Table } {
  return { literals: tableOf(fixedLengths, 288), distances: tableOf(new Uint8Array(30).fill(fixedDistanceBits), 30) };
}

const fixed = fixedTables();

interface Tables {
  readonly literals: Table;
  readonly distances: Table;
}

// Matches at least this long are copied by one call; shorter ones sooner by a loop.
const longCopy = 32;

/** @param most bytes that a body may open into @throws PackingError when the data is damaged or opens into more */
export function inflaterWith(dictionary: Uint8Array, most: number): Inflate {
  const origin = dictionary.length;
  const small = new Uint8Array(origin + 65_536);
  small.set(dictionary);

  // Of the call under way. Kept here, so that a call makes no functions of its own: that was a third of its time.
  let packed: Uint8Array = small;
  let output = small;
  let end = origin;
  let position = 0;
  let hold = 0;
  let held = 0;

  function need(count: number): void {
    while (held < count) {
      // Past the end come zeros: codes near the end are looked up with more bits than there are.
      hold |= (packed[position] ?? 0) << held;
      position += 1;
      held += 8;
    }
  }
  function take(count: number): number {
    need(count);
    const value = hold & ((1 << count) - 1);
    hold >>>= count;
    held -= count;
    return value;
  }
  function symbolOf({ bits, entries }: Table): number {
    need(bits);
    const entry = entries[hold & ((1 << bits) - 1)] ?? 0;
    const length = entry & 15;
    if (length === 0) throw malformed();
    hold >>>= length;
    held -= length;
    return entry >>> 4;
  }
  function room(more: number): void {
    if (end + more <= output.length) return;
    if (end + more > origin + most) throw malformed();
    const larger = new Uint8Array(Math.min(origin + most, Math.max(end + more, output.length * 4)));
    larger.set(output.subarray(0, end));
    output = larger;
  }

  function stored(): void {
    const unread = held >>> 3;
    position -= unread;
    hold = 0;
    held = 0;
    if (position + 4 > packed.length) throw malformed();
    const length = (packed[position] ?? 0) | ((packed[position + 1] ?? 0) << 8);
    const complement = (packed[position + 2] ?? 0) | ((packed[position + 3] ?? 0) << 8);
    if ((length ^ 0xffff) !== complement || position + 4 + length > packed.length) throw malformed();
    room(length);
    output.set(packed.subarray(position + 4, position + 4 + length), end);
    position += 4 + length;
    end += length;
  }

  function dynamicTables(): Tables {
    const literalCount = take(5) + 257;
    const distanceCount = take(5) + 1;
    const codeCount = take(4) + 4;
    const codeLengths = new Uint8Array(19);
    for (let index = 0; index < codeCount; index += 1) codeLengths[codeLengthOrder[index] ?? 0] = take(3);
    const codes = tableOf(codeLengths, 19);
    const lengths = new Uint8Array(320);
    const total = literalCount + distanceCount;
    let index = 0;
    while (index < total) {
      const symbol = symbolOf(codes);
      if (symbol < 16) {
        lengths[index] = symbol;
        index += 1;
        continue;
      }
      const repeated = symbol === 16 ? (lengths[index - 1] ?? 0) : 0;
      const count = symbol === 16 ? 3 + take(2) : symbol === 17 ? 3 + take(3) : 11 + take(7);
      if (index + count > total) throw malformed();
      lengths.fill(repeated, index, index + count);
      index += count;
    }
    return {
      literals: tableOf(lengths, literalCount),
      distances: tableOf(lengths.subarray(literalCount), distanceCount),
    };
  }

  // The loop that all time goes to: what it works on is in variables of its own, and put back when it ends.
  function compressed({ literals, distances }: Tables): void {
    const input = packed;
    const literalMask = (1 << literals.bits) - 1;
    const distanceMask = (1 << distances.bits) - 1;
    let bits = hold;
    let count = held;
    let next = position;
    for (;;) {
      if (next > input.length + 4) throw malformed();
      // A length takes 15 and 5 bits at most, a distance 15 and 13.
      for (; count < 20; count += 8, next += 1) bits |= (input[next] ?? 0) << count;
      const entry = literals.entries[bits & literalMask] ?? 0;
      if (entry === 0) throw malformed();
      bits >>>= entry & 15;
      count -= entry & 15;
      const symbol = entry >>> 4;
      if (symbol < 256) {
        if (end === output.length) room(1);
        output[end] = symbol;
        end += 1;
        continue;
      }
      if (symbol === endOfBlock) break;
      const kind = symbol - firstLength;
      if (kind > 28) throw malformed();
      const lengthBits = lengthExtra[kind] ?? 0;
      const length = (lengthBase[kind] ?? 0) + (bits & ((1 << lengthBits) - 1));
      bits >>>= lengthBits;
      count -= lengthBits;
      for (; count < 24; count += 8, next += 1) bits |= (input[next] ?? 0) << count;
      const far = distances.entries[bits & distanceMask] ?? 0;
      if (far === 0 || far >>> 4 > 29) throw malformed();
      bits >>>= far & 15;
      count -= far & 15;
      const distanceBits = distanceExtra[far >>> 4] ?? 0;
      for (; count < distanceBits; count += 8, next += 1) bits |= (input[next] ?? 0) << count;
      copy((distanceBase[far >>> 4] ?? 0) + (bits & ((1 << distanceBits) - 1)), length);
      bits >>>= distanceBits;
      count -= distanceBits;
    }
    hold = bits;
    held = count;
    position = next;
  }

  function copy(distance: number, length: number): void {
    if (distance > end) throw malformed();
    room(length);
    const from = end - distance;
    if (length >= longCopy && distance >= length) output.copyWithin(end, from, from + length);
    else for (let index = 0; index < length; index += 1) output[end + index] = output[from + index] ?? 0;
    end += length;
  }

  return (bytes) => {
    packed = bytes;
    output = small;
    end = origin;
    position = 0;
    hold = 0;
    held = 0;
    for (let last = 0; last === 0; ) {
      last = take(1);
      const kind = take(2);
      if (kind === 0) stored();
      else if (kind === 1) compressed(fixed);
      else if (kind === 2) compressed(dynamicTables());
      else throw malformed();
    }
    if (position - (held >>> 3) > packed.length) throw malformed();
    return Buffer.from(output.subarray(origin, end));
  };
}
