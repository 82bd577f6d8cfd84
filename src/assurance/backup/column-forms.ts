import { squeeze, unsqueeze } from "./squeeze.ts";

/** A column's values, in the order of its rows; null is undefined. */
type ColumnValues = readonly (Buffer | undefined)[];

/** Lengths (int32, -1: null) and values. */
const plain = 0;
/** The values that there are, and which of them each row has (uint16). */
const numbered = 1;
/** Each value a list of (number int8 | length int4 | bytes): how many it has, and all numbers and bytes as columns. */
const listed = 2;

const isNull = -1;
const mostNumbered = 65_536;
/** Of int8: numbers of keys. */
const numberBytes = 8;
const entryHeader = 12;

/** @param isList whether each value is a list of sealed entries, each behind the number of its key and its length */
export async function packColumn(values: ColumnValues, isList = false): Promise<Buffer> {
  const lists = isList ? splitLists(values) : undefined;
  if (lists !== undefined)
    return formed(listed, [
      await squeeze(transposed(int32s(lists.counts), 4)),
      await packColumn(lists.numbers),
      await packColumn(lists.bytes),
    ]);
  const asPlain = await packPlain(values);
  const asNumbered = await packNumbered(values);
  return asNumbered !== undefined && asNumbered.length < asPlain.length ? asNumbered : asPlain;
}

/** @throws RangeError or a zlib error for bytes that `packColumn` didn't make */
export async function unpackColumn(packed: Buffer): Promise<(Buffer | undefined)[]> {
  const [first = Buffer.alloc(0), second = Buffer.alloc(0), third = Buffer.alloc(0)] = partsOf(packed);
  switch (packed[0]) {
    case plain:
      return split(await unsqueeze(second), readInt32s(await unsqueeze(first)));
    case numbered: {
      const distinct = await unpackColumn(first);
      const numbers = transposed(await unsqueeze(second), 2, "back");
      return Array.from({ length: numbers.length / 2 }, (_, row) => distinct[numbers.readUInt16BE(2 * row)]);
    }
    case listed:
      return joinLists(readInt32s(await unsqueeze(first)), await unpackColumn(second), await unpackColumn(third));
    default:
      throw new RangeError("the form of a column is unknown");
  }
}

async function packPlain(values: ColumnValues): Promise<Buffer> {
  const lengths = int32s(values.map((value) => value?.length ?? isNull));
  const present = values.filter((value) => value !== undefined);
  return formed(plain, [await squeeze(transposed(lengths, 4)), await squeeze(joined(present))]);
}

/** Few keys seal many rows: their numbers are kept once. @returns undefined where there are too many */
async function packNumbered(values: ColumnValues): Promise<Buffer | undefined> {
  if (values[0]?.length !== numberBytes) return undefined;
  const places = new Map<string, number>();
  const distinct: (Buffer | undefined)[] = [];
  const numbers = Buffer.allocUnsafe(2 * values.length);
  for (const [row, value] of values.entries()) {
    const name = value?.toString("latin1") ?? "null";
    let place = places.get(name);
    if (place === undefined) {
      place = distinct.length;
      if (place >= mostNumbered || place > values.length / 2) return undefined;
      places.set(name, place);
      distinct.push(value);
    }
    numbers.writeUInt16BE(place, 2 * row);
  }
  return formed(numbered, [await packPlain(distinct), await squeeze(transposed(numbers, 2))]);
}

interface Lists {
  readonly counts: readonly number[];
  readonly numbers: readonly Buffer[];
  readonly bytes: readonly Buffer[];
}

/** @returns undefined where one isn't such a list: somebody wrote it who shouldn't, and it is kept as it is */
function splitLists(values: ColumnValues): Lists | undefined {
  const counts: number[] = [];
  const numbers: Buffer[] = [];
  const bytes: Buffer[] = [];
  for (const value of values) {
    if (value === undefined) return undefined;
    const before = numbers.length;
    for (let offset = 0; offset < value.length; ) {
      if (offset + entryHeader > value.length) return undefined;
      const length = value.readInt32BE(offset + 8);
      const end = offset + entryHeader + length;
      if (length < 0 || end > value.length) return undefined;
      numbers.push(value.subarray(offset, offset + 8));
      bytes.push(value.subarray(offset + entryHeader, end));
      offset = end;
    }
    counts.push(numbers.length - before);
  }
  return { counts, numbers, bytes };
}

function joinLists(
  counts: readonly number[],
  numbers: readonly (Buffer | undefined)[],
  bytes: readonly (Buffer | undefined)[],
): Buffer[] {
  let next = 0;
  return counts.map((count) => {
    const parts: Buffer[] = [];
    for (const end = next + count; next < end; next += 1) {
      const [number, sealed] = [numbers[next], bytes[next]];
      if (number === undefined || sealed === undefined) throw new RangeError("a list ends before it should");
      parts.push(number, int32s([sealed.length]), sealed);
    }
    return Buffer.concat(parts);
  });
}

function formed(form: number, parts: readonly Buffer[]): Buffer {
  return Buffer.concat([Buffer.of(form), ...parts.flatMap((part) => [int32s([part.length]), part])]);
}

function partsOf(packed: Buffer): Buffer[] {
  const parts: Buffer[] = [];
  for (let offset = 1; offset < packed.length; ) {
    const end = offset + 4 + packed.readInt32BE(offset);
    parts.push(packed.subarray(offset + 4, end));
    offset = end;
  }
  return parts;
}

const longestTransposed = 16;

/** Numbers and ids of one length go byte by byte: all first bytes, then all second ones. */
function widthOf(lengths: readonly number[]): number | undefined {
  const [first = 0] = lengths;
  const fits = first > 1 && first <= longestTransposed && lengths.every((length) => length === first);
  return fits ? first : undefined;
}

function joined(values: readonly Buffer[]): Buffer {
  const width = widthOf(values.map(({ length }) => length));
  const whole = Buffer.concat(values);
  return width === undefined ? whole : transposed(whole, width);
}

function split(bytes: Buffer, lengths: readonly number[]): (Buffer | undefined)[] {
  const width = widthOf(lengths.filter((length) => length !== isNull));
  const whole = width === undefined ? bytes : transposed(bytes, width, "back");
  let offset = 0;
  return lengths.map((length) => (length === isNull ? undefined : whole.subarray(offset, (offset += length))));
}

export function transposed(from: Buffer, width: number, way: "there" | "back" = "there"): Buffer {
  const to = Buffer.allocUnsafe(from.length);
  const rows = from.length / width;
  for (let row = 0; row < rows; row += 1)
    for (let byte = 0; byte < width; byte += 1) {
      const [lying, standing] = [row * width + byte, byte * rows + row];
      if (way === "there") to[standing] = from[lying] ?? 0;
      else to[lying] = from[standing] ?? 0;
    }
  return to;
}

function int32s(numbers: readonly number[]): Buffer {
  const bytes = Buffer.allocUnsafe(4 * numbers.length);
  numbers.forEach((number, index) => bytes.writeInt32BE(number, 4 * index));
  return bytes;
}

function readInt32s(standing: Buffer): number[] {
  const bytes = transposed(standing, 4, "back");
  return Array.from({ length: bytes.length / 4 }, (_, index) => bytes.readInt32BE(4 * index));
}
