import {
  entryHeader,
  int32s,
  isNull,
  listed,
  numberBytes,
  numbered,
  plain,
  transposed,
  widthOf,
} from "./column-forms.ts";
import type { ColumnBytes } from "./gather-rows.ts";
import { lengthOf, squeeze } from "./squeeze.ts";

const mostNumbered = 65_536;
/** So many rows to a value: then to number them is best, and the other form needn't be tried. */
const surelyNumbered = 16;

/** @param isList whether each value is a list of sealed entries, each behind the number of its key and its length
 *  @returns parts, to be joined */
export async function packColumn(column: ColumnBytes, isList = false): Promise<readonly Buffer[]> {
  const lists = isList ? splitLists(column) : undefined;
  if (lists !== undefined)
    return formed(listed, [
      await squeeze(transposed(int32s(lists.counts), 4)),
      await packColumn(lists.numbers),
      await packColumn(lists.bytes),
    ]);
  const distinct = numberValues(column);
  if (distinct === undefined) return packPlain(column);
  const asNumbered = await packNumbered(distinct);
  if (distinct.values.lengths.length * surelyNumbered <= column.lengths.length) return asNumbered;
  const asPlain = await packPlain(column);
  return lengthOf(asNumbered) < lengthOf(asPlain) ? asNumbered : asPlain;
}

async function packPlain({ lengths, bytes }: ColumnBytes): Promise<readonly Buffer[]> {
  const width = widthOf(lengths);
  return formed(plain, [
    await squeeze(transposed(int32s(lengths), 4)),
    await squeeze(width === undefined ? bytes : transposed(bytes, width)),
  ]);
}

interface Distinct {
  readonly values: ColumnBytes;
  /** Which of them each row has. */
  readonly places: Buffer;
}

/** Few keys seal many rows: their numbers are kept once. @returns undefined where there are too many, or they aren't int8 */
function numberValues({ lengths, bytes }: ColumnBytes): Distinct | undefined {
  if (lengths[0] !== numberBytes) return undefined;
  const places = new Map<number | undefined, number>();
  const distinct: number[] = [];
  const numbers = Buffer.allocUnsafe(2 * lengths.length);
  let offset = 0;
  for (let row = 0; row < lengths.length; row += 1) {
    const isThere = lengths[row] !== isNull;
    if (isThere && lengths[row] !== numberBytes) return undefined;
    const value = isThere ? bytes.readInt32BE(offset) * 2 ** 32 + bytes.readUInt32BE(offset + 4) : undefined;
    // What a number can't tell from its neighbours isn't the number of a key.
    if (value !== undefined && !Number.isSafeInteger(value)) return undefined;
    let place = places.get(value);
    if (place === undefined) {
      place = distinct.length;
      if (place >= mostNumbered || place > lengths.length / 2) return undefined;
      places.set(value, place);
      distinct.push(isThere ? offset : isNull);
    }
    numbers.writeUInt16BE(place, 2 * row);
    if (isThere) offset += numberBytes;
  }
  const present = distinct.filter((at) => at !== isNull);
  return {
    values: {
      lengths: Int32Array.from(distinct, (at) => (at === isNull ? isNull : numberBytes)),
      bytes: Buffer.concat(present.map((at) => bytes.subarray(at, at + numberBytes))),
    },
    places: numbers,
  };
}

async function packNumbered({ values, places }: Distinct): Promise<readonly Buffer[]> {
  return formed(numbered, [await packPlain(values), await squeeze(transposed(places, 2))]);
}

interface Lists {
  readonly counts: Int32Array;
  readonly numbers: ColumnBytes;
  readonly bytes: ColumnBytes;
}

/** @returns undefined where one isn't such a list: somebody wrote it who shouldn't, and it is kept as it is */
function splitLists(column: ColumnBytes): Lists | undefined {
  const counts = new Int32Array(column.lengths.length);
  const ends: number[] = [];
  let offset = 0;
  for (const [row, length] of column.lengths.entries()) {
    if (length === isNull) return undefined;
    const before = ends.length;
    for (const end = offset + length; offset < end; ) {
      if (offset + entryHeader > end) return undefined;
      const sealed = column.bytes.readInt32BE(offset + numberBytes);
      offset += entryHeader + sealed;
      if (sealed < 0 || offset > end) return undefined;
      ends.push(offset);
    }
    counts[row] = ends.length - before;
  }
  const numbers = Buffer.allocUnsafe(numberBytes * ends.length);
  const bytes = Buffer.allocUnsafe(column.bytes.length - entryHeader * ends.length);
  const lengths = new Int32Array(ends.length);
  let [from, to] = [0, 0];
  for (const [entry, end] of ends.entries()) {
    column.bytes.copy(numbers, numberBytes * entry, from, from + numberBytes);
    to += column.bytes.copy(bytes, to, from + entryHeader, end);
    lengths[entry] = end - from - entryHeader;
    from = end;
  }
  return {
    counts,
    numbers: { lengths: new Int32Array(ends.length).fill(numberBytes), bytes: numbers },
    bytes: { lengths, bytes },
  };
}

function formed(form: number, parts: readonly (readonly Buffer[])[]): readonly Buffer[] {
  return [Buffer.of(form), ...parts.flatMap((part) => [int32s([lengthOf(part)]), ...part])];
}
