import { promisify } from "node:util";
import { deflateRaw, deflateRawSync, inflateRaw } from "node:zlib";

const deflate = promisify(deflateRaw);
const inflate = promisify(inflateRaw);

const stored = 0;
const deflated = 1;
const level = 6;
/** More than a file of rows is ever made of: one row of the largest kind, and what fits beside it. */
export const mostBytes = 512 * 1024 * 1024;
// What is sealed doesn't shrink, and is most of all bytes: a sample of it tells.
const sampleBytes = 16 * 1024;
const worthIt = 0.97;

/** Deflated where that helps; the first byte says. @returns parts, to be joined: most bytes stay as they are, and aren't copied for that */
export async function squeeze(bytes: Buffer): Promise<readonly Buffer[]> {
  const asTheyAre = [Buffer.of(stored), bytes];
  if (bytes.length > 2 * sampleBytes) {
    const sample = await deflate(bytes.subarray(0, sampleBytes), { level });
    if (sample.length > sampleBytes * worthIt) return asTheyAre;
  }
  // For so few it takes longer to hand them to another thread.
  const squeezed = bytes.length < sampleBytes ? deflateRawSync(bytes, { level }) : await deflate(bytes, { level });
  return squeezed.length < bytes.length ? [Buffer.of(deflated), squeezed] : asTheyAre;
}

/** How long parts are together. */
export function lengthOf(parts: readonly Buffer[]): number {
  return parts.reduce((sum, { length }) => sum + length, 0);
}

/** @throws RangeError or a zlib error for bytes that `squeeze` didn't make */
export async function unsqueeze(bytes: Buffer): Promise<Buffer> {
  const rest = bytes.subarray(1);
  if (bytes[0] === stored) return rest;
  if (bytes[0] === deflated) return inflate(rest, { maxOutputLength: mostBytes });
  throw new RangeError("not squeezed");
}
