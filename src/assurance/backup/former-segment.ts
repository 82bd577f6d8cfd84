import { promisify } from "node:util";
import { inflateRaw } from "node:zlib";
import { transposed } from "./column-forms.ts";
import type { Segment } from "./segment.ts";
import { mostBytes } from "./squeeze.ts";

const inflate = promisify(inflateRaw);
const isNull = -1;
const longestInterleaved = 16;

/** Opens a file of rows of archives of format 1: int4 length and JSON of the table, then each column's lengths (int4 each) and values, all of it
 *  deflated. @throws RangeError, SyntaxError or a zlib error for other bytes */
export async function unpackFormerSegment(packed: Buffer): Promise<Segment> {
  const bytes = await inflate(packed, { maxOutputLength: mostBytes });
  const headEnd = 4 + bytes.readInt32BE(0);
  const { table, columns, rows } = JSON.parse(bytes.toString("utf8", 4, headEnd)) as Pick<
    Segment,
    "table" | "columns"
  > & { readonly rows: number };
  let offset = headEnd;
  const values = columns.map(() => {
    const lengths = Array.from({ length: rows }, (_, index) => bytes.readInt32BE(offset + 4 * index));
    offset += 4 * rows;
    const present = lengths.filter((length) => length !== isNull);
    const size = present.reduce((sum, length) => sum + length, 0);
    const split = separate(bytes.subarray(offset, offset + size), present);
    offset += size;
    let next = 0;
    return lengths.map((length) => (length === isNull ? undefined : split[next++]));
  });
  return { table, columns, values };
}

/** Numbers and ids of one length lie byte by byte: all first bytes, then all second ones. */
function separate(bytes: Buffer, lengths: readonly number[]): Buffer[] {
  const [first = 0] = lengths;
  const isInterleaved = first > 1 && first <= longestInterleaved && lengths.every((length) => length === first);
  const whole = isInterleaved ? transposed(bytes, first, "back") : bytes;
  let offset = 0;
  return lengths.map((length) => whole.subarray(offset, (offset += length)));
}
