import type { PictureFault } from "./picture-fault.ts";

const lossy = "VP8 ";
const lossless = "VP8L";
const extended = "VP8X";
/** What a still picture needs: its pixels, its transparency, and how colours are meant. */
const kinds: ReadonlySet<string> = new Set([lossy, lossless, extended, "ALPH", "ICCP"]);
const ofAnimations: ReadonlySet<string> = new Set(["ANIM", "ANMF"]);

/** Width and height, as each form of the format writes them; undefined where they aren't there. Source: RFC 9649, sections 2.4 to 2.7. */
function sizeIn(kind: string, data: Buffer): readonly [number, number] | undefined {
  if (kind === lossy && data.length >= 10) return [data.readUInt16LE(6) & 0x3fff, data.readUInt16LE(8) & 0x3fff];
  if (kind === lossless && data.length >= 5 && data[0] === 0x2f) {
    const bits = data.readUInt32LE(1);
    return [(bits & 0x3fff) + 1, ((bits >>> 14) & 0x3fff) + 1];
  }
  if (kind === extended && data.length >= 10) return [data.readUIntLE(4, 3) + 1, data.readUIntLE(7, 3) + 1];
  return undefined;
}

/** What speaks against keeping these bytes as a picture: it is one still WebP from beginning to end, of a modest size, and says nothing
 *  but its picture. */
export function webpFault(bytes: Buffer, mostPixelsAcross: number): PictureFault | undefined {
  const word = (at: number) => bytes.subarray(at, at + 4).toString("latin1");
  if (bytes.length < 20 || word(0) !== "RIFF" || word(8) !== "WEBP") return "not-a-picture";
  if (bytes.readUInt32LE(4) + 8 !== bytes.length) return "not-a-picture";
  let says = false;
  let hasPixels = false;
  for (let at = 12; at < bytes.length; ) {
    if (at + 8 > bytes.length) return "not-a-picture";
    const kind = word(at);
    const length = bytes.readUInt32LE(at + 4);
    const next = at + 8 + length + (length % 2);
    if (next > bytes.length || ofAnimations.has(kind)) return "not-a-picture";
    if (!kinds.has(kind)) says = true;
    if (kind === lossy || kind === lossless || kind === extended) {
      const size = sizeIn(kind, bytes.subarray(at + 8, at + 8 + length));
      if (size === undefined || Math.min(...size) < 1) return "not-a-picture";
      if (Math.max(...size) > mostPixelsAcross) return "too-large-a-picture";
      // One picture, and what is said of the whole before it: of two each reader takes the one that it likes.
      if (hasPixels || (kind === extended && at > 12)) return "not-a-picture";
      if (kind !== extended) hasPixels = true;
    }
    at = next;
  }
  if (!hasPixels) return "not-a-picture";
  return says ? "carries-metadata" : undefined;
}
