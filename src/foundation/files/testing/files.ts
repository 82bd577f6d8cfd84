import { deflateSync } from "node:zlib";

export interface PictureAsked {
  readonly width?: number;
  /** Words beside the picture. */
  readonly says?: string;
}

function segment(marker: number, data: Buffer): Buffer {
  const head = Buffer.from([0xff, marker, 0, 0]);
  head.writeUInt16BE(data.length + 2, 2);
  return Buffer.concat([head, data]);
}

/** The smallest that is one by its structure; nobody would see anything in it. */
export function aJpeg({ width = 8, says }: PictureAsked): Buffer {
  const frame = Buffer.from([8, 0, 8, 0, 0, 1, 1, 0x11, 0]);
  frame.writeUInt16BE(width, 3);
  return Buffer.concat([
    Buffer.from([0xff, 0xd8]),
    ...(says === undefined ? [] : [segment(0xe1, Buffer.from(`Exif\0\0${says}`))]),
    segment(0xdb, Buffer.alloc(65, 1)),
    segment(0xc0, frame),
    segment(0xda, Buffer.from([1, 1, 0, 0, 63, 0])),
    Buffer.from([0x12, 0x34, 0xff, 0xd9]),
  ]);
}

function chunk(kind: string, data: Buffer): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  return Buffer.concat([length, Buffer.from(kind, "latin1"), data, Buffer.alloc(4)]);
}

export function aPng({ width = 8, says }: PictureAsked): Buffer {
  const head = Buffer.from([0, 0, 0, 0, 0, 0, 0, 1, 8, 0, 0, 0, 0]);
  head.writeUInt32BE(width);
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk("IHDR", head),
    ...(says === undefined ? [] : [chunk("tEXt", Buffer.from(says))]),
    chunk("IDAT", deflateSync(Buffer.alloc(width + 1))),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}

export function aWebp({ width = 8, says }: PictureAsked): Buffer {
  const part = (kind: string, data: Buffer) => {
    const head = Buffer.from(`${kind}\0\0\0\0`, "latin1");
    head.writeUInt32LE(data.length, 4);
    return Buffer.concat([head, data, Buffer.alloc(data.length % 2)]);
  };
  const pixels = Buffer.from([0x30, 0, 0, 0x9d, 0x01, 0x2a, 0, 0, 8, 0, 0, 0]);
  pixels.writeUInt16LE(width, 6);
  const parts = Buffer.concat([part("VP8 ", pixels), ...(says === undefined ? [] : [part("EXIF", Buffer.from(says))])]);
  const head = Buffer.from("RIFF\0\0\0\0WEBP", "latin1");
  head.writeUInt32LE(parts.length + 4, 4);
  return Buffer.concat([head, parts]);
}

export function aPdf(words: string): Buffer {
  return Buffer.from(`%PDF-1.7\n1 0 obj ${words} endobj\n%%EOF\n`);
}
