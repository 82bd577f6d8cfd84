import type { Clock } from "./clock.ts";

/** Numbers that name moments: microseconds since 1970, each larger than the one before, also when the clock stands or steps back.
 *  They order versions and ledger batches, and tell when (to the millisecond) each was made. */
export type Positions = () => number;

/** Processes that can count at the same time without ever giving the same number. */
export const mostCounting = 64;

/** @param counting which of `mostCounting` this process is: it gives only numbers of that remainder
 *  @param after the largest number given before this start; the clock may have been set back since */
export function risingPositions(now: Clock, counting = 0, after = 0): Positions {
  let last = Math.floor(after / mostCounting) * mostCounting + counting;
  return () => {
    const present = Math.floor((now() * 1000) / mostCounting) * mostCounting + counting;
    last = Math.max(last + mostCounting, present);
    return last;
  };
}

export function positionToMilliseconds(position: number): number {
  return Math.floor(position / 1000);
}
