import type { Pattern } from "./writings.ts";

/** Finds very many patterns in one pass over bytes. */
export class ByteFinder {
  /** The first three bytes of each. */
  readonly #starts = new Uint8Array(1 << 24);
  readonly #byStart = new Map<number, Pattern[]>();
  /** Bytes of the longest pattern. */
  readonly longest: number;

  constructor(patterns: readonly Pattern[]) {
    let longest = 0;
    for (const pattern of patterns) {
      const start = pattern.parts[0]?.bytes.readUIntBE(0, 3) ?? 0;
      this.#starts[start] = 1;
      const known = this.#byStart.get(start);
      if (known === undefined) this.#byStart.set(start, [pattern]);
      else known.push(pattern);
      longest = Math.max(longest, pattern.length);
    }
    this.longest = longest;
  }

  /** @param from what ends before this byte was found already */
  search(bytes: Buffer, found: (pattern: Pattern) => void, from = 0): void {
    const starts = this.#starts;
    let window = bytes.length > 1 ? bytes.readUIntBE(0, 2) : 0;
    for (let index = 2; index < bytes.length; index += 1) {
      window = ((window << 8) | (bytes[index] ?? 0)) & 0xffffff;
      if (starts[window] === 0) continue;
      const at = index - 2;
      for (const pattern of this.#byStart.get(window) ?? [])
        if (at + pattern.length > from && isAt(bytes, at, pattern)) found(pattern);
    }
  }

  /** Of bytes that come in pieces. @returns takes the next piece */
  inPieces(found: (pattern: Pattern) => void): (piece: Buffer) => void {
    let kept = Buffer.alloc(0);
    return (piece) => {
      const bytes = kept.length === 0 ? piece : Buffer.concat([kept, piece]);
      this.search(bytes, found, kept.length);
      // A pattern may lie across two pieces. A copy: the piece may be read into again.
      kept = Buffer.from(bytes.subarray(Math.max(0, bytes.length - this.longest + 1)));
    };
  }
}

function isAt(bytes: Buffer, start: number, { parts, length }: Pattern): boolean {
  if (start + length > bytes.length) return false;
  return parts.every(({ at, bytes: part }) => {
    const from = start + at;
    return bytes.compare(part, 0, part.length, from, from + part.length) === 0;
  });
}
