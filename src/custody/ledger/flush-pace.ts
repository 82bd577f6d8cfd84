import type { Clock } from "../../foundation/kernel/index.ts";

/** Whether to wait for the disk on the spot. Where a flush takes a tenth of a millisecond, handing it to another thread costs
 *  more than waiting: two threads have to be woken. Where it takes longer, nothing else could be done meanwhile. */
export interface FlushPace {
  isQuick(): boolean;
  /** Tells how long one took. @param began when, by the same clock */
  tookSince(began: number): void;
}

// In whole milliseconds, which is all that a clock tells: two ticks are more than one flush should take.
const slowMilliseconds = 2;
const flushesUntilNextTry = 256;

export function flushPace(now: Clock): FlushPace {
  let elsewhere = 0;
  return {
    isQuick: () => elsewhere === 0,
    tookSince(began) {
      if (now() - began >= slowMilliseconds) elsewhere = flushesUntilNextTry;
      else if (elsewhere > 0) elsewhere -= 1;
    },
  };
}
