import { crc32, deflateSync, inflateSync } from "node:zlib";

/** A picture, dot by dot: three bytes each, row by row. */
export interface Picture {
  readonly width: number;
  readonly height: number;
  readonly colours: Buffer;
}

// Source of everything here: W3C PNG (third edition).
const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
/** Bytes of a dot by type of colour: grey, true colour, palette, grey with alpha, true colour with alpha. */
const channelsOf: Readonly<Record<number, number>> = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 };

interface Header {
  readonly width: number;
  readonly height: number;
  readonly colourType: number;
}

interface Parts {
  readonly header: Header;
  readonly data: Buffer;
  readonly palette: Buffer;
  readonly transparency: Buffer;
}

function* chunksOf(file: Buffer): Generator<{ readonly kind: string; readonly body: Buffer }> {
  for (let at = signature.length; at + 12 <= file.length; ) {
    const length = file.readUInt32BE(at);
    if (at + 12 + length > file.length) return;
    yield { kind: file.toString("latin1", at + 4, at + 8), body: file.subarray(at + 8, at + 8 + length) };
    at += 12 + length;
  }
}

function partsOf(file: Buffer, most: Pick<Header, "width" | "height">): Parts | undefined {
  if (!file.subarray(0, signature.length).equals(signature)) return undefined;
  let header: Header | undefined;
  const data: Buffer[] = [];
  let [palette, transparency] = [Buffer.alloc(0), Buffer.alloc(0)];
  for (const { kind, body } of chunksOf(file)) {
    if ((header === undefined) !== (kind === "IHDR")) return undefined;
    if (kind === "IHDR") {
      if (body.length !== 13) return undefined;
      const [width, height, colourType] = [body.readUInt32BE(0), body.readUInt32BE(4), body.readUInt8(9)];
      // Eight bits, deflated, with the usual filters, and row after row.
      const isPlain = body.readUInt8(8) === 8 && [10, 11, 12].every((at) => body.readUInt8(at) === 0);
      const isSmall = width >= 1 && height >= 1 && width <= most.width && height <= most.height;
      if (!isPlain || !isSmall || channelsOf[colourType] === undefined) return undefined;
      header = { width, height, colourType };
    }
    if (kind === "IDAT") data.push(body);
    if (kind === "PLTE") palette = Buffer.from(body);
    if (kind === "tRNS") transparency = Buffer.from(body);
    if (kind === "IEND") break;
  }
  return header && { header, data: Buffer.concat(data), palette, transparency };
}

function predicted(filter: number, left: number, up: number, corner: number): number {
  if (filter === 1) return left;
  if (filter === 2) return up;
  if (filter === 3) return (left + up) >> 1;
  if (filter !== 4) return 0;
  const estimate = left + up - corner;
  const [byLeft, byUp, byCorner] = [Math.abs(estimate - left), Math.abs(estimate - up), Math.abs(estimate - corner)];
  if (byLeft <= byUp && byLeft <= byCorner) return left;
  return byUp <= byCorner ? up : corner;
}

/** Takes the filters back, row by row; undefined where there is a filter that doesn't exist. */
function unfiltered(raw: Buffer, width: number, height: number, channels: number): Buffer | undefined {
  const row = width * channels;
  const whole = Buffer.alloc(row * height);
  for (let y = 0; y < height; y += 1) {
    const filter = raw[y * (row + 1)] ?? 0;
    if (filter > 4) return undefined;
    for (let x = 0; x < row; x += 1) {
      const at = y * row + x;
      const left = x < channels ? 0 : (whole[at - channels] ?? 0);
      const up = y === 0 ? 0 : (whole[at - row] ?? 0);
      const corner = x < channels || y === 0 ? 0 : (whole[at - row - channels] ?? 0);
      whole[at] = ((raw[y * (row + 1) + 1 + x] ?? 0) + predicted(filter, left, up, corner)) & 0xff;
    }
  }
  return whole;
}

/** Reads a PNG of eight bits, what is transparent in it laid upon white.
 *  @returns undefined of what is none, is damaged, or is larger than this */
export function readPng(file: Buffer, most: { readonly width: number; readonly height: number }): Picture | undefined {
  const parts = partsOf(file, most);
  if (parts === undefined) return undefined;
  const { width, height, colourType } = parts.header;
  const channels = channelsOf[colourType] ?? 0;
  const length = (width * channels + 1) * height;
  let raw: Buffer;
  try {
    raw = inflateSync(parts.data, { maxOutputLength: length });
  } catch {
    return undefined;
  }
  const dots = raw.length === length ? unfiltered(raw, width, height, channels) : undefined;
  if (dots === undefined) return undefined;
  const colours = Buffer.alloc(width * height * 3);
  for (let dot = 0; dot < width * height; dot += 1) {
    const [red, green, blue, alpha] = colourOf(parts, dots, dot * channels);
    for (const [at, value] of [red, green, blue].entries())
      colours[dot * 3 + at] = Math.round((value * alpha + 255 * (255 - alpha)) / 255);
  }
  return { width, height, colours };
}

type Colour = readonly [red: number, green: number, blue: number, alpha: number];

function colourOf({ header, palette, transparency }: Parts, dots: Buffer, at: number): Colour {
  const [first = 0, second = 0, third = 0, fourth = 0] = dots.subarray(at, at + 4);
  switch (header.colourType) {
    case 2:
      return [first, second, third, 255];
    case 3:
      return [
        palette[first * 3] ?? 0,
        palette[first * 3 + 1] ?? 0,
        palette[first * 3 + 2] ?? 0,
        transparency[first] ?? 255,
      ];
    case 4:
      return [first, first, first, second];
    case 6:
      return [first, second, third, fourth];
    default:
      return [first, first, first, 255];
  }
}

/** Writes a picture as a PNG with nothing beside it: the shorter of two, each row as it is or against the one above. */
export function writePng({ width, height, colours }: Picture): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 2, 0, 0, 0], 8);
  const packed = [0, 2].map((filter) => deflateSync(filteredRows(colours, width * 3, height, filter), { level: 9 }));
  const shortest = packed.reduce((one, other) => (other.length < one.length ? other : one));
  return Buffer.concat([signature, chunk("IHDR", header), chunk("IDAT", shortest), chunk("IEND", Buffer.alloc(0))]);
}

function filteredRows(colours: Buffer, row: number, height: number, filter: number): Buffer {
  const rows = Buffer.alloc((row + 1) * height);
  for (let y = 0; y < height; y += 1) {
    rows[y * (row + 1)] = filter;
    for (let x = 0; x < row; x += 1) {
      const up = filter === 2 && y > 0 ? (colours[(y - 1) * row + x] ?? 0) : 0;
      rows[y * (row + 1) + 1 + x] = ((colours[y * row + x] ?? 0) - up) & 0xff;
    }
  }
  return rows;
}

function chunk(kind: string, body: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(kind, "latin1"), body]);
  const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(body.length);
  check.writeUInt32BE(crc32(named));
  return Buffer.concat([length, named, check]);
}
