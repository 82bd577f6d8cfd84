import type { PictureFault } from "./picture-fault.ts";

const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
/** What a drawing needs, with how long it is at most: nothing that holds words, places or times. Source: W3C PNG (third edition),
 *  chapter 11. */
const longest: ReadonlyMap<string, number> = new Map([
  ["IHDR", 13],
  ["PLTE", 768],
  ["tRNS", 256],
  ["gAMA", 4],
  ["cHRM", 32],
  ["sRGB", 1],
  ["sBIT", 4],
  ["pHYs", 9],
  ["IDAT", Number.POSITIVE_INFINITY],
  ["IEND", 0],
]);

/** What speaks against keeping these bytes as a picture: it is a PNG of a modest size from beginning to end, with its picture and nothing
 *  else. */
export function pngFault(bytes: Buffer, mostPixelsAcross: number): PictureFault | undefined {
  if (!bytes.subarray(0, signature.length).equals(signature)) return "not-a-picture";
  let says = false;
  let hasPixels = false;
  for (let at = signature.length; at + 12 <= bytes.length; ) {
    const length = bytes.readUInt32BE(at);
    const kind = bytes.subarray(at + 4, at + 8).toString("latin1");
    const next = at + 12 + length;
    if (next > bytes.length || !/^[A-Za-z]{4}$/.test(kind)) return "not-a-picture";
    if ((at === signature.length) !== (kind === "IHDR")) return "not-a-picture";
    if (kind === "IHDR") {
      if (length !== 13) return "not-a-picture";
      const [width, height] = [bytes.readUInt32BE(at + 8), bytes.readUInt32BE(at + 12)];
      if (width < 1 || height < 1 || Math.max(width, height) > mostPixelsAcross) return "too-large-a-picture";
    }
    if (kind === "IDAT") hasPixels = true;
    const most = longest.get(kind);
    if (most === undefined) says = true;
    else if (length > most) return "not-a-picture";
    if (kind === "IEND") {
      if (next !== bytes.length || !hasPixels) return "not-a-picture";
      return says ? "carries-metadata" : undefined;
    }
    at = next;
  }
  return "not-a-picture";
}
