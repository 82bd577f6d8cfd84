const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
/** What a drawing needs: nothing that holds words, places or times. Source: W3C PNG (third edition), chapter 11. */
const kinds: ReadonlySet<string> = new Set([
  "IHDR",
  "PLTE",
  "tRNS",
  "gAMA",
  "cHRM",
  "sRGB",
  "sBIT",
  "pHYs",
  "IDAT",
  "IEND",
]);
const mostPixelsAcross = 2_000;

/** Whether these bytes are a PNG of a modest size from beginning to end, with its picture and nothing else. */
export function isPlainPng(bytes: Buffer): boolean {
  if (!bytes.subarray(0, signature.length).equals(signature)) return false;
  let isFirst = true;
  for (let at = signature.length; at + 12 <= bytes.length; ) {
    const length = bytes.readUInt32BE(at);
    const kind = bytes.subarray(at + 4, at + 8).toString("latin1");
    const next = at + 12 + length;
    if (!kinds.has(kind) || next > bytes.length || isFirst !== (kind === "IHDR")) return false;
    if (isFirst) {
      if (length !== 13) return false;
      const [width, height] = [bytes.readUInt32BE(at + 8), bytes.readUInt32BE(at + 12)];
      if (width < 1 || height < 1 || Math.max(width, height) > mostPixelsAcross) return false;
    }
    if (kind === "IEND") return next === bytes.length;
    isFirst = false;
    at = next;
  }
  return false;
}
