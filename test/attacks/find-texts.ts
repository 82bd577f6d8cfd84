import { openSync, readSync, closeSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";

const least = 6;
const blockBytes = 3;

/** Texts to look for in bytes; all of at least six bytes, so that chance finds none of them. Wu and Manber's way (TR 94-17, 1994): three bytes that
 *  stand nowhere in the first six of any text let the search leap over all that they lie in. */
export class TextFinder {
  /** How far to leap for each three bytes; not at all for those that a text's first six end with. */
  readonly #leaps = new Uint8Array(1 << 24).fill(least - blockBytes + 1);
  readonly #byBlock = new Map<number, Buffer[]>();
  readonly longest: number;

  constructor(texts: Iterable<string>) {
    let longest = 0;
    for (const text of texts) {
      const bytes = Buffer.from(text);
      if (bytes.length < least) throw new Error("texts of less than six bytes are found by chance");
      for (let at = 0; at <= least - blockBytes; at += 1) {
        const block = bytes.readUIntBE(at, blockBytes);
        this.#leaps[block] = Math.min(this.#leaps[block] ?? 0, least - blockBytes - at);
      }
      const last = bytes.readUIntBE(least - blockBytes, blockBytes);
      const known = this.#byBlock.get(last);
      if (known === undefined) this.#byBlock.set(last, [bytes]);
      else known.push(bytes);
      longest = Math.max(longest, bytes.length);
    }
    this.longest = longest;
  }

  /** Adds what is found in `bytes` to `found`. */
  search(bytes: Buffer, found: Set<string>): void {
    const leaps = this.#leaps;
    for (let end = least - 1; end < bytes.length; ) {
      const block = ((bytes[end - 2] ?? 0) << 16) | ((bytes[end - 1] ?? 0) << 8) | (bytes[end] ?? 0);
      const leap = leaps[block] ?? 0;
      end += leap;
      if (leap > 0) continue;
      const start = end - least + 1;
      for (const text of this.#byBlock.get(block) ?? [])
        if (bytes.compare(text, 0, text.length, start, Math.min(bytes.length, start + text.length)) === 0)
          found.add(text.toString());
      end += 1;
    }
  }

  /** Searches every file below a directory. @returns what was found, and how many bytes were looked at */
  searchFiles(directory: string): { readonly found: Set<string>; readonly bytes: number } {
    const found = new Set<string>();
    let total = 0;
    for (const name of readdirSync(directory, { recursive: true, encoding: "utf8" })) {
      const path = join(directory, name);
      const information = statSync(path, { throwIfNoEntry: false });
      if (information === undefined || !information.isFile()) continue;
      total += this.#searchFile(path, found);
    }
    return { found, bytes: total };
  }

  #searchFile(path: string, found: Set<string>): number {
    const file = openSync(path, "r");
    const chunk = Buffer.alloc(4 << 20);
    let kept = 0;
    let total = 0;
    try {
      for (;;) {
        const read = readSync(file, chunk, kept, chunk.length - kept, null);
        if (read === 0) return total;
        total += read;
        const length = kept + read;
        this.search(chunk.subarray(0, length), found);
        // A text may lie across two chunks.
        kept = Math.min(length, this.longest - 1);
        chunk.copy(chunk, 0, length - kept, length);
      }
    } finally {
      closeSync(file);
    }
  }
}
