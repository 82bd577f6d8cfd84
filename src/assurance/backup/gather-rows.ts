import { isNull } from "./column-forms.ts";

/** Values of one column, in the order of its rows and in PostgreSQL's own binary form. */
export interface ColumnBytes {
  /** Of each value; -1: null. */
  readonly lengths: Int32Array;
  /** All that are there, one behind the other. */
  readonly bytes: Buffer;
}

export function valuesIn(column: ColumnBytes | undefined): (Buffer | undefined)[] {
  let offset = 0;
  return Array.from(column?.lengths ?? [], (length) =>
    length === isNull ? undefined : column?.bytes.subarray(offset, (offset += length)),
  );
}

export function columnOf(values: readonly (Buffer | undefined)[]): ColumnBytes {
  return {
    lengths: Int32Array.from(values, (value) => value?.length ?? isNull),
    bytes: Buffer.concat(values.filter((value) => value !== undefined)),
  };
}

/** Rows that come one after the other, kept column by column: no object for each value, of which there are millions. */
export interface GatheredRows {
  /** How many there are, and how long they were. */
  readonly rows: number;
  readonly bytes: number;
  /** Takes the next row of a piece. @returns where it ends; undefined where the piece does, or all rows do */
  take(piece: Buffer, offset: number): number | undefined;
  /** Their memory is used again after `clear`. */
  columns(): readonly ColumnBytes[];
  /** @param columns how many the next rows have */
  clear(columns: number): void;
}

interface Growing {
  lengths: Int32Array;
  bytes: Buffer;
  filled: number;
}

const signature = Buffer.from("PGCOPY\n\xff\r\n\0", "latin1");
const fixedHeader = signature.length + 8;
/** Stands where a row's number of fields would. */
const lastRow = -1;
/** A column that has so many will have as many as a file takes, at once. */
const manyBytes = 128 * 1024;
const stepBytes = 4 * 1024 * 1024;
/** Up to here it is quicker byte by byte. */
const shortBytes = 24;

/** Splits "copy … (format binary)": a header, then for each row int2 fields, and for each field int4 length (-1: null) and bytes.
 *  @param count of columns */
export function gatherRows(count: number): GatheredRows {
  const all: Growing[] = [];
  let columns: readonly Growing[] = [];
  let rows = 0;
  let bytes = 0;

  function put(column: Growing, piece: Buffer, offset: number, length: number): void {
    if (rows === column.lengths.length) column.lengths = grown(column.lengths);
    column.lengths[rows] = length;
    if (length === isNull) return;
    const filled = column.filled + length;
    if (filled > column.bytes.length) column.bytes = room(column.bytes, column.filled, filled);
    if (length > shortBytes) piece.copy(column.bytes, column.filled, offset, offset + length);
    else for (let byte = 0; byte < length; byte += 1) column.bytes[column.filled + byte] = piece[offset + byte] ?? 0;
    column.filled = filled;
  }

  function clear(next: number): void {
    rows = 0;
    bytes = 0;
    while (all.length < next) all.push({ lengths: new Int32Array(64), bytes: Buffer.allocUnsafe(512), filled: 0 });
    columns = all.slice(0, next);
    for (const column of columns) column.filled = 0;
  }

  clear(count);
  return {
    clear,
    get rows() {
      return rows;
    },
    get bytes() {
      return bytes;
    },
    take(piece, from) {
      let offset = from + (from === 0 ? headerOf(piece) : 0);
      if (offset >= piece.length || piece.readInt16BE(offset) === lastRow) return undefined;
      const began = offset;
      offset += 2;
      for (const column of columns) {
        const length = piece.readInt32BE(offset);
        offset += 4;
        put(column, piece, offset, length);
        if (length > 0) offset += length;
      }
      rows += 1;
      bytes += offset - began;
      return offset;
    },
    columns: () =>
      columns.map((column) => ({
        lengths: column.lengths.subarray(0, rows),
        bytes: column.bytes.subarray(0, column.filled),
      })),
  };
}

function headerOf(piece: Buffer): number {
  const isThere = piece.length >= fixedHeader && signature.equals(piece.subarray(0, signature.length));
  return isThere ? fixedHeader + piece.readInt32BE(fixedHeader - 4) : 0;
}

function grown(lengths: Int32Array): Int32Array {
  const more = new Int32Array(2 * lengths.length);
  more.set(lengths);
  return more;
}

function room(bytes: Buffer, filled: number, wanted: number): Buffer {
  const next = bytes.length < manyBytes ? 4 * bytes.length : bytes.length + stepBytes;
  const more = Buffer.allocUnsafe(Math.max(wanted, next));
  bytes.copy(more, 0, 0, filled);
  return more;
}
