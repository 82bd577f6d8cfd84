import { readFileSync } from "node:fs";
import { join } from "node:path";
import { createPacker } from "../../foundation/packing/index.ts";
import { RecordsError } from "./records-error.ts";

// Bodies are small and alike, so a shared dictionary does most of the work. Measured on 820-byte observations: deflate with this
// much of their own text as dictionary 110 bytes, zstd likewise 118 bytes, deflate without one 437 bytes. This dictionary is of
// made-up records (scripts/make-dictionary.ts): 1,078 bytes become 277, without it 544.
const dictionary = readFileSync(join(import.meta.dirname, "dictionary-1.txt"));
const plainFormat = 0;
const dictionaryFormat = 1;
const shortestWorthPacking = 64;
/** Bodies above this aren't packed: their size alone dwarfs what a dictionary saves, and packing blocks the process. */
const longestPacked = 1 << 20;
const packer = createPacker(dictionary, longestPacked);

/** Format byte and the text, deflated where that helps. */
export function packBody(text: string): Buffer {
  const bytes = Buffer.from(text);
  if (bytes.length >= shortestWorthPacking && bytes.length <= longestPacked) {
    const packed = packer.pack(bytes);
    // Opened again before it is kept (4 us): a body that didn't open would be a lost record.
    if (packed.length < bytes.length && packer.unpack(packed).equals(bytes))
      return Buffer.concat([Buffer.of(dictionaryFormat), packed]);
  }
  return Buffer.concat([Buffer.of(plainFormat), bytes]);
}

/** @throws RecordsError `records/unknown-body-format`; PackingError */
export function unpackBody(packed: Buffer): Buffer {
  const format = packed[0];
  if (format === plainFormat) return packed.subarray(1);
  if (format === dictionaryFormat) return packer.unpack(packed.subarray(1));
  throw new RecordsError("records/unknown-body-format", "the body's format is newer than this program");
}
