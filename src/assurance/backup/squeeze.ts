import { promisify } from "node:util";
import { deflateRaw, inflateRaw } from "node:zlib";

const deflate = promisify(deflateRaw);
const inflate = promisify(inflateRaw);

const stored = 0;
const deflated = 1;
const level = 6;
/** More than a file of rows is ever made of: one row of the largest kind, and what fits beside it. */
export const mostBytes = 512 * 1024 * 1024;
// What is sealed doesn't shrink, and is most of all bytes: a sample of it tells.
const sampleBytes = 64 * 1024;
const worthIt = 0.97;

/** Deflated where that helps; the first byte says. */
export async function squeeze(bytes: Buffer): Promise<Buffer> {
  if (bytes.length > 2 * sampleBytes) {
    const sample = await deflate(bytes.subarray(0, sampleBytes), { level });
    if (sample.length > sampleBytes * worthIt) return Buffer.concat([Buffer.of(stored), bytes]);
  }
  const squeezed = await deflate(bytes, { level });
  return squeezed.length < bytes.length
    ? Buffer.concat([Buffer.of(deflated), squeezed])
    : Buffer.concat([Buffer.of(stored), bytes]);
}

/** @throws RangeError or a zlib error for bytes that `squeeze` didn't make */
export async function unsqueeze(bytes: Buffer): Promise<Buffer> {
  const rest = bytes.subarray(1);
  if (bytes[0] === stored) return rest;
  if (bytes[0] === deflated) return inflate(rest, { maxOutputLength: mostBytes });
  throw new RangeError("not squeezed");
}
