// How a column of rows lies in an archive: int1 form, then for each part int4 length, and the part. Numbers are squeezed.

/** Lengths (int32, -1: null) and values. */
export const plain = 0;
/** The values that there are, and which of them each row has (uint16). */
export const numbered = 1;
/** Each value a list of (number int8 | length int4 | bytes): how many it has, and all numbers and bytes as columns. */
export const listed = 2;

/** Stands for a length. */
export const isNull = -1;
/** Of int8: numbers of keys. */
export const numberBytes = 8;
export const entryHeader = numberBytes + 4;

const longestTransposed = 16;

/** Numbers and ids of one length go byte by byte: all first bytes, then all second ones.
 *  @param lengths those of nulls count for nothing
 *  @returns undefined where they aren't all of one length */
export function widthOf(lengths: Int32Array | readonly number[]): number | undefined {
  let width: number | undefined;
  for (const length of lengths) {
    if (length === isNull || length === width) continue;
    if (width !== undefined) return undefined;
    width = length;
  }
  return width !== undefined && width > 1 && width <= longestTransposed ? width : undefined;
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

export function int32s(numbers: Int32Array | readonly number[]): Buffer {
  const bytes = Buffer.allocUnsafe(4 * numbers.length);
  numbers.forEach((number, index) => bytes.writeInt32BE(number, 4 * index));
  return bytes;
}
