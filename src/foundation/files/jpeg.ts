import type { PictureFault } from "./picture-fault.ts";

interface Segment {
  readonly marker: number;
  /** Where what it holds begins and ends. */
  readonly from: number;
  readonly to: number;
}

const startOfImage = 0xd8;
const endOfImage = 0xd9;
const startOfScan = 0xda;
const comment = 0xfe;
const application = { first: 0xe0, colour: 0xe2, adobe: 0xee, last: 0xef };
/** Baseline, extended and progressive. */
const frames: ReadonlySet<number> = new Set([0xc0, 0xc1, 0xc2]);
const quantization = 0xdb;
const huffman = 0xc4;
const restartInterval = 0xdd;
const tables: ReadonlySet<number> = new Set([huffman, quantization, restartInterval]);
const colourProfile = Buffer.from("ICC_PROFILE\0", "latin1");
/** How large a dot is, and no smaller picture with it: that one may show what was cut off this. Source: ITU-T T.871, chapter 10. */
const density = { name: Buffer.from("JFIF\0", "latin1"), bytes: 14, thumbnail: 12 };
/** How colours are written down. Source: Adobe technical note 5116, chapter 18. */
const adobe = { name: Buffer.from("Adobe", "latin1"), bytes: 12 };

/** What follows on the pixels of a scan: its data has no 0xFF but before a zero, or before a restart. */
function endOfScan(bytes: Buffer, from: number): number {
  for (let at = from; at + 1 < bytes.length; at += 1) {
    const next = bytes[at + 1] ?? 0;
    if (bytes[at] === 0xff && next !== 0 && (next < 0xd0 || next > 0xd7)) return at;
  }
  return bytes.length;
}

/** The segments of a JPEG from its beginning to its end, and nothing beyond; undefined of what isn't one. Source: ITU-T T.81, annex B. */
function segmentsOf(bytes: Buffer): readonly Segment[] | undefined {
  if (bytes.length < 4 || bytes[0] !== 0xff || bytes[1] !== startOfImage) return undefined;
  const segments: Segment[] = [];
  for (let at = 2; at + 1 < bytes.length; ) {
    const marker = bytes[at + 1] ?? 0;
    if (bytes[at] !== 0xff) return undefined;
    if (marker === endOfImage) return at + 2 === bytes.length ? segments : undefined;
    if (at + 4 > bytes.length) return undefined;
    const to = at + 2 + bytes.readUInt16BE(at + 2);
    if (to < at + 4 || to > bytes.length) return undefined;
    segments.push({ marker, from: at + 4, to });
    at = marker === startOfScan ? endOfScan(bytes, to) : to;
  }
  return undefined;
}

/** How long a table is that begins here; undefined where none can. Source: ITU-T T.81, B.2.4. */
function tableLength(marker: number, held: Buffer, at: number): number | undefined {
  if (marker === restartInterval) return 2;
  const kind = held[at] ?? 0xff;
  if (marker === quantization) return kind >> 4 > 1 ? undefined : kind >> 4 === 1 ? 129 : 65;
  if (at + 17 > held.length) return undefined;
  return 17 + held.subarray(at + 1, at + 17).reduce((codes, more) => codes + more, 0);
}

/** Whether these are as long as what they hold: behind it nobody reads. */
function isExact({ marker, from, to }: Segment, bytes: Buffer): boolean {
  const held = bytes.subarray(from, to);
  if (frames.has(marker)) return held.length === 6 + 3 * (held[5] ?? 0);
  if (marker === startOfScan) return held.length === 4 + 2 * (held[0] ?? 0);
  if (!tables.has(marker)) return true;
  let at = 0;
  while (at < held.length) at += tableLength(marker, held, at) ?? Number.POSITIVE_INFINITY;
  return at === held.length && (marker !== restartInterval || at === 2);
}

function isPicture({ marker, from, to }: Segment, bytes: Buffer): boolean {
  if (frames.has(marker) || tables.has(marker) || marker === startOfScan) return true;
  const held = bytes.subarray(from, to);
  const begins = (name: Buffer) => held.subarray(0, name.length).equals(name);
  if (marker === application.first)
    return begins(density.name) && held.length === density.bytes && held.readUInt16BE(density.thumbnail) === 0;
  if (marker === application.adobe) return begins(adobe.name) && held.length === adobe.bytes;
  return marker === application.colour && begins(colourProfile);
}

/** What speaks against keeping these bytes as a picture: it is a JPEG from beginning to end, of a modest size, and says nothing but its
 *  picture (no place, no camera, no words). */
export function jpegFault(bytes: Buffer, mostPixelsAcross: number): PictureFault | undefined {
  const segments = segmentsOf(bytes);
  const [frame, second] = segments?.filter(({ marker }) => frames.has(marker)) ?? [];
  if (segments === undefined || frame === undefined || !segments.some(({ marker }) => marker === startOfScan))
    return "not-a-picture";
  // Of two frames each reader takes the one that it likes.
  if (second !== undefined || !segments.every((one) => isExact(one, bytes))) return "not-a-picture";
  const isKnown = (one: Segment) =>
    isPicture(one, bytes) ||
    one.marker === comment ||
    (one.marker >= application.first && one.marker <= application.last);
  if (!segments.every(isKnown)) return "not-a-picture";
  if (!segments.every((one) => isPicture(one, bytes))) return "carries-metadata";
  const [height, width] = [bytes.readUInt16BE(frame.from + 1), bytes.readUInt16BE(frame.from + 3)];
  return Math.max(height, width) > mostPixelsAcross || height === 0 || width === 0 ? "too-large-a-picture" : undefined;
}
