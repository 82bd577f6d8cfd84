import type { Clock } from "../../foundation/kernel/index.ts";

export interface Pace {
  readonly perSecond: number;
  /** Undefined until there is enough to tell. */
  readonly secondsLeft: number | undefined;
}

const windowMilliseconds = 10_000;
const leastMilliseconds = 500;

/** Tells how fast work goes, by its last ten seconds. */
export function measurePace(now: Clock): (done: number, total: number) => Pace {
  const samples: { readonly at: number; readonly done: number }[] = [{ at: now(), done: 0 }];
  return (done, total) => {
    const at = now();
    samples.push({ at, done });
    while (samples.length > 2 && at - (samples[1]?.at ?? at) >= windowMilliseconds) samples.shift();
    const [first = { at, done: 0 }] = samples;
    const milliseconds = at - first.at;
    if (milliseconds < leastMilliseconds || done === first.done) return { perSecond: 0, secondsLeft: undefined };
    const perSecond = ((done - first.done) / milliseconds) * 1000;
    return { perSecond: Math.round(perSecond), secondsLeft: Math.ceil(Math.max(0, total - done) / perSecond) };
  };
}
