import { type AeadKey, sealCount } from "../../foundation/crypto/index.ts";

/** Seals that a process claims at once: half of them must last until it looks again, a second later. What it doesn't use is lost, so each
 *  start of a server or command costs up to a block, of which a key has 32,768. */
export const sealsInBlock = 2 ** 17;

/** A key whose seals are counted over restarts and over all processes: each claims blocks in the database before it uses them. */
export interface CountedKey {
  readonly key: AeadKey;
  /** Claims another block when the present one is half used. Called now and then. */
  keepUp(): Promise<void>;
}

/** @param key just imported: its seals are counted from here on
 *  @param claim takes a block, and tells how many seals had been taken before */
export async function countSeals(key: AeadKey, claim: (seals: number) => Promise<number>): Promise<CountedKey> {
  let claimedUpTo = (await claim(sealsInBlock)) + sealsInBlock;
  key.seals = claimedUpTo - sealsInBlock;
  return {
    key,
    async keepUp() {
      while (claimedUpTo - sealCount(key) < sealsInBlock / 2) {
        const before = await claim(sealsInBlock);
        // Others may have claimed meanwhile: what they may use counts as used.
        key.seals = Math.max(key.seals, before);
        claimedUpTo = before + sealsInBlock;
      }
    },
  };
}
