import type { Clock } from "./clock.ts";

/** Numbers that name moments: microseconds since 1970, each larger than the one before, also when the clock stands or steps back.
 *  They order versions and ledger batches, and tell when (to the millisecond) each was made. */
export type Positions = () => number;

export function risingPositions(now: Clock): Positions {
  let last = 0;
  return () => {
    last = Math.max(last + 1, Math.floor(now() * 1000));
    return last;
  };
}

export function positionToMilliseconds(position: number): number {
  return Math.floor(position / 1000);
}
