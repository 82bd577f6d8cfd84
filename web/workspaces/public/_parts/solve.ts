/** A sum that costs a browser a second or two and a flood of requests its speed: a number whose hash begins with so many zero bits. */
export type Solved = { readonly challenge: string; readonly answer: string };

/** Hashes that are under way at once: enough to keep the browser busy, few enough to leave the page to whoever types. */
const together = 128;

/** @throws DOMException `AbortError` */
export async function solve(
  { challenge, bits }: { readonly challenge: string; readonly bits: number },
  signal: AbortSignal,
): Promise<Solved> {
  const encoder = new TextEncoder();
  for (let from = 0; ; from += together) {
    signal.throwIfAborted();
    const hashes = await Promise.all(
      Array.from({ length: together }, (_, index) =>
        crypto.subtle.digest("SHA-256", encoder.encode(`${challenge}.${from + index}`)),
      ),
    );
    const found = hashes.findIndex((hash) => leadingZeroBits(new Uint8Array(hash)) >= bits);
    if (found >= 0) return { challenge, answer: String(from + found) };
  }
}

/** The number of zero bits that bytes begin with. */
function leadingZeroBits(bytes: Uint8Array): number {
  let bits = 0;
  for (const byte of bytes) {
    if (byte !== 0) return bits + Math.clz32(byte) - 24;
    bits += 8;
  }
  return bits;
}
