const grids = [60, 30, 15, 20, 10, 5] as const;

/** At most so many of a day's times, over the whole day: the first, and the roundest that there is room for. In their order. */
export function spread<T>(times: readonly T[], most: number, minuteOf: (time: T) => number): readonly T[] {
  if (times.length <= most) return times;
  const chosen = new Set<T>(times.slice(0, 1));
  for (const grid of grids) {
    const fitting = times.filter((time) => !chosen.has(time) && minuteOf(time) % grid === 0);
    if (chosen.size + fitting.length > most) break;
    for (const time of fitting) chosen.add(time);
  }
  // Too many even on the hour.
  if (chosen.size === 1) return times.filter((_, index) => index % Math.ceil(times.length / most) === 0);
  return times.filter((time) => chosen.has(time));
}
