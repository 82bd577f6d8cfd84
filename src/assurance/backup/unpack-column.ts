import { int32s, isNull, listed, numbered, plain, transposed, widthOf } from "./column-forms.ts";
import { unsqueeze } from "./squeeze.ts";

/** Values in the order of their rows; null is undefined. @throws RangeError or a zlib error for bytes that `packColumn` didn't make */
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

function partsOf(packed: Buffer): Buffer[] {
  const parts: Buffer[] = [];
  for (let offset = 1; offset < packed.length; ) {
    const end = offset + 4 + packed.readInt32BE(offset);
    parts.push(packed.subarray(offset + 4, end));
    offset = end;
  }
  return parts;
}

function split(bytes: Buffer, lengths: readonly number[]): (Buffer | undefined)[] {
  const width = widthOf(lengths);
  const whole = width === undefined ? bytes : transposed(bytes, width, "back");
  let offset = 0;
  return lengths.map((length) => (length === isNull ? undefined : whole.subarray(offset, (offset += length))));
}

function readInt32s(standing: Buffer): number[] {
  const bytes = transposed(standing, 4, "back");
  return Array.from({ length: bytes.length / 4 }, (_, index) => bytes.readInt32BE(4 * index));
}
