import { createHash, timingSafeEqual } from "node:crypto";
import { ReceptionError } from "./reception-error.ts";

/** What a sum was set for: one isn't good for the other. */
export type Purpose = "enquiry" | "booking";

export interface Challenge {
  readonly challenge: string;
  readonly bits: number;
  readonly until: number;
}

/** About 65,000 hashes: a second or two of a telephone, while its owner types. */
export const workBits = 16;
export const challengeMilliseconds = 30 * 60_000;

type Blind = (text: string) => Buffer;

function macOf(blind: Blind, purpose: Purpose, head: string): Buffer {
  return blind(`public-challenge|${purpose}|${head}`);
}

/** Sets a sum. Nothing of it is kept: what it says is under a key of the organisation's. @param random at least 16 bytes */
export function setChallenge(
  blind: Blind,
  purpose: Purpose,
  { now, random, bits = workBits }: { now: number; random: Buffer; bits?: number | undefined },
): Challenge {
  const until = now + challengeMilliseconds;
  const head = `${bits}.${until.toString(36)}.${random.toString("base64url")}`;
  return { challenge: `${head}.${macOf(blind, purpose, head).toString("base64url")}`, bits, until };
}

const shape = /^(\d{1,2})\.([0-9a-z]{1,10})\.([A-Za-z0-9_-]{22,44})\.([A-Za-z0-9_-]{22})$/;

/** The number of zero bits that bytes begin with. */
export function leadingZeroBits(bytes: Uint8Array): number {
  let bits = 0;
  for (const byte of bytes) {
    if (byte !== 0) return bits + Math.clz32(byte) - 24;
    bits += 8;
  }
  return bits;
}

/** @returns by what this sum is known: it may be used once
 *  @throws ReceptionError `public/proof-wrong`, `public/proof-over` */
export function checkProof(
  blind: Blind,
  purpose: Purpose,
  { challenge, answer }: { readonly challenge: string; readonly answer: string },
  now: number,
): string {
  const [, bits = "", until = "", random = "", mac = ""] = shape.exec(challenge) ?? [];
  const expected = macOf(blind, purpose, `${bits}.${until}.${random}`);
  const given = Buffer.from(mac, "base64url");
  const isOurs = given.length === expected.length && timingSafeEqual(given, expected);
  if (!isOurs) throw new ReceptionError("public/proof-wrong", "this page is out of date: reload it");
  if (Number.parseInt(until, 36) <= now)
    throw new ReceptionError("public/proof-over", "this took longer than half an hour: send it once more");
  const hash = createHash("sha256").update(`${challenge}.${answer}`).digest();
  if (leadingZeroBits(hash) < Number(bits))
    throw new ReceptionError("public/proof-wrong", "this page is out of date: reload it");
  return random;
}
