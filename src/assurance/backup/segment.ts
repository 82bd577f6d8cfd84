import { promisify } from "node:util";
import { deflateRaw, inflateRaw } from "node:zlib";

const deflate = promisify(deflateRaw);
const inflate = promisify(inflateRaw);

export interface Column {
  readonly name: string;
  /** PostgreSQL's name of its type: "int8", "_int8". */
  readonly type: string;
}

/** Rows of one table, each value in PostgreSQL's own binary form; null is undefined. */
export interface Segment {
  readonly table: string;
  readonly columns: readonly Column[];
  /** As many for each column as there are rows. */
  readonly values: readonly (readonly (Buffer | undefined)[])[];
}

const isNull = -1;
/** More than a segment is ever made of: one row of the largest kind, and what fits beside it. */
const mostBytes = 512 * 1024 * 1024;

/** Splits what `record_send` answers: int4 columns, then for each int4 type, int4 length (-1: null), bytes. */
export function splitRow(row: Buffer): (Buffer | undefined)[] {
  const values: (Buffer | undefined)[] = [];
  let offset = 4;
  for (let count = row.readInt32BE(0); count > 0; count -= 1) {
    const length = row.readInt32BE(offset + 4);
    offset += 8;
    if (length === isNull) {
      values.push(undefined);
      continue;
    }
    values.push(row.subarray(offset, offset + length));
    offset += length;
  }
  return values;
}

/** Column by column, because what is alike then lies together: numbers that rise shrink to a third. */
export async function packSegment({ table, columns, values }: Segment): Promise<Buffer> {
  const rows = values[0]?.length ?? 0;
  const head = Buffer.from(JSON.stringify({ table, columns, rows }));
  const parts: Buffer[] = [int32(head.length), head];
  for (const column of values) {
    const lengths = Buffer.allocUnsafe(4 * rows);
    column.forEach((value, index) => lengths.writeInt32BE(value?.length ?? isNull, 4 * index));
    const present = column.filter((value) => value !== undefined);
    parts.push(lengths, interleave(present));
  }
  return deflate(Buffer.concat(parts), { level: 6 });
}

/** @throws RangeError, SyntaxError or a zlib error for bytes that `packSegment` didn't make */
export async function unpackSegment(packed: Buffer): Promise<Segment> {
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

const longestInterleaved = 16;

/** Numbers and ids of one length go byte by byte: all first bytes, then all second ones. */
function isInterleaved(lengths: readonly number[]): boolean {
  const [first = 0] = lengths;
  return first > 1 && first <= longestInterleaved && lengths.every((length) => length === first);
}

function interleave(values: readonly Buffer[]): Buffer {
  const whole = Buffer.concat(values);
  if (!isInterleaved(values.map(({ length }) => length))) return whole;
  return transpose(whole, values.length, values[0]?.length ?? 0);
}

function separate(bytes: Buffer, lengths: readonly number[]): Buffer[] {
  const whole = isInterleaved(lengths) ? transpose(bytes, lengths[0] ?? 0, lengths.length) : bytes;
  let offset = 0;
  return lengths.map((length) => whole.subarray(offset, (offset += length)));
}

function transpose(from: Buffer, rows: number, width: number): Buffer {
  const to = Buffer.allocUnsafe(from.length);
  for (let row = 0; row < rows; row += 1)
    for (let byte = 0; byte < width; byte += 1) to[byte * rows + row] = from[row * width + byte] ?? 0;
  return to;
}

function int32(value: number): Buffer {
  const bytes = Buffer.allocUnsafe(4);
  bytes.writeInt32BE(value);
  return bytes;
}
