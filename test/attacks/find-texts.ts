import { openSync, readSync, closeSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";

/** Texts to look for in bytes; all of at least six bytes, so that chance finds none of them. */
export class TextFinder {
  readonly #starts = new Uint8Array(1 << 24);
  readonly #byStart = new Map<number, Buffer[]>();
  readonly longest: number;

  constructor(texts: Iterable<string>) {
    let longest = 0;
    for (const text of texts) {
      const bytes = Buffer.from(text);
      if (bytes.length < 6) throw new Error("texts of less than six bytes are found by chance");
      const start = bytes.readUIntBE(0, 3);
      this.#starts[start] = 1;
      const known = this.#byStart.get(start);
      if (known === undefined) this.#byStart.set(start, [bytes]);
      else known.push(bytes);
      longest = Math.max(longest, bytes.length);
    }
    this.longest = longest;
  }

  /** Adds what is found in `bytes` to `found`. */
  search(bytes: Buffer, found: Set<string>): void {
    let window = bytes.length > 1 ? bytes.readUIntBE(0, 2) : 0;
    for (let index = 2; index < bytes.length; index += 1) {
      window = ((window << 8) | (bytes[index] ?? 0)) & 0xffffff;
      if (this.#starts[window] === 0) continue;
      for (const text of this.#byStart.get(window) ?? []) {
        const start = index - 2;
        if (bytes.compare(text, 0, text.length, start, Math.min(bytes.length, start + text.length)) === 0)
          found.add(text.toString());
      }
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
