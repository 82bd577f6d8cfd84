import { crc32, deflateSync, inflateSync } from "node:zlib";

const signatureLength = 8;

/** The same picture, packed as small as zlib can: browsers pack screenshots fast, not small. Source: PNG, 3rd edition. */
export function repackPng(png: Buffer): Buffer {
  const chunks = chunksOf(png);
  const header = chunks.find(({ type }) => type === "IHDR")?.data;
  if (header === undefined || header.readUInt8(8) !== 8 || header.readUInt8(12) !== 0)
    throw new Error("only pictures of 8 bits a channel, not interlaced");
  const channels = { 2: 3, 6: 4 }[header.readUInt8(9)] ?? 1;
  const packed = Buffer.concat(chunks.filter(({ type }) => type === "IDAT").map(({ data }) => data));
  const plain = unfilter(inflateSync(packed), header.readUInt32BE(0) * channels, channels);
  // In screens of flat colour and text, plain rows often pack better than differences: whichever is smaller.
  const [smallest] = [filter(plain, () => 0), filter(plain, (row) => (row === 0 ? 0 : 2))]
    .map((rows) => deflateSync(rows, { level: 9, memLevel: 9 }))
    .concat(packed)
    .toSorted((a, b) => a.length - b.length);
  return Buffer.concat([
    png.subarray(0, signatureLength),
    chunk("IHDR", header),
    chunk("IDAT", smallest ?? packed),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}

interface Chunk {
  readonly type: string;
  readonly data: Buffer;
}

function chunksOf(png: Buffer): readonly Chunk[] {
  const chunks: Chunk[] = [];
  for (let at = signatureLength; at < png.length; ) {
    const length = png.readUInt32BE(at);
    chunks.push({ type: png.toString("latin1", at + 4, at + 8), data: png.subarray(at + 8, at + 8 + length) });
    at += 12 + length;
  }
  return chunks;
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, "latin1"), data]);
  const framed = Buffer.alloc(body.length + 8);
  framed.writeUInt32BE(data.length);
  body.copy(framed, 4);
  framed.writeUInt32BE(crc32(body), body.length + 4);
  return framed;
}

/** Rows of plain samples, from rows that each begin with the number of their filter. */
function unfilter(filtered: Buffer, width: number, channels: number): readonly Buffer[] {
  const rows: Buffer[] = [];
  let above: Buffer = Buffer.alloc(width);
  for (let at = 0; at < filtered.length; at += width + 1) {
    const kind = filtered.readUInt8(at);
    const row = Buffer.from(filtered.subarray(at + 1, at + 1 + width));
    for (let i = 0; i < width; i += 1) {
      const left = i < channels ? 0 : (row[i - channels] ?? 0);
      const up = above[i] ?? 0;
      const corner = i < channels ? 0 : (above[i - channels] ?? 0);
      row[i] = (row[i] ?? 0) + ([0, left, up, (left + up) >> 1, paeth(left, up, corner)][kind] ?? 0);
    }
    rows.push(row);
    above = row;
  }
  return rows;
}

function paeth(left: number, up: number, corner: number): number {
  const guess = left + up - corner;
  const [a, b, c] = [Math.abs(guess - left), Math.abs(guess - up), Math.abs(guess - corner)];
  return a <= b && a <= c ? left : b <= c ? up : corner;
}

/** @param kindOf the filter of a row: 0 none, 2 what differs from the row above */
function filter(rows: readonly Buffer[], kindOf: (row: number) => 0 | 2): Buffer {
  return Buffer.concat(
    rows.map((row, number) => {
      const above = rows[number - 1];
      const kind = kindOf(number);
      const samples = kind === 0 || above === undefined ? row : row.map((sample, i) => sample - (above[i] ?? 0));
      return Buffer.concat([Buffer.of(kind), samples]);
    }),
  );
}
